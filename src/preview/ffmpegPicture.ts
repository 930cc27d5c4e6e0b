import { sourceColours } from '../plan/colour';
import { needsDeinterlacing } from '../plan/fields';
import { fitGeometry, nearestEven } from '../plan/geometry';
import { anyClipProcessors } from '../render/clipProcessors';
import { findKeyFrames } from '../render/headerReaders';
import type { ClipJob, ClipPicture, EncodedClip } from '../shared/jobs';
import type { ReadSource, SourceAccess, VideoTrackInfo } from '../shared/media';
import { oneFrameJob } from '../shared/oneFrameJob';
import { smallSize } from '../shared/smallPicture';
import { whileWaiting } from './whileWaiting';

/** Longest time for one picture: of a source without an index a good part is read. */
const PICTURE_MS = 60_000;

/** Any will do, for one frame. */
const FPS = 30;

/** Clips of a render go first. */
const LAST = -1;

/** A key frame is looked for from a time on, and in no time after it. */
const INSTANT_SECONDS = 1e-6;

const pictureJob = (file: File, access: SourceAccess, video: VideoTrackInfo, seconds: number): ClipJob => {
  const { width, height } = smallSize(video.displaySize);
  const size = { width: nearestEven(width), height: nearestEven(height) };
  const picture: ClipPicture = {
    ...{ source: file, sourceName: file.name, access, inPointSeconds: seconds, speed: 1, effects: [] },
    geometry: fitGeometry(video, { size, fit: 'cover', barColor: '#000000' }),
    colours: sourceColours(video),
    deinterlace: needsDeinterlacing(video),
  };
  return oneFrameJob(picture, size, FPS);
};

/** To decode all frames since the key frame can take ffmpeg seconds; nobody needs that for so small a picture. */
const keyFrameBefore = async (file: File, seconds: number, signal: AbortSignal): Promise<number> => {
  const span = { fromSeconds: seconds, toSeconds: seconds + INSTANT_SECONDS, apartSeconds: 0 };
  const [key] = await findKeyFrames({ source: file, sourceName: file.name, ...span }, signal);
  return key ?? seconds;
};

/**
 * A small picture of what a source shows at a time, or at the key frame before, by ffmpeg: a clip of one frame. It waits for
 * whatever else the clip processors have to do.
 * @returns `null` where ffmpeg does not decode it either
 * @throws RenderError `cancelled`
 */
export const ffmpegPicture = async (
  { file, info: { access, video } }: ReadSource,
  seconds: number,
  signal: AbortSignal,
): Promise<EncodedClip | null> => {
  if (!video || (access !== 'packets' && access !== 'ffmpeg')) return null;
  const at = access === 'packets' ? await keyFrameBefore(file, seconds, signal) : seconds;
  const job = pictureJob(file, access, video, at);
  const options = { timeoutMs: PICTURE_MS, label: file.name, retried: false, urgency: () => LAST };
  const outcome = await whileWaiting(signal, (waiting) =>
    anyClipProcessors().run(job, { ...options, ...waiting }),
  );
  return outcome.status === 'done' ? outcome.result : null;
};
