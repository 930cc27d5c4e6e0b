import { describe, expect, it } from 'vitest';
import type { Drawable } from '../../src/draw/composePlacement';
import { frameByFrame } from '../../workers/engines/webcodecs/frameByFrame';

/** Pictures of a source at its rate, named by their number; what is closed and made ready is noted. */
const setUp = (rate: number, fps: number, count = 12) => {
  const ready: number[] = [];
  const open = new Set<number>();
  async function* pictures() {
    for (let number = 0; number < count; number += 1) {
      open.add(number);
      yield {
        number,
        seconds: number / rate,
        endSeconds: (number + 1) / rate,
        close: () => open.delete(number),
      };
    }
  }
  const span = { inPointSeconds: 0, frames: Math.round((count / rate) * fps), fps, speed: 1 };
  const frames = frameByFrame(
    pictures(),
    ({ number }): Drawable & { number: number } => {
      ready.push(number);
      return { number, size: { width: 2, height: 2 }, draw: () => {} };
    },
    span,
    0,
  );
  const numberOf = (result: IteratorResult<Drawable, void>) =>
    result.done ? null : (result.value as Drawable & { number: number }).number;
  return { frames, ready, open, numberOf, length: span.frames };
};

/** All frames in a row. */
const inARow = async (rate: number, fps: number): Promise<(number | null)[]> => {
  const { frames, numberOf, length } = setUp(rate, fps);
  const numbers = [];
  for (let frame = 0; frame < length; frame += 1) numbers.push(numberOf(await frames.next()));
  return numbers;
};

describe.each([
  [30, 30],
  [10, 30],
  [60, 30],
  [24, 60],
])('pictures of %i a second for %i frames', (rate, fps) => {
  it.each([1, 2, 5])(
    'are the same where %i frames are passed over, and only those that are seen are made',
    async (passed) => {
      const all = await inARow(rate, fps);
      const { frames, ready, open, numberOf, length } = setUp(rate, fps);
      const seen = [numberOf(await frames.next())];
      const expected = [all[0]];
      for (let frame = 1 + passed; frame < length; frame += 1 + passed) {
        seen.push(numberOf(await frames.next(passed)));
        expected.push(all[frame]);
        expect(open.size).toBeLessThanOrEqual(2);
      }
      expect(seen).toEqual(expected);
      expect(ready).toEqual([...new Set(expected)]);
      expect(numberOf(await frames.next(length))).toBeNull();
      expect(open.size).toBe(0);
    },
  );
});
