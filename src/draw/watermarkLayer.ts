import type { Watermark } from '../shared/captions';
import type { Size } from '../shared/media';
import { newCanvas } from './canvas';
import { decodeImage } from './decodeImage';
import { coveringRect, type Layer } from './layer';

/** Whole pixels, the picture's shape kept; smaller where it would not fit between the margins. */
const sizeOn = (image: Size, { size }: Watermark, target: Size, margin: number): Size => {
  const width = (target.width * size) / 100;
  const scale = Math.min(
    width / image.width,
    (target.width - 2 * margin) / image.width,
    (target.height - 2 * margin) / image.height,
  );
  return {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  };
};

/**
 * A watermark on a target of even width and height: the same picture in every frame.
 * @throws RenderError `unreadable-source`
 */
export const watermarkLayer = async (watermark: Watermark, target: Size): Promise<Layer> => {
  const { image, imageName, corner, opacity } = watermark;
  const original = await decodeImage(image, imageName);
  const margin = Math.round((Math.min(target.width, target.height) * watermark.margin) / 100);
  const size = sizeOn(original, watermark, target, margin);
  original.close();
  const left = corner.endsWith('left') ? margin : target.width - margin - size.width;
  const top = corner.startsWith('top') ? margin : target.height - margin - size.height;
  const bounds = { left, top, right: left + size.width, bottom: top + size.height };
  const rect = coveringRect(bounds, target);

  const resized = await decodeImage(image, imageName, size);
  const context = newCanvas(rect);
  context.globalAlpha = opacity;
  context.drawImage(resized, left - rect.x, top - rect.y);
  resized.close();
  const picture = opacity === 0 ? null : context.getImageData(0, 0, rect.width, rect.height);
  return { rect, pictureAt: () => picture };
};
