import type { Size } from '../../../src/shared/media';
import { OUTPUT_COLOURS } from '../../../src/shared/videoColours';
import { i420Bytes, toI420 } from './rgbToYuv';

/** Orders of a canvas's bytes that are converted as they are. */
const RED_FIRST = ['RGBA', 'RGBX'];
const BLUE_FIRST = ['BGRA', 'BGRX'];

/** Makes the encoder's frames out of canvases of one size, in the output's colours. */
export class CanvasFrames {
  readonly #size: Size;
  readonly #pixels: Uint32Array<ArrayBuffer>;
  readonly #planes: Uint8Array<ArrayBuffer>;

  constructor(size: Size) {
    this.#size = size;
    this.#pixels = new Uint32Array(size.width * size.height);
    this.#planes = new Uint8Array(i420Bytes(size.width, size.height));
  }

  /** Takes a canvas's picture; it may be drawn on again afterwards. */
  async take(canvas: OffscreenCanvas): Promise<void> {
    const { width, height } = this.#size;
    const frame = new VideoFrame(canvas, { timestamp: 0 });
    try {
      const format = frame.format ?? '';
      const known = RED_FIRST.includes(format) || BLUE_FIRST.includes(format);
      await frame.copyTo(this.#pixels, known ? {} : { format: 'RGBA' });
      toI420(this.#pixels, width, height, !BLUE_FIRST.includes(format), this.#planes);
    } finally {
      frame.close();
    }
  }

  /**
   * A frame of the picture that was taken last.
   * @param timestamp and `duration` in microseconds
   */
  frame(timestamp: number, duration: number): VideoFrame {
    const { width: codedWidth, height: codedHeight } = this.#size;
    return new VideoFrame(this.#planes, {
      ...{ format: 'I420', codedWidth, codedHeight },
      ...{ timestamp, duration, colorSpace: OUTPUT_COLOURS },
    });
  }
}
