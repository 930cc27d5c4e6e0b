import { RenderError } from '../shared/errors';
import type { Size } from '../shared/media';

export type Context = OffscreenCanvasRenderingContext2D;

/** An empty canvas in memory that pictures are read back from: kept off the graphics card, where that would be slow. */
export const newCanvas = ({ width, height }: Size): Context => {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context) return context;
  throw new RenderError({ category: 'internal', message: 'This browser has no canvas to draw captions on.' });
};
