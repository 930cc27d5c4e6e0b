import type { DuckSettings } from '../../src/shared/sound';
import type { Envelope } from './arrange';
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

/** Mean power of each window of a sound. */
const powersOf = (sound: Sound): Float64Array => {
  const powers = new Float64Array(Math.ceil(sound.length / WINDOW));
  readThrough(sound, (block, from) => {
    for (let index = 0; index < block.length; index += 1) {
      const window = Math.floor((from + Math.floor(index / CHANNELS)) / WINDOW);
      powers[window] = (powers[window] ?? 0) + (block[index] ?? 0) ** 2 / (WINDOW * CHANNELS);
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

/**
 * The music's factor: `depthDb` down while somebody speaks, in a straight line of decibels there and back. It is known
 * beforehand when the voice begins, so the music is down by the first word.
 */
export const ducking =
  (speech: readonly Speech[], { depthDb, attack, release }: DuckSettings): Envelope =>
  (from, gains) => {
    const until = from + gains.length;
    const near = speech.filter(({ start, end }) => end + release > from && start - attack < until);
    for (let index = 0; index < gains.length; index += 1) {
      const place = from + index;
      let depth = 0;
      for (const { start, end } of near) {
        const early = start - place;
        const late = place - end + 1;
        const share = early > 0 ? 1 - early / attack : late > 0 ? 1 - late / release : 1;
        // Without an attack or release this is −∞: the music is up.
        if (share > depth) depth = share;
      }
      gains[index] = 10 ** ((-depthDb * depth) / 20);
    }
  };
