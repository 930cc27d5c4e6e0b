import { randomFrom } from './noise';

/** Linear light: red, green, blue; 1 is paper white, more is allowed and is compressed when the picture is developed. */
export type Rgb = readonly [number, number, number];

const CURVE_STEPS = 8192;
/** Light above this is white. */
const BRIGHTEST = 8;
const GRAIN_SIDE = 128;

/**
 * From linear light to 8-bit values: Krzysztof Narkowicz's fit of the ACES film curve, then gamma 2.2. Indexed by the
 * square root of the light, so that the dark tones get enough steps.
 */
const filmCurve = (): Float32Array =>
  Float32Array.from({ length: CURVE_STEPS + 1 }, (_, step) => {
    const light = (step / CURVE_STEPS) ** 2 * BRIGHTEST;
    const film = (light * (2.51 * light + 0.03)) / (light * (2.43 * light + 0.59) + 0.14);
    return 255 * Math.min(1, film) ** (1 / 2.2);
  });

/** Half a step of standing grain hides the bands of smooth gradients and, not moving, costs the encoder nothing. */
const standingGrain = (): Float32Array => {
  const random = randomFrom(1);
  return Float32Array.from({ length: GRAIN_SIDE * GRAIN_SIDE }, () => random());
};

/** A picture in linear light that scenes are painted into. */
export class Light {
  readonly data: Float32Array;
  static readonly #curve = filmCurve();
  static readonly #grain = standingGrain();

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.data = new Float32Array(width * height * 3);
  }

  set(x: number, y: number, red: number, green: number, blue: number): void {
    const at = (y * this.width + x) * 3;
    this.data[at] = red;
    this.data[at + 1] = green;
    this.data[at + 2] = blue;
  }

  add(x: number, y: number, colour: Rgb, amount: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = (y * this.width + x) * 3;
    for (let channel = 0; channel < 3; channel++) this.data[at + channel]! += colour[channel]! * amount;
  }

  /** Lays `colour` over what is there; `cover` from 0 to 1. */
  cover(x: number, y: number, colour: Rgb, cover: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = (y * this.width + x) * 3;
    for (let channel = 0; channel < 3; channel++) {
      this.data[at + channel]! += (colour[channel]! - this.data[at + channel]!) * cover;
    }
  }

  /** The light between the pixels, into `into`; places outside give the nearest edge. */
  sample(x: number, y: number, into: [number, number, number]): void {
    const { width, height, data } = this;
    const px = Math.min(width - 1.001, Math.max(0, x));
    const py = Math.min(height - 1.001, Math.max(0, y));
    const left = Math.floor(px);
    const top = Math.floor(py);
    const dx = px - left;
    const dy = py - top;
    const at = (top * width + left) * 3;
    const below = at + width * 3;
    for (let channel = 0; channel < 3; channel++) {
      const upper = data[at + channel]! * (1 - dx) + data[at + 3 + channel]! * dx;
      const lower = data[below + channel]! * (1 - dx) + data[below + 3 + channel]! * dx;
      into[channel] = upper * (1 - dy) + lower * dy;
    }
  }

  /** Fills the upper `height` rows with `other`, scaled to fit. */
  fill(other: Light, height = this.height): void {
    const light: [number, number, number] = [0, 0, 0];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < this.width; x++) {
        other.sample((x * other.width) / this.width, (y * other.height) / height, light);
        this.set(x, y, light[0], light[1], light[2]);
      }
    }
  }

  /** Writes the picture as rgb24. */
  develop(bytes: Uint8Array): void {
    const { width, height, data } = this;
    for (let y = 0, at = 0; y < height; y++) {
      const grainRow = (y % GRAIN_SIDE) * GRAIN_SIDE;
      for (let x = 0; x < width; x++) {
        const grain = Light.#grain[grainRow + (x % GRAIN_SIDE)]!;
        for (let channel = 0; channel < 3; channel++, at++) {
          const light = Math.min(BRIGHTEST, Math.max(0, data[at]!));
          bytes[at] = Light.#curve[(Math.sqrt(light / BRIGHTEST) * CURVE_STEPS) | 0]! + grain;
        }
      }
    }
  }
}
