import type { ClipJob } from '../../../src/shared/jobs';
import { blendFilters } from './blendFilters';
import { effectFilters } from './effectFilters';
import { type LayerInput, layerFilter } from './layerInput';
import { videoFilters } from './videoFilters';

/** Where a clip's finished pictures come out of the graph. */
export const CLIP_PAD = 'clip';

/**
 * The whole filter graph of a clip: each source's pictures, how one gives way to the other, what is drawn over them, and
 * the fades of all.
 * @param skipSeconds for each source, the time of its in point as ffmpeg sees it
 * @param layers what is drawn, the lowest first; their inputs follow those of the sources
 */
export const clipFilters = (
  job: ClipJob,
  skipSeconds: readonly number[],
  layers: readonly LayerInput[],
): string => {
  const pictures = [job.picture, ...(job.next ? [job.next.picture] : [])];
  const chains = pictures.map(
    (picture, index) =>
      `[${index}:V:0]${videoFilters(picture, job, skipSeconds[index] ?? 0)}[picture${index}]`,
  );
  const shown = job.next ? blendFilters(job.next.blend, job, '[picture0]', '[picture1]') : '[picture0]null';
  const drawn = layers.map(
    (layer, index) => `[under${index}];[under${index}][${pictures.length + index}:V:0]${layerFilter(layer)}`,
  );
  const finished = ['', ...effectFilters(job.fades, job.size, job.fps), 'format=yuv420p'].join(',');
  return [...chains, `${shown}${drawn.join('')}${finished}[${CLIP_PAD}]`].join(';');
};
