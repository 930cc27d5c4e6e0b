import type { Size } from '../../../src/shared/media';
import { OUTPUT_COLOURS } from '../../../src/shared/videoColours';

/** Orders of a canvas's bytes that are read as they are. */
const BLUE_FIRST = ['BGRA', 'BGRX'];
const KNOWN = ['RGBA', 'RGBX', ...BLUE_FIRST];

/**
 * Parts pixels in coded colours (see `src/draw/codedColours.ts`) into planes of Y′, Cb, Cr, 4:2:0.
 * @param pixels one little-endian word each; sides are even
 */
const toI420 = (
  pixels: Uint32Array,
  { width, height }: Size,
  isBlueFirst: boolean,
  into: Uint8Array,
): void => {
  const count = width * height;
  const [cbShift, crShift] = isBlueFirst ? [0, 16] : [16, 0];
  let cb = count;
  let cr = count + count / 4;
  for (let y = 0; y < height; y += 2) {
    let above = y * width;
    let below = above + width;
    for (let x = 0; x < width; x += 2, above += 2, below += 2, cb += 1, cr += 1) {
      const a = pixels[above] as number;
      const b = pixels[above + 1] as number;
      const c = pixels[below] as number;
      const d = pixels[below + 1] as number;
      into[above] = a >> 8;
      into[above + 1] = b >> 8;
      into[below] = c >> 8;
      into[below + 1] = d >> 8;
      into[cb] =
        (((a >> cbShift) & 255) +
          ((b >> cbShift) & 255) +
          ((c >> cbShift) & 255) +
          ((d >> cbShift) & 255) +
          2) >>
        2;
      into[cr] =
        (((a >> crShift) & 255) +
          ((b >> crShift) & 255) +
          ((c >> crShift) & 255) +
          ((d >> crShift) & 255) +
          2) >>
        2;
    }
  }
};

/** Makes the encoder's frames out of canvases of one size that hold coded colours. */
export class CanvasFrames {
  readonly #size: Size;
  readonly #pixels: Uint32Array<ArrayBuffer>;
  readonly #planes: Uint8Array<ArrayBuffer>;

  constructor(size: Size) {
    this.#size = size;
    const pixels = size.width * size.height;
    this.#pixels = new Uint32Array(pixels);
    this.#planes = new Uint8Array((pixels * 3) / 2);
  }

  /** Takes a canvas's picture; it may be drawn on again afterwards. */
  async take(canvas: OffscreenCanvas): Promise<void> {
    const frame = new VideoFrame(canvas, { timestamp: 0 });
    try {
      const format = frame.format ?? '';
      await frame.copyTo(this.#pixels, KNOWN.includes(format) ? {} : { format: 'RGBA' });
      toI420(this.#pixels, this.#size, BLUE_FIRST.includes(format), this.#planes);
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
