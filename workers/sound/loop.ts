import { MUSIC_SEAM } from '../../src/shared/sound';
import { rise } from './rise';
import { CHANNELS, inPieces, type Sound } from './sound';

/**
 * A sound from `start` on, again and again for `length` samples. Its end is crossfaded with its next begin: a sound
 * hardly ever ends where it begins, and a step between them would click.
 */
export const looped = (sound: Sound, start: number, length: number): Sound => {
  const once = sound.length - start;
  const seam = Math.min(MUSIC_SEAM, Math.floor(once / 2));
  // From one begin to the next: the end of one round lies over the begin of the next.
  const period = once - seam;
  const crossfade = (part: Float32Array, inRound: number): void => {
    const count = Math.min(seam - inRound, part.length / CHANNELS);
    const tail = new Float32Array(count * CHANNELS);
    sound.read(start + period + inRound, tail);
    for (let index = 0; index < tail.length; index += 1) {
      const share = rise(inRound + Math.floor(index / CHANNELS), seam);
      part[index] = (part[index] ?? 0) * share + (tail[index] ?? 0) * (1 - share);
    }
  };
  return {
    length,
    read: (from, into) => {
      inPieces(length, period, from, into, (part, round, inRound) => {
        sound.read(start + inRound, part);
        if (round > 0 && inRound < seam) crossfade(part, inRound);
      });
    },
  };
};
