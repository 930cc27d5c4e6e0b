import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/plan/random';
import type { ClipParts } from '../../src/render/costs/clipParts';
import { CostModel } from '../../src/render/costs/costModel';
import { browserMemory, MachineCosts } from '../../src/render/costs/machineCosts';
import { ffmpegWith, MAKERS, type Maker, priorTime } from '../../src/render/costs/makers';
import { finishMs } from '../../src/render/costs/schedule';
import { parseModel, serializeModel } from '../../src/render/costs/storedModel';
import { runs } from './randomRuns';

const NOTHING: ClipParts = { clip: 1, target: 0, avc: 0, hevc: 0, open: 0, other: 0 };

/** Clips of 0.5 to 8 s, from 360p to 4K, of one codec each. */
const anyClip = (random: () => number): ClipParts => {
  const frames = 15 + Math.round(random() * 225);
  const source = 0.23 * 36 ** random();
  const codec = (['avc', 'avc', 'hevc', 'open'] as const)[Math.floor(random() * 4)] ?? 'avc';
  return { ...NOTHING, target: frames * 0.23 * 9 ** random(), [codec]: frames * source };
};

/** A machine on which each part takes so many times what the priors say, and clips vary by 10 %. */
const machine = (random: () => number, slowness: ClipParts, maker: Maker) => ({
  ms: (parts: ClipParts, noise = true): number => {
    const each = (Object.keys(slowness) as (keyof ClipParts)[]).reduce((sum, part) => {
      const alone = { ...NOTHING, clip: 0, [part]: parts[part] };
      return parts[part] > 0 ? sum + slowness[part] * priorTime(maker, alone).ms : sum;
    }, 0);
    return each * (noise ? 0.9 + 0.2 * random() : 1);
  },
});

const SLOWNESS: ClipParts = { clip: 2, target: 0.5, avc: 3, hevc: 1.5, open: 0.7, other: 1 };

/** Mean error over fresh clips, as a share. */
const errorOf = (model: CostModel, maker: Maker, ms: (parts: ClipParts) => number, seed: number): number => {
  const random = seededRandom(seed);
  const errors = Array.from({ length: 50 }, () => {
    const parts = anyClip(random);
    return Math.abs(model.expectedMs(maker, parts) / ms(parts) - 1);
  });
  return errors.reduce((sum, one) => sum + one, 0) / errors.length;
};

const learnt = (
  model: CostModel,
  maker: Maker,
  ms: (parts: ClipParts) => number,
  random: () => number,
  clips = 60,
): CostModel => {
  let known = model;
  for (let clip = 0; clip < clips; clip += 1) {
    const parts = anyClip(random);
    known = known.with(maker, parts, ms(parts));
  }
  return known;
};

