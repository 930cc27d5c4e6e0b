import { type Frames, frames, framesCovering, type Samples } from '../shared/units';
import type { PlanSettings } from './settings';
import { lengthInARow } from './sound';

/**
 * The frames that a video covers.
 * @param voices lengths of the voice-overs, which decide it where there are any
 * @param gap between one voice-over and the next
 * @returns `null`: as long as its clips
 */
export const videoLength = (
  voices: readonly Samples[],
  gap: Samples,
  { duration, fps }: Pick<PlanSettings, 'duration' | 'fps'>,
): Frames | null => {
  if (voices.length > 0) return framesCovering(lengthInARow(voices, gap), fps);
  return duration === null ? null : frames(Math.max(1, Math.round(duration * fps)));
};
