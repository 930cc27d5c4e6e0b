import { seededRandom } from '../../src/plan/random';

/** A file's bytes after an accident, and what happened to them. */
export interface Damaged {
  readonly bytes: Uint8Array;
  /** For the test's name. */
  readonly accident: string;
}

const MOST_BITS = 40;

const cutOff = (bytes: Uint8Array, random: () => number): Damaged => {
  const length = Math.floor(bytes.byteLength * random());
  return { bytes: bytes.slice(0, length), accident: `cut off after ${length} bytes` };
};

const bitsFlipped = (bytes: Uint8Array, random: () => number): Damaged => {
  const damaged = bytes.slice();
  const bits = 1 + Math.floor(MOST_BITS * random());
  for (let bit = 0; bit < bits; bit++) {
    const place = Math.floor(damaged.byteLength * random());
    damaged[place] = (damaged[place] ?? 0) ^ (1 << Math.floor(8 * random()));
  }
  return { bytes: damaged, accident: `${bits} bits flipped` };
};

/** Headers are a small part of a file, and hurt most. */
const headFlipped = (bytes: Uint8Array, random: () => number): Damaged => {
  const head = Math.min(bytes.byteLength, 1024);
  const { bytes: damaged, accident } = bitsFlipped(bytes.slice(0, head), random);
  const whole = bytes.slice();
  whole.set(damaged);
  return { bytes: whole, accident: `${accident} in the first ${head} bytes` };
};

const spanLost = (bytes: Uint8Array, random: () => number): Damaged => {
  const begin = Math.floor(bytes.byteLength * random());
  const end = Math.min(bytes.byteLength, begin + Math.floor(4096 * random()));
  return { bytes: bytes.slice().fill(0, begin, end), accident: `bytes ${begin}–${end} are zero` };
};

const ACCIDENTS = [cutOff, bitsFlipped, headFlipped, spanLost];

/** Damages a file by an accident that the seed decides: the same seed, the same damage. */
export const damage = (bytes: Uint8Array, seed: number): Damaged => {
  const random = seededRandom(seed);
  const accident = ACCIDENTS[Math.floor(random() * ACCIDENTS.length)] ?? cutOff;
  return accident(bytes, random);
};
