import { captionLayer } from '../../../src/draw/captionLayer';
import { ClipComposer, type ShownPictures } from '../../../src/draw/composeClip';
import { watermarkLayer } from '../../../src/draw/watermarkLayer';
import type { ClipJob } from '../../../src/shared/jobs';

/**
 * What composes a job's frames.
 * @param pictures how those of its sources are shown
 * @param scale of its size to the video's
 * @throws RenderError for a font or a watermark that cannot be read
 */
export const clipComposer = async (
  { captions, watermark, size, fps, frames, fades, next }: ClipJob,
  pictures: readonly ShownPictures[],
  scale = 1,
): Promise<ClipComposer> => {
  const layers = await Promise.all([
    captions && captionLayer(captions, size, fps),
    watermark && watermarkLayer(watermark, size),
  ]);
  return new ClipComposer({
    ...{ size, scale, fps, frames, fades, pictures, blend: next?.blend ?? null },
    layers: layers.filter((layer) => layer !== null),
  });
};
