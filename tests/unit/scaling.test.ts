import { describe, expect, it } from 'vitest';
import { type Pressure, Scaling } from '../../src/pool/scaling';

/** Looks once a second; `paceOf` says how many frames a second so many workers make. */
const run = (
  seconds: number,
  most: number,
  pressureAt: (second: number) => Pressure | null,
  paceOf: (workers: number, second: number) => number,
): number[] => {
  const scaling = new Scaling({ most });
  let done = 0;
  return Array.from({ length: seconds }, (_, second) => {
    done += paceOf(scaling.workers, second);
    return scaling.look({ time: second * 1000, pressure: pressureAt(second), done });
  });
};

describe('scaling', () => {
  it('keeps all workers on a calm machine', () => {
    const workers = run(
      60,
      4,
      () => 'fair',
      (count) => 10 * count,
    );
    expect(new Set(workers)).toEqual(new Set([4]));
  });

  it('fills the machine: pressure that the pool makes itself takes no worker away', () => {
    const workers = run(
      60,
      2,
      () => 'critical',
      (count) => 10 * count,
    );
    expect(new Set(workers)).toEqual(new Set([2]));
  });

  it('takes hard pictures for what they are while the browser tells of no pressure', () => {
    const workers = run(
      60,
      3,
      () => 'nominal',
      (count, second) => (second < 20 ? 10 : 2) * count,
    );
    expect(new Set(workers)).toEqual(new Set([3]));
  });

  it('retires one after the other while others need the machine, never the last, and brings them back', () => {
    const workers = run(
      120,
      3,
      (second) => (second > 10 && second < 50 ? 'critical' : 'nominal'),
      // What is left for the pool shrinks again and again.
      (count, second) => (second > 10 && second < 50 ? (second < 30 ? 3 : 0.5) * count : 10 * count),
    );
    expect(workers[49]).toBe(1);
    expect(workers.at(-1)).toBe(3);
    for (const [second, count] of workers.entries()) {
      if (second > 0) expect(Math.abs(count - workers[second - 1]!)).toBeLessThanOrEqual(1);
    }
  });

  it('without a word from the browser it goes by the pace', () => {
    const slowed = (count: number, second: number) => (second > 20 && second < 50 ? 3 * count : 10 * count);
    const workers = run(120, 4, () => null, slowed);
    expect(workers[20]).toBe(4);
    expect(Math.min(...workers)).toBeLessThan(4);
    expect(workers.at(-1)).toBe(4);
  });

  it('a worker that brought nothing is not brought back', () => {
    // Three are as fast as four: memory bandwidth, or cores that are not real ones.
    const pace = (count: number, second: number) => (second > 8 && second < 14 ? 3 : 10) * Math.min(count, 3);
    const workers = run(60, 4, (second) => (second < 14 ? 'serious' : 'nominal'), pace);
    expect(workers.at(-1)).toBe(3);
  });

  it('does not take a pause for a slow machine', () => {
    const workers = run(
      60,
      2,
      () => null,
      (count, second) => (second % 7 === 0 ? 0 : 10 * count),
    );
    expect(new Set(workers)).toEqual(new Set([2]));
  });
});
