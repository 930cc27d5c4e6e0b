import { randomFrom } from '../noise';

/** Just below 1: a ripple is gone after about two seconds. */
const DAMPING = 0.985;
/** Square of the wave's speed in cells a step; below 0.5 the scheme is stable. */
const SPEED = 0.3;
const DROPS_PER_STEP = 0.085;

/** Water in a square basin on which rain falls: the two-dimensional wave equation in finite differences. */
export class Ripples {
  readonly #side: number;
  readonly #random: () => number;
  #now: Float32Array;
  #before: Float32Array;

  constructor(side: number, seed: number) {
    this.#side = side;
    this.#random = randomFrom(seed);
    this.#now = new Float32Array(side * side);
    this.#before = new Float32Array(side * side);
  }

  step(): void {
    if (this.#random() < DROPS_PER_STEP) this.#drop();
    const side = this.#side;
    const [now, next] = [this.#now, this.#before];
    for (let y = 1; y < side - 1; y++) {
      for (let at = y * side + 1; at < (y + 1) * side - 1; at++) {
        const around = now[at - 1]! + now[at + 1]! + now[at - side]! + now[at + side]! - 4 * now[at]!;
        next[at] = now[at]! + (now[at]! - next[at]!) * DAMPING + SPEED * around;
      }
    }
    this.#before = now;
    this.#now = next;
  }

  slopeX(x: number, y: number): number {
    return this.#height(x + 1, y) - this.#height(x - 1, y);
  }

  slopeY(x: number, y: number): number {
    return this.#height(x, y + 1) - this.#height(x, y - 1);
  }

  /** Positive on crests, which gather the light like a lens. */
  curve(x: number, y: number): number {
    const across = this.#height(x - 1.5, y) + this.#height(x + 1.5, y);
    return 4 * this.#height(x, y) - across - this.#height(x, y - 1.5) - this.#height(x, y + 1.5);
  }

  /** A drop leaves a round dent, wide enough for the grid. */
  #drop(): void {
    const side = this.#side;
    const [x, y] = [
      9 + Math.floor(this.#random() * (side - 18)),
      9 + Math.floor(this.#random() * (side - 18)),
    ];
    const depth = 0.5 + this.#random() * 0.5;
    for (let dy = -8; dy <= 8; dy++) {
      for (let dx = -8; dx <= 8; dx++) {
        this.#now[(y + dy) * side + x + dx]! -= depth * Math.exp(-(dx * dx + dy * dy) / 11);
      }
    }
  }

  #height(x: number, y: number): number {
    const side = this.#side;
    const px = Math.min(side - 2, Math.max(0, x));
    const py = Math.min(side - 2, Math.max(0, y));
    const left = Math.floor(px);
    const top = Math.floor(py);
    const [dx, dy] = [px - left, py - top];
    const at = top * side + left;
    const values = this.#now;
    const upper = values[at]! + (values[at + 1]! - values[at]!) * dx;
    const lower = values[at + side]! + (values[at + side + 1]! - values[at + side]!) * dx;
    return upper + (lower - upper) * dy;
  }
}
