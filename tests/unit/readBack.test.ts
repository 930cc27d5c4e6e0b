import { describe, expect, it } from 'vitest';
import { readBack } from '../../src/assemble/readBack';
import { assemble, expected, makeAudio, makeClip } from './assembling';

describe('reading back', () => {
  it.each([
    ['a missing frame', [10, 11], true, /it has 20 frames, not 21/],
    ['an extra frame', [10, 9], true, /it has 20 frames, not 19/],
    ['sound that should not be', [10, 10], false, /it has sound/],
  ])('finds %s', async (_, counts, hasAudio, message) => {
    const clip = await makeClip(10);
    const file = await assemble(
      [
        [clip, 10],
        [clip, 10],
      ],
      await makeAudio(20),
    );
    await expect(readBack(file, expected(counts, hasAudio), () => {})).rejects.toThrow(message);
  });

  it('finds a missing sound, and one that is too short', async () => {
    const clip = await makeClip(20);
    const silent = await assemble([[clip, 20]], null);
    await expect(readBack(silent, expected([20], true), () => {})).rejects.toThrow(/no sound/);
    const short = await assemble([[clip, 20]], await makeAudio(15));
    await expect(readBack(short, expected([20], true), () => {})).rejects.toThrow(
      /the picture ends at 0.667 s, the sound at/,
    );
  });

  it('finds uneven time stamps', async () => {
    const clip = await makeClip(20);
    const file = await assemble([[clip, 20]], null);
    await expect(readBack(file, { ...expected([20], false), fps: 29.9 }, () => {})).rejects.toThrow(
      /frame \d+ is shown at/,
    );
  });
});
