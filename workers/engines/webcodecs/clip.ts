import { captionLayer } from '../../../src/draw/captionLayer';
import { ClipComposer } from '../../../src/draw/composeClip';
import { watermarkLayer } from '../../../src/draw/watermarkLayer';
import { RenderError } from '../../../src/shared/errors';
import type { BrowserEncoder, ClipJob, EncodedClip } from '../../../src/shared/jobs';
import type { OnJobProgress } from '../../../src/shared/protocol';
import type { TimedPicture } from '../../browserPictures/timedPicture';
import type { FFmpegSession } from '../ffmpeg/session';
import { CanvasFrames } from './canvasFrames';
import { ClipEncoder } from './clipEncoder';
import { type ClipPictures, clipPictures } from './clipPictures';

/** Key frames at least every so many seconds, as in the other engine. */
const GOP_SECONDS = 2;

/** How a clip is tried. */
interface Way {
  readonly encoder: BrowserEncoder;
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
const nextPictures = async (sources: readonly ClipPictures[]): Promise<TimedPicture[]> => {
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

const inSoftware = ({ config, description }: BrowserEncoder): BrowserEncoder => ({
  config: { ...config, hardwareAcceleration: 'prefer-software' },
  description,
});

const nextWay = (way: Way, thrown: unknown): Way | null => {
  if (!(thrown instanceof RenderError)) return null;
  const { encoder, byFFmpeg } = way;
  if (thrown.category === 'encoder-failed') {
    const isSoftware = encoder.config.hardwareAcceleration === 'prefer-software';
    return isSoftware ? null : { encoder: inSoftware(encoder), byFFmpeg };
  }
  return thrown.category === 'unreadable-source' && !byFFmpeg ? { encoder, byFFmpeg: true } : null;
};

/**
 * Makes a clip with the browser's codecs. What the browser cannot decode, or gives up in the middle, is decoded by ffmpeg;
 * an encoder that fails is replaced once, by software.
 * @throws RenderError `encoder-failed` where the browser cannot encode it: ffmpeg has to make the whole render
 */
export const encodeClip = async (
  session: FFmpegSession,
  job: ClipJob,
  encoder: BrowserEncoder,
  onProgress: OnJobProgress,
): Promise<EncodedClip> => {
  for (let way: Way = { encoder, byFFmpeg: false }; ; ) {
    try {
      return await encodeBy(session, job, way, onProgress);
    } catch (thrown) {
      const next = nextWay(way, thrown);
      if (!next) throw thrown;
      way = next;
    }
  }
};
