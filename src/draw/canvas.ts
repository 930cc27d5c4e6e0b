import { RenderError } from '../shared/errors';
import type { Size } from '../shared/media';

export type Context = OffscreenCanvasRenderingContext2D;

/** An empty canvas in memory that pictures are read back from: kept off the graphics card, where that would be slow. */
export const newCanvas = (size: Size): Context => contextOf(size, { willReadFrequently: true });

/** An opaque canvas for whole pictures of a video, kept wherever the browser draws them fastest. */
export const newPictureCanvas = (size: Size): Context => contextOf(size, { alpha: false });

const contextOf = ({ width, height }: Size, settings: CanvasRenderingContext2DSettings): Context => {
  const context = new OffscreenCanvas(width, height).getContext('2d', settings);
  if (context) return context;
  throw new RenderError({ category: 'internal', message: 'This browser has no canvas to draw on.' });
};
