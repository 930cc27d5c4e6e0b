import type { PlannedClip, PlannedPicture } from '../plan/plan';
import type { PlanSettings } from '../plan/settings';
import type { Machine } from '../pool/sizing';
import { GIB_PER_WORKER, memoryShareGib } from '../pool/sizing';
import type { UsableSource } from './sources';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** So much of a source before the in point may have to be copied as well: key frames are hardly ever further apart. */
const LEAD_SECONDS = 10;

/** Whole files for ffmpeg are copied up to this size and else read where they lie (`workers/engines/ffmpeg/wholeFile.ts`). */
const COPIED_UP_TO = 64 * MIB;
const READ_IN_PLACE = 8 * MIB;

/** Bytes a pixel of a picture that the browser has decoded and packed as JPEG of the best quality. */
const DRAWN_BYTES_A_PIXEL = 0.5;

/** Bytes a pixel that an encoded clip hardly ever has more of: 30 Mbit/s at 1080p30. */
const ENCODED_BYTES_A_PIXEL = 0.06;

const pictureMemory = (
  { source, speed }: PlannedPicture,
  seconds: number,
  frames: number,
  sources: ReadonlyMap<number, UsableSource>,
): number => {
  const usable = sources.get(source);
  if (!usable) return 0;
  const { file, info, video } = usable;
  const pixels = video.codedSize.width * video.codedSize.height;
  switch (info.access) {
    case 'still':
      return pixels * 4 * 2;
    case 'browser':
      return pixels * frames * DRAWN_BYTES_A_PIXEL;
    case 'ffmpeg':
      return file.size <= COPIED_UP_TO ? file.size : READ_IN_PLACE;
    case 'packets': {
      // Live recordings can be without a length.
      const known = Number.isFinite(info.durationSeconds) ? info.durationSeconds : 1;
      const bytesASecond = file.size / Math.max(1, known);
      return Math.min(file.size, bytesASecond * (seconds * speed + LEAD_SECONDS));
    }
  }
};

/** What the job of a clip may take in memory beside its worker: what is read of the sources, and what comes out. In bytes. */
export const clipMemory = (
  { picture, next, frames }: PlannedClip,
  { fps, size }: PlanSettings,
  sources: ReadonlyMap<number, UsableSource>,
): number => {
  const seconds = frames / fps;
  const read = [picture, ...(next ? [next.picture] : [])]
    // Once as it is cut, once as the core's file system holds it.
    .map((one) => 2 * pictureMemory(one, seconds, frames, sources))
    .reduce((sum, bytes) => sum + bytes, 0);
  return Math.ceil(read + size.width * size.height * frames * ENCODED_BYTES_A_PIXEL);
};

/** Less than this is of no use: a clip or two must fit. */
const LEAST_BUDGET = 256 * MIB;

/**
 * What clips in flight may take together, in bytes: the render's share of the memory, without what the workers take.
 * @param wanted the person's own number, or `null`
 */
export const memoryBudget = (machine: Machine, workers: number, wanted: number | null): number =>
  wanted ?? Math.max(LEAST_BUDGET, (memoryShareGib(machine) - workers * GIB_PER_WORKER) * GIB);

/** The memory API that needs cross-origin isolation, and that only some browsers have. */
interface MeasuringPerformance {
  measureUserAgentSpecificMemory?(): Promise<{ readonly bytes: number }>;
}

/** What this page and its workers take now, in bytes; `null` where the browser does not tell. */
export const memoryInUse = async (): Promise<number | null> => {
  try {
    return (await (performance as MeasuringPerformance).measureUserAgentSpecificMemory?.())?.bytes ?? null;
  } catch {
    return null;
  }
};
