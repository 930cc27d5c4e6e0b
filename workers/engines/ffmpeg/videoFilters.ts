import { LOOK_AHEAD_FRAMES } from '../../../src/shared/frameTimes';
import type { ClipJob, ClipPicture } from '../../../src/shared/jobs';
import { effectFilters } from './effectFilters';
import { placementFilters } from './placementFilters';
import { deinterlacing, uprightFilters } from './uprightFilters';

/** Frames that may be missing at a source's end and are made up by holding the last: rounding, not damage. */
const HELD_FRAMES = 2;

/**
 * What is done to one source's pictures, as one filter chain: cut, frame rate, upright, fit, colour.
 * @param skipSeconds time of the in point in the input as ffmpeg sees it
 */
export const videoFilters = (picture: ClipPicture, job: ClipJob, skipSeconds: number): string => {
  const { geometry, speed, effects, colours, still, deinterlace } = picture;
  const { fps, frames } = job;
  const placed = placementFilters(geometry, colours);
  const shown = [...effectFilters(effects, geometry.target, fps), 'setsar=1'];
  // Fitted once, then repeated as often as it is shown.
  if (still) return [...placed, `loop=loop=${frames - 1}:size=1:start=0`, ...shown].join(',');

  const lookAhead = LOOK_AHEAD_FRAMES / fps;
  return [
    ...(deinterlace ? [deinterlacing] : []),
    `setpts=round(((PTS-${skipSeconds.toFixed(9)}/TB)/${speed})-${lookAhead.toFixed(9)}/TB)`,
    `fps=fps=${fps}:start_time=0:round=up`,
    // Else a picture that comes hours later would have all the time between filled, in memory.
    `trim=end_frame=${frames}`,
    `tpad=stop_mode=clone:stop=${HELD_FRAMES}`,
    ...uprightFilters(geometry),
    ...placed,
    ...shown,
  ].join(',');
};
