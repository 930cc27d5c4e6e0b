import type { ClipJob, Geometry } from '../../../src/shared/jobs';
import { scaledToStandardColours } from './colourFilters';
import { deinterlacing, uprightFilters } from './uprightFilters';

/**
 * A source frame is shown from the first output frame that begins after it. Where both rates share instants (60 → 30,
 * 24 → 60) time stamps that were rounded by their container would fall to either side by chance; looking a tenth of an
 * output frame ahead keeps all usual pairs of rates clear of that.
 */
const LOOK_AHEAD_FRAMES = 0.1;

/** Frames that may be missing at a source's end and are made up by holding the last: rounding, not damage. */
const HELD_FRAMES = 2;

const placing = ({ scaled, offset, target }: Geometry): string[] => {
  const size = `${target.width}:${target.height}`;
  const filters: string[] = [];
  if (scaled.width > target.width || scaled.height > target.height) {
    const width = Math.min(scaled.width, target.width);
    const height = Math.min(scaled.height, target.height);
    filters.push(`crop=${width}:${height}:${Math.max(0, -offset.x)}:${Math.max(0, -offset.y)}`);
  }
  if (scaled.width < target.width || scaled.height < target.height) {
    filters.push(`pad=${size}:${Math.max(0, offset.x)}:${Math.max(0, offset.y)}:black`);
  }
  return filters;
};

/**
 * What is done to a clip's pictures, as one filter chain: cut, frame rate, upright, fit, colour.
 * @param skipSeconds time of the in point in the input as ffmpeg sees it
 */
export const videoFilters = (job: ClipJob, skipSeconds: number): string => {
  const { geometry, fps } = job;
  const { crop, scaled } = geometry;
  const upright = `crop=${crop.width}:${crop.height}:${crop.x}:${crop.y}:exact=1`;
  return [
    ...(job.deinterlace ? [deinterlacing] : []),
    `setpts=round(PTS-(${(skipSeconds + LOOK_AHEAD_FRAMES / fps).toFixed(9)})/TB)`,
    `fps=fps=${fps}:start_time=0:round=up`,
    // Else a picture that comes hours later would have all the time between filled, in memory.
    `trim=end_frame=${job.frames}`,
    `tpad=stop_mode=clone:stop=${HELD_FRAMES}`,
    ...uprightFilters(geometry),
    upright,
    ...scaledToStandardColours(scaled, job.colours),
    // Each clip in the same form, whatever the source: 4:2:0, square pixels.
    'format=yuv420p',
    ...placing(geometry),
    'setsar=1',
  ].join(',');
};
