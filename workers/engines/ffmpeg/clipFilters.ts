import type { ClipJob, ClipPicture } from '../../../src/shared/jobs';
import { blendFilters } from './blendFilters';
import { effectFilters } from './effectFilters';
import { type LayerInput, layerFilter } from './layerInput';
import { videoFilters } from './videoFilters';

/** Where a clip's finished pictures come out of the graph. */
export const CLIP_PAD = 'clip';

/** A source's pictures, and the time of their in point as ffmpeg sees it. */
export interface PictureInput {
  readonly picture: ClipPicture;
  readonly skipSeconds: number;
}

/**
 * The whole filter graph of a clip: each source's pictures, how one gives way to the other, what is drawn over them, and
 * the fades of all.
 * @param layers what is drawn, the lowest first; their inputs follow those of the sources
 */
export const clipFilters = (
  job: ClipJob,
  pictures: readonly PictureInput[],
  layers: readonly LayerInput[],
): string => {
  const chains = pictures.map(
    ({ picture, skipSeconds }, index) =>
      `[${index}:V:0]${videoFilters(picture, job, skipSeconds)}[picture${index}]`,
  );
  const shown = job.next ? blendFilters(job.next.blend, job, '[picture0]', '[picture1]') : '[picture0]null';
  const drawn = layers.map(
    (layer, index) => `[under${index}];[under${index}][${pictures.length + index}:V:0]${layerFilter(layer)}`,
  );
  const finished = ['', ...effectFilters(job.fades, job.size, job.fps), 'format=yuv420p'].join(',');
  return [...chains, `${shown}${drawn.join('')}${finished}[${CLIP_PAD}]`].join(';');
};
