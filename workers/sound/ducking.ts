import type { DuckSettings } from '../../src/shared/sound';
import { type Envelope, firstAbove } from './arrange';
import { CHANNELS, readThrough, type Sound } from './sound';

/** A stretch in which somebody speaks, in samples. */
export interface Speech {
  readonly start: number;
  readonly end: number;
}

/** Length of one measurement of the voice's level, in samples (10 ms). It divides a block. */
const WINDOW = 480;

/**
 * Speech begins this much below the loudest moment and ends 6 dB below that: quiet syllables are about 25 dB below the
 * loud ones, breath and room further. Below the floor there is only noise.
 */
const BEGINS_DB = -30;
const ENDS_DB = -36;
const FLOOR_DB = -60;

/** Pauses up to this long, in samples (300 ms), belong to the speech: music that rises between two words disturbs. */
const HOLD = 14_400;

const toPower = (db: number): number => 10 ** (db / 10);

/** Mean power of each window of a sound. A block is whole windows. */
const powersOf = (sound: Sound): Float64Array => {
  const powers = new Float64Array(Math.ceil(sound.length / WINDOW));
  readThrough(sound, (block, from) => {
    for (let index = 0; index < block.length; index += WINDOW * CHANNELS) {
      const end = Math.min(index + WINDOW * CHANNELS, block.length);
      let total = 0;
      for (let at = index; at < end; at += 1) total += (block[at] ?? 0) * (block[at] ?? 0);
      powers[(from + index / CHANNELS) / WINDOW] = total / (WINDOW * CHANNELS);
    }
  });
  return powers;
};

/** Where somebody speaks in a voice-over. */
export const speechIn = (voice: Sound): readonly Speech[] => {
  const powers = powersOf(voice);
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
  const begins = Math.max(loudest * toPower(BEGINS_DB), toPower(FLOOR_DB));
  const ends = begins * toPower(ENDS_DB - BEGINS_DB);
  const found: { start: number; end: number }[] = [];
  let speaking = false;
  for (const [window, power] of powers.entries()) {
    const start = window * WINDOW;
    const end = Math.min(start + WINDOW, voice.length);
    speaking = power >= (speaking ? ends : begins) && power > 0;
    if (!speaking) continue;
    const last = found.at(-1);
    if (last && start - last.end <= HOLD) last.end = end;
    else found.push({ start, end });
  }
  return found;
};

/** Factors of a straight line of decibels down to `depthDb`; the first is a step away from none. */
const slope = (depthDb: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, place) => 10 ** ((-depthDb * (place / length)) / 20));

/**
 * The music's factor: `depthDb` down while somebody speaks, in a straight line of decibels there and back. It is known
 * beforehand when the voice begins, so the music is down by the first word.
 */
export const ducking = (speech: readonly Speech[], { depthDb, attack, release }: DuckSettings): Envelope => {
  const ends = speech.map(({ end }) => end + release);
  const down = slope(depthDb, attack);
  const up = slope(depthDb, release).reverse();
  const depth = 10 ** (-depthDb / 20);
  return (from, gains) => {
    gains.fill(1);
    const until = from + gains.length;
    for (let index = firstAbove(ends, from); index < speech.length; index += 1) {
      const one = speech[index];
      if (!one || one.start - attack >= until) return;
      lower(gains, one.start - attack - from, down);
      gains.fill(depth, Math.max(0, one.start - from), Math.max(0, one.end - from));
      lower(gains, one.end - from, up);
    }
  };
};

/** Takes factors down to those of a slope that begins at `at`; where two meet the lower one counts. */
const lower = (gains: Float32Array, at: number, slopeGains: Float32Array): void => {
  const end = Math.min(gains.length, at + slopeGains.length);
  for (let index = Math.max(0, at); index < end; index += 1) {
    const gain = slopeGains[index - at] ?? 1;
    if (gain < (gains[index] ?? 1)) gains[index] = gain;
  }
};
