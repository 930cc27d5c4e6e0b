import type { PlannedClip, PlannedPicture } from '../plan/plan';
import type { PlanSettings } from '../plan/settings';
import type { UsableSource } from './sources';

/** What decoding a pixel costs beside scaling and encoding one: x264 does most of the work. */
const DECODING = 0.3;

/** What a clip costs whatever its length, in frames of its own: cutting, starting ffmpeg, taking apart. */
const EACH_FRAMES = 6;

/**
 * A guess of what encoding a clip takes, from what its sources' headers say. Only the ratio of two of them means
 * anything: how long they really take is measured (`timeLeft.ts`).
 */
export const clipWork = (
  { frames, picture, next }: PlannedClip,
  sources: ReadonlyMap<number, UsableSource>,
  { fps, size }: PlanSettings,
): number => {
  const decoding = ({ source, speed }: PlannedPicture): number => {
    const video = sources.get(source)?.info.video;
    if (!video || video.isStill) return 0;
    const pixels = (video.codedSize.width * video.codedSize.height) / (size.width * size.height);
    return (DECODING * pixels * (video.frameRate ?? fps) * speed) / fps;
  };
  return (frames + EACH_FRAMES) * (1 + decoding(picture) + (next ? decoding(next.picture) : 0));
};
