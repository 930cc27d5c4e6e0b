import type { Size } from '../src/shared/media';
import type { Sources } from './media/sources';

export const CLIP_SECONDS = 3;
export const FPS = 30;
const FULL_SIZE: Size = { width: 1080, height: 1920 };

/** The same video for every engine: 3 s of each film, filling the target, under a voice-over of just that length. */
export interface StandardJob {
  readonly clips: readonly string[];
  readonly voiceOver: string;
  readonly size: Size;
  readonly framesPerClip: number;
}

/** @param size `null`: 1080 × 1920 */
export const standardJob = async (
  sources: Sources,
  count: number,
  size: Size | null,
): Promise<StandardJob> => ({
  clips: await sources.films(count),
  voiceOver: await sources.voiceOver(count * CLIP_SECONDS),
  size: size ?? FULL_SIZE,
  framesPerClip: CLIP_SECONDS * FPS,
});

/** The same of films that are already of the video's size and codec. */
export const readyJob = async (sources: Sources, count: number, size: Size | null): Promise<StandardJob> => {
  const job = await standardJob(sources, count, size);
  return { ...job, clips: await sources.readyFilms(count, job.size) };
};

/** Settings of the render that are the same for every engine. */
export const jobSettings = ({ size }: StandardJob) =>
  ({ size, fps: FPS, fit: 'cover', mode: 'sequential', maxClipDuration: CLIP_SECONDS }) as const;
