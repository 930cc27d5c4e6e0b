import type { Geometry } from '../shared/jobs';
import type { Context } from './canvas';
import { drawBackground } from './composeBackground';
import { drawPlacement, type Placed } from './composePlacement';

/** Puts a picture onto the target, before its background. Covers the whole canvas. */
export const drawFitted = (context: Context, placed: Placed, geometry: Geometry): void => {
  const { scaled, target } = geometry;
  if (scaled.width < target.width || scaled.height < target.height) drawBackground(context, placed, geometry);
  drawPlacement(context, placed, geometry);
};