describe('the cost model', () => {
  it('says what the priors say before anything was measured', () => {
    const parts = { ...NOTHING, target: 100, avc: 100 };
    expect(new CostModel().expectedMs(ffmpegWith(1), parts)).toBeCloseTo(250 + 6000 + 3000, 6);
    expect(new CostModel().measured(ffmpegWith(1))).toBe(0);
  });

  it.each(MAKERS)('learns what clips take on this machine: %s', (maker) => {
    const random = seededRandom(7);
    const real = machine(random, SLOWNESS, maker);
    const exact = (parts: ClipParts): number => real.ms(parts, false);
    const before = errorOf(new CostModel(), maker, exact, 99);
    const model = learnt(new CostModel(), maker, real.ms, random);
    expect(before).toBeGreaterThan(0.25);
    expect(errorOf(model, maker, exact, 99)).toBeLessThan(0.05);
    expect(model.measured(maker)).toBe(60);
  });

  it('is near with the first few clips', () => {
    const random = seededRandom(3);
    const slow = { clip: 4, target: 4, avc: 4, hevc: 4, open: 4, other: 4 };
    const real = machine(random, slow, 'browser in software');
    const model = learnt(new CostModel(), 'browser in software', real.ms, random, 3);
    expect(errorOf(model, 'browser in software', (parts) => real.ms(parts, false), 5)).toBeLessThan(0.25);
  });

  it('follows a machine that changes', () => {
    const random = seededRandom(11);
    const real = machine(random, SLOWNESS, 'ffmpeg × 1');
    const fast = learnt(new CostModel(), 'ffmpeg × 1', real.ms, random, 200);
    const twice = (parts: ClipParts): number => 2 * real.ms(parts);
    const slow = learnt(fast, 'ffmpeg × 1', twice, random, 60);
    expect(errorOf(slow, 'ffmpeg × 1', (parts) => 2 * real.ms(parts, false), 99)).toBeLessThan(0.2);
  });

  it('is not led astray by a clip during which the computer slept', () => {
    const random = seededRandom(13);
    const real = machine(random, SLOWNESS, 'ffmpeg × 1');
    const exact = (parts: ClipParts): number => real.ms(parts, false);
    const model = learnt(new CostModel(), 'ffmpeg × 1', real.ms, random);
    const after = model.with('ffmpeg × 1', anyClip(random), 3_600_000);
    expect(errorOf(after, 'ffmpeg × 1', exact, 99)).toBeLessThan(0.2);
  });

  it('assumes of what was not measured that the cores are as slow for it, but not of hardware', () => {
    const parts = { ...NOTHING, target: 100, avc: 100 };
    const expected = (model: CostModel, maker: Maker): number =>
      model.expectedMs(maker, parts) / new CostModel().expectedMs(maker, parts);
    let model = new CostModel();
    for (let clip = 0; clip < 10; clip += 1)
      model = model.with('ffmpeg × 1', parts, 3 * priorTime('ffmpeg × 1', parts).ms);
    expect(expected(model, 'ffmpeg × 1')).toBeCloseTo(3, 1);
    expect(expected(model, 'ffmpeg × 2')).toBeCloseTo(3, 1);
    expect(expected(model, 'browser in software')).toBeCloseTo(3, 1);
    expect(expected(model, 'browser in hardware')).toBe(1);
    // Another codec of the same maker too, though less surely.
    const hevc = { ...NOTHING, hevc: 100 };
    const of = model.expectedMs('ffmpeg × 1', hevc) / new CostModel().expectedMs('ffmpeg × 1', hevc);
    expect(of).toBeGreaterThan(2);
  });

  it('stays finite, positive and storable whatever is measured', () => {
    const amount = fc.double({ min: 0, max: 1e5, noNaN: true });
    const parts = fc.record({
      ...{ clip: fc.constant(1), target: amount, avc: amount },
      ...{ hevc: amount, open: amount, other: amount },
    });
    const measured = fc.tuple(fc.constantFrom(...MAKERS), parts, fc.double());
    fc.assert(
      fc.property(fc.array(measured, { maxLength: 80 }), parts, (observations, asked) => {
        let model = new CostModel();
        for (const [maker, one, ms] of observations) model = model.with(maker, one, ms);
        for (const maker of MAKERS) {
          const ms = model.expectedMs(maker, asked);
          expect(Number.isFinite(ms)).toBe(true);
          expect(ms).toBeGreaterThan(0);
        }
        const again = parseModel(serializeModel(model));
        expect([...again.fits.keys()].sort()).toEqual([...model.fits.keys()].sort());
        for (const maker of MAKERS)
          expect(again.expectedMs(maker, asked)).toBeCloseTo(model.expectedMs(maker, asked), 3);
      }),
      runs(200),
    );
  });
});

