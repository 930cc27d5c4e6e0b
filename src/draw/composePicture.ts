import type { Geometry } from '../shared/jobs';
import type { Context } from './canvas';
import { drawBackground } from './composeBackground';
import { drawPlacement, type Placed } from './composePlacement';

/**
 * Puts a picture onto the target, before its background. Covers the whole canvas.
 * @param scale of the target to the video's picture
 */
export const drawFitted = (context: Context, placed: Placed, geometry: Geometry, scale: number): void => {
  const { scaled, target } = geometry;
  if (scaled.width < target.width || scaled.height < target.height)
    drawBackground(context, placed, geometry, scale);
  drawPlacement(context, placed, geometry);
};
