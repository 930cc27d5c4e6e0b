import type { Light, Rgb } from './light';
import { clamp } from './maths';
import type { Noise } from './noise';

/** How much of each pixel a shape covers, 0 to 1: painted once, laid over every frame, at any place between pixels. */
export class Mask {
  readonly data: Float32Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.data = new Float32Array(width * height);
  }

  /** Adds to the shape; places outside are left out. */
  join(x: number, y: number, cover: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = y * this.width + x;
    this.data[at] = Math.max(this.data[at]!, clamp(cover));
  }

  /** Coverage at a place between two columns. */
  between(x: number, y: number): number {
    const left = Math.floor(x);
    if (left < 0 || left + 1 >= this.width) return 0;
    const at = y * this.width + left;
    return this.data[at]! + (this.data[at + 1]! - this.data[at]!) * (x - left);
  }

  /** Lays the shape over a picture in one colour; `shift` is the mask's column at the picture's left edge. */
  layOver(picture: Light, top: number, shift: number, colour: Rgb): void {
    for (let y = 0; y < this.height && top + y < picture.height; y++) {
      for (let x = 0; x < picture.width; x++) {
        const cover = this.between(x + shift, y);
        if (cover > 0) picture.cover(x, top + y, colour, cover);
      }
    }
  }
}

/** Paints a conifer: a trunk and drooping branches, uneven as the noise says. Measures in pixels. */
export const paintPine = (
  mask: Mask,
  noise: Noise,
  pine: { x: number; foot: number; height: number },
): void => {
  const reach = Math.ceil(pine.height * 0.24);
  const layers = 9 + pine.height / 22;
  for (let y = Math.ceil(pine.foot - pine.height); y <= pine.foot; y++) {
    const up = (pine.foot - y) / pine.height;
    for (let x = Math.floor(pine.x - reach); x <= pine.x + reach; x++) {
      const side = x - pine.x;
      // Each side has branches of its own.
      const ragged = noise.at(pine.x * 3.1 + Math.sign(side) * 9, up * layers * 2.3);
      const droop = Math.abs(side) / pine.height;
      const tier = ((up + droop * 0.9) * layers) % 1;
      const branch = pine.height * 0.2 * (1 - up) ** 0.85 * (1.05 - 0.72 * tier) * (0.55 + 0.75 * ragged);
      const width = up < 0.06 ? pine.height * 0.014 + 0.5 : branch + 0.4;
      mask.join(x, y, width - Math.abs(side) + 0.5);
    }
  }
};
