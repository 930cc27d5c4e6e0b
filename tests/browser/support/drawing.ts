/**
 * Runs in the browser, in a page and in a worker of it: draws layers and hands out their pictures. Built by
 * `drawingPage.ts`.
 */
import { captionLayer } from '../../../src/draw/captionLayer';
import type { Layer } from '../../../src/draw/layer';
import { watermarkLayer } from '../../../src/draw/watermarkLayer';
import { resolveCaptionStyle } from '../../../src/plan/captionStyle';
import { resolveWatermarkSettings } from '../../../src/plan/watermark';
import { toRenderError } from '../../../src/shared/errors';
import type { DrawReply, DrawRequest } from './drawingTypes';

const file = async (url: string): Promise<Blob> => (await fetch(url)).blob();

const layerOf = async ({ captions, watermark, target, fps }: DrawRequest): Promise<Layer | null> => {
  if (captions) {
    const { cues, style = {}, font } = captions;
    const full = cues.map((cue) => ({ start: 0, end: 1_000_000, words: [], ...cue }));
    const fontFile = font === undefined ? null : await file(font);
    return captionLayer({ cues: full, style: resolveCaptionStyle(style), fontFile }, target, fps);
  }
  const { url, name, settings = {} } = watermark ?? { url: '', name: '' };
  return watermarkLayer(
    { ...resolveWatermarkSettings(settings), image: await file(url), imageName: name },
    target,
  );
};

/** Draws one layer and answers with its pictures in the frames asked for. */
export const draw = async (request: DrawRequest): Promise<DrawReply> => {
  try {
    const layer = await layerOf(request);
    if (!layer) return { status: 'nothing' };
    const pictures: ImageData[] = [];
    const milliseconds: number[] = [];
    const shown = request.frames.map((frame) => {
      const before = performance.now();
      const picture = layer.pictureAt(frame);
      milliseconds.push(performance.now() - before);
      if (!picture) return null;
      if (!pictures.includes(picture)) pictures.push(picture);
      return pictures.indexOf(picture);
    });
    return {
      status: 'drawn',
      rect: layer.rect,
      pictures: pictures.map(({ width, height, data }) => ({ width, height, data })),
      shown,
      milliseconds,
    };
  } catch (thrown) {
    return {
      status: 'failed',
      error: toRenderError(thrown, { category: 'internal', message: '' }).toReport(),
    };
  }
};

if (!('document' in globalThis)) {
  globalThis.onmessage = async ({ data }: MessageEvent<DrawRequest>) =>
    globalThis.postMessage(await draw(data));
}
