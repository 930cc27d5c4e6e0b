import type { Geometry, Placement } from '../shared/jobs';
import type { Size } from '../shared/media';
import { blurAndDarken } from './blur';
import { type Context, newCanvas } from './canvas';
import { codedStyle } from './codedColours';
import { drawPlacement, type Placed } from './composePlacement';

/** The blurred copy is made this much smaller first: a strong blur of few pixels costs little. */
const BLUR_SHRINK = 12;

const even = (value: number): number => Math.max(4, Math.round(value / 2) * 2);

/** @param blur how much smaller the blurred copy is than the target */
const drawBlurred = (
  context: Context,
  placed: Placed,
  placement: Placement,
  target: Size,
  blur: number,
): void => {
  const shrink = (value: number): number => even(value / blur);
  const { crop, scaled, offset } = placement;
  const smaller = { width: shrink(scaled.width), height: shrink(scaled.height) };
  // Only the target's share of it, so that the copy stands as `cover` would place it.
  const small = newCanvas({
    width: Math.min(smaller.width, shrink(target.width)),
    height: Math.min(smaller.height, shrink(target.height)),
  });
  small.imageSmoothingQuality = 'high';
  const smallOffset = { x: Math.round(offset.x / blur), y: Math.round(offset.y / blur) };
  drawPlacement(small, placed, { crop, scaled: smaller, offset: smallOffset });
  const { width, height } = small.canvas;
  small.putImageData(blurAndDarken(small.getImageData(0, 0, width, height)), 0, 0);
  context.drawImage(small.canvas, 0, 0, target.width, target.height);
};

/**
 * Fills the target with what is seen where the picture does not reach.
 * @param scale of the target to the video's picture: the blur is as wide there as it will be
 */
export const drawBackground = (
  context: Context,
  placed: Placed,
  { background, target }: Geometry,
  scale: number,
): void => {
  if (background.kind === 'blur') {
    drawBlurred(context, placed, background.placement, target, Math.max(1, BLUR_SHRINK * scale));
    return;
  }
  context.fillStyle = codedStyle(background.color);
  context.fillRect(0, 0, target.width, target.height);
};
