import type { Rect } from '../shared/jobs';
import type { Size } from '../shared/media';

/** Something that lies over the video, at the same place in every frame. */
export interface Layer {
  /** Where it lies: whole even pixels on the target, and nothing beyond it. */
  readonly rect: Rect;
  /**
   * What is seen in a frame, counted from the clip's first: straight (not premultiplied) RGBA of exactly `rect`'s size.
   * The same object as for the frame asked before as long as nothing changes; `null` where nothing is to be seen. Meant
   * to be asked frame by frame: only the last picture is kept.
   */
  pictureAt(frame: number): ImageData | null;
}

/** Edges in pixels of the target; any numbers. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const union = (all: readonly Bounds[]): Bounds => ({
  left: Math.min(...all.map(({ left }) => left)),
  top: Math.min(...all.map(({ top }) => top)),
  right: Math.max(...all.map(({ right }) => right)),
  bottom: Math.max(...all.map(({ bottom }) => bottom)),
});

/** One axis: from an even pixel to an even pixel, at least two of them and within the target, whose side is even. */
const evenSpan = (begin: number, end: number, side: number): readonly [start: number, length: number] => {
  const start = Math.min(Math.max(0, Math.floor(begin / 2) * 2), side - 2);
  const stop = Math.min(side, Math.ceil(end / 2) * 2);
  return [start, Math.max(2, stop - start)];
};

/** The smallest rectangle of a layer that covers the bounds as far as they are on the target. */
export const coveringRect = (bounds: Bounds, target: Size): Rect => {
  const [x, width] = evenSpan(bounds.left, bounds.right, target.width);
  const [y, height] = evenSpan(bounds.top, bounds.bottom, target.height);
  return { x, y, width, height };
};
