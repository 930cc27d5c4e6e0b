import { HELD_FRAMES, LOOK_AHEAD_FRAMES } from '../../../src/shared/frameTimes';
import type { ClipJob, ClipPicture } from '../../../src/shared/jobs';
import { effectFilters } from './effectFilters';
import { placementFilters } from './placementFilters';
import { deinterlacing, uprightFilters } from './uprightFilters';

/**
 * Chooses one source's picture for each frame, and turns it upright.
 * @param skipSeconds time of the in point in the input as ffmpeg sees it
 */
export const shownFilters = (
  { geometry, speed, deinterlace }: ClipPicture,
  { fps, frames }: ClipJob,
  skipSeconds: number,
): string[] => {
  const lookAhead = LOOK_AHEAD_FRAMES / fps;
  return [
    ...(deinterlace ? [deinterlacing] : []),
    `setpts=round(((PTS-${skipSeconds.toFixed(9)}/TB)/${speed})-${lookAhead.toFixed(9)}/TB)`,
    `fps=fps=${fps}:start_time=0:round=up`,
    // Else a picture that comes hours later would have all the time between filled, in memory.
    `trim=end_frame=${frames}`,
    `tpad=stop_mode=clone:stop=${HELD_FRAMES}`,
    ...uprightFilters(geometry),
  ];
};

/** What is done to one source's pictures, as one filter chain: cut, frame rate, upright, fit, colour. */
export const videoFilters = (picture: ClipPicture, job: ClipJob, skipSeconds: number): string => {
  const { geometry, effects, colours, still } = picture;
  const { fps, frames } = job;
  const placed = placementFilters(geometry, colours);
  const shown = [...effectFilters(effects, geometry.target, fps), 'setsar=1'];
  // Fitted once, then repeated as often as it is shown.
  if (still) return [...placed, `loop=loop=${frames - 1}:size=1:start=0`, ...shown].join(',');
  return [...shownFilters(picture, job, skipSeconds), ...placed, ...shown].join(',');
};