describe('what is stored', () => {
  const model = learnt(new CostModel(), 'ffmpeg × 1', () => 5000, seededRandom(1));
  const parts = anyClip(seededRandom(2));
  const usual = new CostModel().expectedMs('ffmpeg × 1', parts);
  const expected = (text: string | null): number => parseModel(text).expectedMs('ffmpeg × 1', parts);
  /** The stored model with one thing changed. */
  const changed = (change: (stored: { version: unknown; fits: Record<string, never> }) => void): string => {
    const stored = JSON.parse(serializeModel(model));
    change(stored);
    return JSON.stringify(stored);
  };

  it('comes back as it was', () => {
    expect(expected(serializeModel(model))).toBeCloseTo(model.expectedMs('ffmpeg × 1', parts), 6);
    expect(serializeModel(model).length).toBeLessThan(2000);
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{"version":1,'],
    ['something else', '[1]'],
    ['a number', '3'],
    ['null', 'null'],
    ['another version', changed((stored) => Object.assign(stored, { version: 2 }))],
    ['far too much', `{"version":1,"fits":{}${' '.repeat(60_000)}}`],
    ['no fits', '{"version":1}'],
    ['fits that are a list', '{"version":1,"fits":[]}'],
    ['factors that are text', changed(({ fits }) => Object.assign(fits['ffmpeg × 1']!, { factors: 'none' }))],
    ['too few factors', changed(({ fits }) => Object.assign(fits['ffmpeg × 1']!, { factors: [1, 1] }))],
    [
      'a factor of nothing',
      changed(({ fits }) => Object.assign(fits['ffmpeg × 1']!, { factors: [1, 1, 1, 1, 1, 0] })),
    ],
    [
      'a factor without end',
      changed(({ fits }) => Object.assign(fits['ffmpeg × 1']!, { factors: [1, 1, 1, 1, 1, 1e300] })),
    ],
    ['a count that is none', changed(({ fits }) => Object.assign(fits['ffmpeg × 1']!, { count: -4 }))],
    [
      'what is no covariance',
      changed(({ fits }) =>
        Object.assign(fits['ffmpeg × 1']!, {
          covariance: Array.from({ length: 6 }, (_, row) => Array.from({ length: 6 }, (__, at) => row - at)),
        }),
      ),
    ],
    ['rows that are missing', changed(({ fits }) => Object.assign(fits['ffmpeg × 1']!, { covariance: [] }))],
  ])('is as if it were not there: %s', (_, text) => {
    expect(expected(text)).toBe(usual);
  });

  it('knows no makers but its own', () => {
    const text = changed(({ fits }) => Object.assign(fits, { magic: fits['ffmpeg × 1'] }));
    expect([...parseModel(text).fits.keys()]).toEqual(['ffmpeg × 1']);
    expect(parseModel('{"version":1,"fits":{"__proto__":{"count":1}}}').fits.size).toBe(0);
  });

  it('is never fatal, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((fits) => JSON.stringify({ version: 1, fits })),
        ),
        (text) => {
          expect(expected(text)).toBe(usual);
        },
      ),
    );
  });
});

describe('the machine’s costs', () => {
  const parts = { ...NOTHING, target: 100, avc: 100 };

  it('are learnt from one visit to the next, and beside other tabs', () => {
    let text: string | null = null;
    const memory = {
      read: () => text,
      write: (written: string) => {
        text = written;
      },
    };
    const [one, other] = [new MachineCosts(memory), new MachineCosts(memory)];
    one.learn('ffmpeg × 1', parts, 20_000);
    other.learn('ffmpeg × 1', parts, 20_000);
    expect(one.model.measured('ffmpeg × 1')).toBe(2);
    expect(new MachineCosts(memory).model.expectedMs('ffmpeg × 1', parts)).toBeGreaterThan(15_000);
  });

  it('last as long as the page where there is no local storage', () => {
    expect('localStorage' in globalThis && globalThis.localStorage).toBeFalsy();
    const costs = new MachineCosts(browserMemory());
    costs.learn('ffmpeg × 1', parts, 20_000);
    expect(costs.model.measured('ffmpeg × 1')).toBe(1);
  });
});

describe('finishMs', () => {
  it('gives each job to the worker that is free first', () => {
    expect(finishMs([3, 1, 1, 1], 2)).toBe(3);
    expect(finishMs([1, 1, 1, 3], 2)).toBe(4);
    expect(finishMs([], 2)).toBe(0);
    expect(finishMs([2, 2], 0)).toBe(4);
  });
});
