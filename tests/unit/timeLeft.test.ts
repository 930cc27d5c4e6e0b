import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/plan/random';
import { type ClipWork, encodingMsLeft, ownMsLeft, type Report } from '../../src/render/timeLeft';

const waiting = (material: number, work: number): ClipWork => ({
  ...{ material, work, state: 'waiting', fraction: 0, spentMs: 0, ownMsLeft: null },
});
const running = (
  material: number,
  work: number,
  fraction: number,
  spentMs: number,
  own: number | null = null,
): ClipWork => ({
  ...{ material, work, state: 'running', fraction, spentMs, ownMsLeft: own },
});
const done = (material: number, work: number, spentMs: number): ClipWork => ({
  ...{ material, work, state: 'done', fraction: 1, spentMs, ownMsLeft: null },
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
  const schedule = (clips: readonly SimulatedClip[], workers: number) => {
    const free = Array.from({ length: workers }, () => 0);
    return clips.map((clip) => {
      const worker = free.indexOf(Math.min(...free));
      const start = free[worker] ?? 0;
      free[worker] = start + clip.ms;
      return { ...clip, start, end: start + clip.ms };
    });
  };

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is within 20 %% from the first third on (seed %i)', (seed) => {
    const planned = schedule(mixedClips(seed), 2);
    const end = Math.max(...planned.map((clip) => clip.end));
    /** Nothing is shown of a clip in its first 300 ms: it is cut. Then its worker reports twice a second. */
    const reported = (start: number, ms: number, at: number): Report => {
      const last = start + 300 + 500 * Math.floor((at - start - 300) / 500);
      return { at: last, fraction: (last - start - 300) / (ms - 300) };
    };
    const at = (now: number): ClipWork[] =>
      planned.map(({ material, work, ms, start, end: over }) => {
        if (now >= over) return done(material, work, ms);
        if (now < start) return waiting(material, work);
        if (now < start + 300) return running(material, work, 0, now - start);
        const last = reported(start, ms, now);
        const own = ownMsLeft(reported(start, ms, start + 300), last, now);
        return running(material, work, last.fraction, now - start, own);
      });
    for (let now = end / 3; now < end; now += 100) {
      const left = encodingMsLeft(at(now), 2, []);
      expect(left).not.toBeNull();
      // Within 20 % of what is left, or of a twentieth of the whole near the end.
      const allowed = 0.2 * Math.max(end - now, end / 20);
      expect(Math.abs((left ?? 0) - (end - now)), `at ${Math.round(now)} of ${Math.round(end)}`).toBeLessThan(
        allowed,
      );
    }
  });
});
