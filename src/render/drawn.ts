import { captionLayer } from '../draw/captionLayer';
import { watermarkLayer } from '../draw/watermarkLayer';
import { asPicture } from '../media/svg';
import { resolveCaptionStyle } from '../plan/captionStyle';
import { resolveSubtitleSettings } from '../plan/subtitleSettings';
import { resolveWatermarkSettings } from '../plan/watermark';
import type { ClipCaptions, Watermark } from '../shared/captions';
import { RenderError, unreadableSource } from '../shared/errors';
import type { Size } from '../shared/media';
import type { SubtitleRequest } from './subtitles';
import type { CombineOptions } from './types';

/** What is drawn over all clips alike. */
export interface Drawn {
  /** How captions look; `null`: none are drawn. */
  readonly captions: (Omit<ClipCaptions, 'cues'> & { readonly fontFile: File | null }) | null;
  readonly watermark: (Watermark & { readonly image: File }) | null;
}

const watermarkOf = ({ watermark }: CombineOptions): Drawn['watermark'] => {
  if (!watermark) return null;
  const { image, ...options } = watermark;
  return { image, imageName: image.name, ...resolveWatermarkSettings(options) };
};

/** @throws RenderError `invalid-settings`, naming the setting */
export const drawnOver = (options: CombineOptions, subtitles: SubtitleRequest | null): Drawn => {
  // Checked even if nothing is drawn: a style that is wrong is told before it is needed.
  const style = resolveCaptionStyle(options.captionStyle ?? {});
  const { drawSubtitles } = resolveSubtitleSettings(options);
  const { captionFont } = options;
  return {
    captions: subtitles && drawSubtitles ? { style, fontFile: captionFont ?? null } : null,
    watermark: watermarkOf(options),
  };
};

/** A cue to try a font with. */
const TRIAL = [{ start: 0, end: 1, text: 'A', words: [] }];

/** The person's font, named where it cannot be read; anything else that fails is not its fault. */
const tryFont = async (captions: NonNullable<Drawn['captions']>, size: Size, fps: number): Promise<void> => {
  if (captions.fontFile === null) return;
  try {
    await captionLayer({ ...captions, cues: TRIAL }, size, fps);
  } catch (thrown) {
    if (!(thrown instanceof RenderError) || thrown.category !== 'unreadable-source') throw thrown;
    const reason = 'cannot be read as a font: it is damaged, or not a TTF, OTF, WOFF or WOFF2 file.';
    throw unreadableSource(captions.fontFile.name, reason, thrown);
  }
};

/**
 * Tries the person's font and picture, which would else spoil each clip in turn, and makes a picture of a drawing, which
 * workers cannot read.
 * @throws RenderError `unreadable-source`, naming the file
 */
export const readyToDraw = async (
  { captions, watermark }: Drawn,
  size: Size,
  fps: number,
): Promise<Drawn> => {
  if (captions) await tryFont(captions, size, fps);
  if (!watermark) return { captions, watermark };
  const image = await asPicture(watermark.image).catch((thrown: unknown) => {
    throw unreadableSource(watermark.imageName, 'is a drawing that this browser cannot show.', thrown);
  });
  const ready = { ...watermark, image };
  await watermarkLayer(ready, size);
  return { captions, watermark: ready };
};
