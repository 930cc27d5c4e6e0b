import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/plan/random';
import { type ClipWork, encodingMsLeft, ownMsLeft, type Report } from '../../src/render/timeLeft';

const waiting = (material: number, work: number): ClipWork => ({
  ...{ material, work, state: 'waiting', fraction: 0, spentMs: 0, ownMsLeft: null, isFirst: false },
});
const running = (
  material: number,
  work: number,
  fraction: number,
  spentMs: number,
  own: number | null = null,
): ClipWork => ({
  ...{ material, work, state: 'running', fraction, spentMs, ownMsLeft: own, isFirst: false },
});
const done = (material: number, work: number, spentMs: number, isFirst = false): ClipWork => ({
  ...{ material, work, state: 'done', fraction: 1, spentMs, ownMsLeft: null, isFirst },
});

describe('encodingMsLeft', () => {
  it('says nothing before there is a pace', () => {
    expect(encodingMsLeft([running(0, 10, 0, 500), waiting(1, 10)], 2, [])).toBeNull();
    expect(encodingMsLeft([running(0, 10, 0.09, 500), waiting(1, 10)], 2, [])).toBeNull();
  });

  it('goes by a clip’s own pace, then by its material’s, then by that of all', () => {
    expect(encodingMsLeft([done(0, 10, 1000), running(0, 10, 0.5, 3000, 2500)], 1, [])).toBe(2500);
    expect(encodingMsLeft([done(0, 10, 1000), done(1, 10, 3000), waiting(1, 20)], 1, [])).toBe(6000);
    expect(encodingMsLeft([done(0, 10, 1000), done(1, 10, 3000), waiting(2, 10)], 1, [])).toBe(2000);
  });

  it('goes by a worker’s first clip only until others tell more', () => {
    const first = done(0, 10, 2000, true);
    expect(encodingMsLeft([first, running(1, 10, 0.1, 100), waiting(0, 10)], 1, [])).toBe(1900 + 2000);
    expect(encodingMsLeft([first, running(1, 10, 0.3, 300, 700), waiting(0, 10)], 1, [])).toBe(700 + 1000);
    expect(encodingMsLeft([first, done(1, 10, 1000), waiting(0, 10)], 1, [])).toBe(1000);
  });

  it('takes a clip’s own pace from its first report on, and counts down between two', () => {
    const first = { at: 1000, fraction: 0.1 };
    expect(ownMsLeft(first, { at: 1500, fraction: 0.3 }, 1500)).toBeNull();
    expect(ownMsLeft(first, { at: 2000, fraction: 0.5 }, 2000)).toBeCloseTo(1250, 6);
    expect(ownMsLeft(first, { at: 2000, fraction: 0.5 }, 2400)).toBeCloseTo(850, 6);
    expect(ownMsLeft(first, { at: 2000, fraction: 1 }, 9000)).toBe(0);
  });

  it('gives what waits to the workers in order, beside other jobs', () => {
    const clips = [done(0, 10, 1000), waiting(0, 10), waiting(0, 20), waiting(0, 10)];
    expect(encodingMsLeft(clips, 1, [])).toBe(4000);
    expect(encodingMsLeft(clips, 2, [])).toBe(2000);
    expect(encodingMsLeft(clips, 2, [5000])).toBe(5000);
    expect(encodingMsLeft([done(0, 10, 1000)], 2, [700])).toBe(700);
  });

  it('never takes a clip that lasts longer than was guessed for done', () => {
    expect(encodingMsLeft([done(0, 10, 1000), running(1, 10, 0.2, 9000)], 1, [])).toBeGreaterThan(0);
  });
});

describe('the time left of a whole render', () => {
  interface SimulatedClip {
    readonly material: number;
    readonly work: number;
    readonly ms: number;
  }

  /** Of mixed material: each has a pace of its own, which the guess knows only in part, and each clip varies. */
  const mixedClips = (seed: number): SimulatedClip[] => {
    const random = seededRandom(seed);
    const paces = Array.from({ length: 4 }, () => 0.7 + 0.6 * random());
    return Array.from({ length: 12 }, (_, index) => {
      const work = 60 + Math.round(120 * random());
      return { material: index % 4, work, ms: work * 20 * (paces[index % 4] ?? 1) * (0.95 + 0.1 * random()) };
    });
  };

  /** When each clip begins and ends, as a pool gives them out. */
  const schedule = (clips: readonly SimulatedClip[], workers: number, firstTakesMore: number) => {
    const free = Array.from({ length: workers }, () => 0);
    return clips.map(({ material, work, ms: usual }, index) => {
      const worker = free.indexOf(Math.min(...free));
      const start = free[worker] ?? 0;
      const isFirst = firstTakesMore > 0 && index < workers;
      const ms = usual + (isFirst ? firstTakesMore : 0);
      free[worker] = start + ms;
      return { material, work, ms, isFirst, start, end: start + ms };
    });
  };

  /** Workers that have been at it before; and new ones, whose first clip was measured to take a third longer. */
  const STARTS = [
    { workers: 'warm', firstTakesMore: 0, share: 0.2 },
    { workers: 'new', firstTakesMore: 1000, share: 0.25 },
  ];
  const cases = STARTS.flatMap((start) => [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => ({ ...start, seed })));

  it.each(cases)('is right from the first third on ($workers workers, seed $seed)', (simulated) => {
    const { seed, firstTakesMore, share } = simulated;
    const planned = schedule(mixedClips(seed), 2, firstTakesMore);
    const end = Math.max(...planned.map((clip) => clip.end));
    /** Nothing is shown of a clip in its first 300 ms: it is cut. Then its worker reports twice a second. */
    const reported = (start: number, ms: number, at: number): Report => {
      const last = start + 300 + 500 * Math.floor((at - start - 300) / 500);
      return { at: last, fraction: (last - start - 300) / (ms - 300) };
    };
    const at = (now: number): ClipWork[] =>
      planned.map(({ material, work, ms, isFirst, start, end: over }) => {
        if (now >= over) return done(material, work, ms, isFirst);
        if (now < start) return waiting(material, work);
        if (now < start + 300) return running(material, work, 0, now - start);
        const last = reported(start, ms, now);
        const own = ownMsLeft(reported(start, ms, start + 300), last, now);
        return { ...running(material, work, last.fraction, now - start, own), isFirst };
      });
    for (let now = end / 3; now < end; now += 100) {
      const left = encodingMsLeft(at(now), 2, []);
      expect(left).not.toBeNull();
      // Within a share of what is left, or of a twentieth of the whole near the end.
      const allowed = share * Math.max(end - now, end / 20);
      expect(Math.abs((left ?? 0) - (end - now)), `at ${Math.round(now)} of ${Math.round(end)}`).toBeLessThan(
        allowed,
      );
    }
  });
});
