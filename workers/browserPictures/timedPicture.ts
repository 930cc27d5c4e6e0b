import type { Drawable } from '../../src/draw/composePlacement';

/** A decoded picture and when it is shown, in seconds of presentation time. */
export interface TimedPicture extends Drawable {
  readonly seconds: number;
  readonly endSeconds: number;
  close(): void;
}
