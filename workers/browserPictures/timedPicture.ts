import type { Rect } from '../../src/shared/jobs';
import type { Size } from '../../src/shared/media';

/** When something decoded is shown, in seconds of presentation time. */
export interface Timed {
  readonly seconds: number;
  readonly endSeconds: number;
  close(): void;
}

/** A decoded picture and when it is shown. */
export interface TimedPicture extends Timed {
  /** As it is to be seen: upright, in square pixels. */
  readonly size: Size;
  /** Draws the part `from` (in pixels of `size`) over the whole of `to`. */
  draw(context: OffscreenCanvasRenderingContext2D, from: Rect, to: Size): void;
}
