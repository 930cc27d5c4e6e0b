import { rise } from './rise';
import { CHANNELS, type Sound } from './sound';

/**
 * Output samples from one place to the next at which the sound is taken up again, and the length of the crossfade there
 * (11 ms). Short, so that sound stays with its picture: nothing is further off than this and the search.
 */
const HOP = 512;

/** Places that are tried around the right one (±5 ms): a period of 100 Hz, the lowest of voices. */
const SEARCH = 256;

/** Only every so many-th sample, and place, is compared: pitch is far below what that loses. */
const SPARSE = 4;

const RISE = Float64Array.from({ length: HOP }, (_, at) => rise(at, HOP));

/**
 * The offset into `around` at which it is most like `going`: normalized cross-correlation of both channels' sum. The
 * middle wins where nothing is better, as in silence.
 */
const mostAlike = (going: Float32Array, around: Float32Array): number => {
  let best = SEARCH;
  let highest = 0;
  for (let tried = 0; tried <= 2 * SEARCH; tried += SPARSE) {
    // From the middle outwards: 0, −1, 1, −2, 2, …
    const step = tried / SPARSE;
    const offset = SEARCH + (step % 2 === 0 ? step / 2 : -(step + 1) / 2) * SPARSE;
    let product = 0;
    let energy = 0;
    for (let at = 0; at < HOP; at += SPARSE) {
      const index = at * CHANNELS;
      const there = index + offset * CHANNELS;
      const value = (around[there] ?? 0) + (around[there + 1] ?? 0);
      product += ((going[index] ?? 0) + (going[index + 1] ?? 0)) * value;
      energy += value * value;
    }
    const alike = energy > 0 ? product / Math.sqrt(energy) : 0;
    if (alike > highest * 1.001) {
      highest = alike;
      best = offset;
    }
  }
  return best;
};

/**
 * Plays a sound faster or slower at the same pitch, by WSOLA (Verhelst and Roelands, 1993): pieces of it are taken up from
 * where they belong, give or take what makes them go on from the piece before, and crossfaded.
 * @param speed so many samples of the sound become one
 * @param length samples that are wanted
 * @param take called with the samples, a piece at a time; the memory is used again
 */
export const stretch = (
  sound: Sound,
  speed: number,
  length: number,
  take: (values: Float32Array) => void,
): void => {
  const going = new Float32Array(HOP * CHANNELS);
  const around = new Float32Array((HOP + 2 * SEARCH) * CHANNELS);
  const piece = new Float32Array(HOP * CHANNELS);
  let next = -HOP;
  for (let done = 0; done < length; done += HOP) {
    // The crossfade's end is where a piece counts most: there it belongs exactly.
    const place = Math.round((done + HOP) * speed) - HOP;
    sound.read(next, going);
    sound.read(place - SEARCH, around);
    const offset = mostAlike(going, around);
    for (let at = 0; at < HOP; at += 1) {
      const rise = RISE[at] ?? 0;
      for (let index = at * CHANNELS; index < (at + 1) * CHANNELS; index += 1) {
        piece[index] = (going[index] ?? 0) * (1 - rise) + (around[index + offset * CHANNELS] ?? 0) * rise;
      }
    }
    next = place - SEARCH + offset + HOP;
    take(piece.subarray(0, Math.min(HOP, length - done) * CHANNELS));
  }
};
