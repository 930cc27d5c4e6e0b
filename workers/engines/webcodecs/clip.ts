import { captionLayer } from '../../../src/draw/captionLayer';
import { ClipComposer } from '../../../src/draw/composeClip';
import type { Drawable } from '../../../src/draw/composePlacement';
import { watermarkLayer } from '../../../src/draw/watermarkLayer';
import { RenderError } from '../../../src/shared/errors';
import type { BrowserEncoder, ClipJob, EncodedClip } from '../../../src/shared/jobs';
import type { OnJobProgress } from '../../../src/shared/protocol';
import type { FFmpegSession } from '../ffmpeg/session';
import { CanvasFrames } from './canvasFrames';
import { ClipEncoder } from './clipEncoder';
import { type ClipPictures, clipPictures } from './clipPictures';

/** Key frames at least every so many seconds, as in the other engine. */
const GOP_SECONDS = 2;

/** How a clip is tried. */
interface Way {
  readonly encoder: BrowserEncoder;
  /** How often one failed before. */
  readonly failures: number;
  /** Let ffmpeg decode what the browser could not. */
  readonly byFFmpeg: boolean;
}

const endsEarly = ({ sourceName, picture, frames }: ClipJob, done: number): RenderError =>
  new RenderError({
    category: 'unreadable-source',
    message:
      `“${sourceName}” ends early: ${done} of ${frames} frames could be decoded ` +
      `from ${picture.inPointSeconds.toFixed(2)} s on. The file is damaged or cut off.`,
  });

/** The next picture of each source; fewer where one has ended. */
const nextPictures = async (sources: readonly ClipPictures[]): Promise<Drawable[]> => {
  const results = await Promise.all(sources.map(({ frames }) => frames.next()));
  return results.flatMap((result) => (result.done ? [] : [result.value]));
};

const composerOf = async (job: ClipJob, sources: readonly ClipPictures[]): Promise<ClipComposer> => {
  const { captions, watermark, size, fps, frames, fades, next } = job;
  const layers = await Promise.all([
    captions && captionLayer(captions, size, fps),
    watermark && watermarkLayer(watermark, size),
  ]);
  return new ClipComposer({
    ...{ size, fps, frames, fades, blend: next?.blend ?? null },
    pictures: sources.map(({ shown }) => shown),
    layers: layers.filter((layer) => layer !== null),
  });
};

/** Composes and encodes all frames; the encoder works while the next frame is composed. */
const encodeFrames = async (
  job: ClipJob,
  sources: readonly ClipPictures[],
  encoder: ClipEncoder,
  onProgress: OnJobProgress,
): Promise<EncodedClip> => {
  const { frames, fps, size } = job;
  const composer = await composerOf(job, sources);
  const canvases = new CanvasFrames(size);
  const at = (frame: number): number => Math.round((frame * 1e6) / fps);
  for (let frame = 0; frame < frames; frame += 1) {
    const pictures = await nextPictures(sources);
    if (pictures.length < sources.length) throw endsEarly(job, frame);
    const canvas = composer.compose(frame, pictures);
    if (canvas) await canvases.take(canvas);
    const picture = canvases.frame(at(frame), at(frame + 1) - at(frame));
    await encoder.encode(picture, frame % (GOP_SECONDS * fps) === 0);
    onProgress(frame + 1, frames);
  }
  const clip = await encoder.finish();
  if (clip.packets.length === frames) return clip;
  const message = `The browser’s video encoder gave ${clip.packets.length} of ${frames} frames.`;
  throw new RenderError({ category: 'encoder-failed', message });
};

const encodeBy = async (
  session: FFmpegSession,
  job: ClipJob,
  { encoder: expected, byFFmpeg }: Way,
  onProgress: OnJobProgress,
): Promise<EncodedClip> => {
  const pictures = [job.picture, ...(job.next ? [job.next.picture] : [])];
  const sources: ClipPictures[] = [];
  let encoder: ClipEncoder | null = null;
  try {
    // One after the other: there is one ffmpeg.
    for (const picture of pictures) sources.push(await clipPictures(session, picture, job, byFFmpeg));
    encoder = new ClipEncoder(expected);
    return await encodeFrames(job, sources, encoder, onProgress);
  } finally {
    encoder?.close();
    await Promise.allSettled(sources.map(({ frames }) => frames.return(undefined)));
  }
};

/**
 * After a failure: first the same again, since browsers take back an encoder of a tab that is not seen, and a driver may
 * have been started again; then one on the processor, which is there even if the hardware is lost, or taken by others.
 */
const nextEncoder = ({ config, description }: BrowserEncoder, failures: number): BrowserEncoder | null => {
  if (failures === 1) return { config, description };
  const isLast = failures > 2 || config.hardwareAcceleration === 'prefer-software';
  return isLast ? null : { config: { ...config, hardwareAcceleration: 'prefer-software' }, description };
};

/** What is left to be tried after a failure; each remedy once. */
const nextWay = (
  { encoder, failures, byFFmpeg }: Way,
  thrown: unknown,
  { picture, next }: ClipJob,
): Way | null => {
  if (!(thrown instanceof RenderError)) return null;
  if (thrown.category === 'encoder-failed') {
    const another = nextEncoder(encoder, failures + 1);
    return another && { encoder: another, failures: failures + 1, byFFmpeg };
  }
  const mayBeRead = picture.access === 'packets' || next?.picture.access === 'packets';
  if (thrown.category === 'unreadable-source' && mayBeRead && !byFFmpeg)
    return { encoder, failures, byFFmpeg: true };
  return null;
};

/**
 * Makes a clip with the browser's codecs. What the browser cannot decode, or gives up in the middle, is decoded by ffmpeg;
 * an encoder that is lost is made again, once as it was and once in software.
 * @throws RenderError `encoder-failed` where the browser cannot encode it: another engine has to make the whole render
 */
export const encodeClip = async (
  session: FFmpegSession,
  job: ClipJob,
  encoder: BrowserEncoder,
  onProgress: OnJobProgress,
): Promise<EncodedClip> => {
  for (let way: Way = { encoder, failures: 0, byFFmpeg: false }; ; ) {
    try {
      return await encodeBy(session, job, way, onProgress);
    } catch (thrown) {
      const next = nextWay(way, thrown, job);
      if (!next) throw thrown;
      way = next;
    }
  }
};
