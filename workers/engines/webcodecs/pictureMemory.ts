import { type Context, newCanvas } from '../../../src/draw/canvas';
import type { Size } from '../../../src/shared/media';

/**
 * What one picture of a source takes, used again for the next. Fresh memory costs: the system clears each page of it when
 * it is touched first, which was a tenth of all that this engine took of the processor.
 */
export class PictureMemory {
  #samples: Uint8Array<ArrayBuffer> = new Uint8Array();
  #context: Context | null = null;
  #image: ImageData | null = null;

  /** Room for a decoded picture's samples. What was in it is gone. */
  samples(bytes: number): Uint8Array<ArrayBuffer> {
    if (this.#samples.length !== bytes) this.#samples = new Uint8Array(bytes);
    return this.#samples;
  }

  /**
   * A canvas for decoded pixels.
   * @param fill writes one word a pixel
   */
  draw({ width, height }: Size, fill: (pixels: Uint32Array) => void): OffscreenCanvas {
    const fits = this.#context?.canvas.width === width && this.#context.canvas.height === height;
    const context = fits && this.#context ? this.#context : newCanvas({ width, height });
    const image = fits && this.#image ? this.#image : new ImageData(width, height);
    fill(new Uint32Array(image.data.buffer));
    context.putImageData(image, 0, 0);
    this.#context = context;
    this.#image = image;
    return context.canvas;
  }
}
