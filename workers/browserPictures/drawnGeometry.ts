import type { Background, Geometry, Placement, Rect } from '../../src/shared/jobs';
import type { Size } from '../../src/shared/media';

/** What is drawn of a picture, how large, and how that gets onto the target. */
export interface DrawnGeometry {
  readonly from: Rect;
  readonly size: Size;
  readonly geometry: Geometry;
}

const even = (value: number): number => Math.round(value / 2) * 2;

/** One axis of a cut, on pixels that are `scale` times as large. */
const scaledAxis = (begin: number, length: number, scale: number, whole: number): [number, number] => {
  const from = Math.min(even(begin * scale), Math.max(0, whole - 2));
  return [from, Math.max(1, Math.min(even(length * scale), whole - from))];
};

const scaledCrop = (crop: Rect, within: Rect, size: Size): Rect => {
  const axis = (begin: 'x' | 'y', length: 'width' | 'height') =>
    scaledAxis(crop[begin] - within[begin], crop[length], size[length] / within[length], size[length]);
  const [x, width] = axis('x', 'width');
  const [y, height] = axis('y', 'height');
  return { x, y, width, height };
};

/**
 * Splits a geometry: the browser draws what is seen of a picture, at the size at which it is seen or its own, whichever
 * is smaller, and the engine does the rest. So what lies in memory is never larger than the target needs.
 */
export const drawnGeometry = (geometry: Geometry): DrawnGeometry => {
  // Where the background shows the picture too, this is the whole of it.
  const { crop, scaled, background } = geometry;
  const size = {
    width: Math.min(crop.width, scaled.width),
    height: Math.min(crop.height, scaled.height),
  };
  const drawnPlacement = (placement: Placement): Placement => ({
    ...placement,
    crop: scaledCrop(placement.crop, crop, size),
  });
  const drawnBackground: Background =
    background.kind === 'blur'
      ? { kind: 'blur', placement: drawnPlacement(background.placement) }
      : background;
  return {
    from: crop,
    size,
    geometry: {
      ...geometry,
      ...{ rotation: 0, mirrored: false },
      crop: { x: 0, y: 0, ...size },
      background: drawnBackground,
    },
  };
};
