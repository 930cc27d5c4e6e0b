const SIDE = 256;
const MASK = SIDE - 1;

/** Random numbers from 0 to 1, the same sequence for the same seed (mulberry32 by Tommy Ettinger). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Smooth random values over the plane, from 0 to 1, repeating every 256 units: clouds, hills, rays, waves. */
export class Noise {
  readonly #values = new Float32Array(SIDE * SIDE);

  constructor(seed: number) {
    const random = randomFrom(seed);
    for (let index = 0; index < this.#values.length; index++) this.#values[index] = random();
  }

  at(x: number, y: number): number {
    const left = Math.floor(x);
    const top = Math.floor(y);
    const dx = x - left;
    const dy = y - top;
    const sx = dx * dx * (3 - 2 * dx);
    const sy = dy * dy * (3 - 2 * dy);
    const x0 = left & MASK;
    const x1 = (left + 1) & MASK;
    const row0 = (top & MASK) * SIDE;
    const row1 = ((top + 1) & MASK) * SIDE;
    const values = this.#values;
    const upper = values[row0 + x0]! + (values[row0 + x1]! - values[row0 + x0]!) * sx;
    const lower = values[row1 + x0]! + (values[row1 + x1]! - values[row1 + x0]!) * sx;
    return upper + (lower - upper) * sy;
  }

  /** Sum of `octaves` layers, each twice as fine and half as strong as the one before; from 0 to 1, 0.5 on average. */
  fractal(x: number, y: number, octaves: number): number {
    let sum = 0;
    let weight = 0.5;
    let total = 0;
    let scale = 1;
    for (let octave = 0; octave < octaves; octave++) {
      // The offset keeps the layers' lattice points from falling on each other.
      sum += weight * this.at(x * scale + octave * 17.3, y * scale + octave * 31.7);
      total += weight;
      weight /= 2;
      scale *= 2;
    }
    return sum / total;
  }
}
