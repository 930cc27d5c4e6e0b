import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inParallel } from '../../bench/inParallel';
import {
  busySpans,
  type Moment,
  stageTimes,
  utilisationOverTime,
  utilisationWhileWaiting,
} from '../../bench/record/timeline';
import { SimulatedClock } from '../../bench/simulation/simulatedClock';
import { simulateRender } from '../../bench/simulation/simulateRender';
import { seededRandom } from '../../src/plan/random';
import { runs } from './randomRuns';

describe('SimulatedClock', () => {
  it('jumps to what is due, in order, and past what was called off', async () => {
    const clock = new SimulatedClock();
    const seen: [string, number][] = [];
    clock.after(50, () => seen.push(['never', clock.now()]))();
    const work = async () => {
      await clock.passed(3000);
      seen.push(['work', clock.now()]);
    };
    clock.after(10, () => seen.push(['first', clock.now()]));
    await clock.runUntil(work());
    expect(seen).toEqual([
      ['first', 10],
      ['work', 3000],
    ]);
  });

  it('does not wait for what never comes', async () => {
    await expect(new SimulatedClock().runUntil(new Promise(() => {}))).rejects.toThrow('never comes');
  });
});

describe('simulateRender', () => {
  it('shares the jobs among the workers', async () => {
    const jobs = { soundMs: 0, clipMs: [100, 100, 100, 100], aloneMs: 30 };
    expect(await simulateRender(jobs, 1)).toEqual({ wallMs: 430, utilisation: 1 });
    expect(await simulateRender(jobs, 2)).toEqual({ wallMs: 230, utilisation: 1 });
    // The third worker has nothing to do in the second half.
    expect(await simulateRender(jobs, 3)).toEqual({ wallMs: 230, utilisation: 400 / 600 });
  });

  it('takes the sound first', async () => {
    // 40 ms of sound on the first worker, then its clip.
    const jobs = { soundMs: 40, clipMs: [100, 100], aloneMs: 0 };
    expect((await simulateRender(jobs, 2)).wallMs).toBe(140);
  });

  it('hands in no more than the window allows', async () => {
    // The first clip is slow: one worker waits with three done clips (window 4) until it can be joined.
    const jobs = { soundMs: 0, clipMs: [1000, 100, 100, 100, 100, 100], aloneMs: 0 };
    expect((await simulateRender(jobs, 2)).wallMs).toBe(1100);
  });

  it('is never faster than the work allows, nor slower than one after the other', async () => {
    const ms = fc.integer({ min: 1, max: 5000 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(ms, { minLength: 1, maxLength: 12 }),
        ms,
        fc.integer({ min: 1, max: 16 }),
        async (clipMs, soundMs, workers) => {
          const { wallMs, utilisation } = await simulateRender({ clipMs, soundMs, aloneMs: 0 }, workers);
          const total = clipMs.reduce((sum, one) => sum + one, soundMs);
          expect(wallMs).toBeGreaterThanOrEqual(Math.max(...clipMs, soundMs, total / workers));
          expect(wallMs).toBeLessThanOrEqual(total);
          expect(utilisation).toBeLessThanOrEqual(1 + 1e-9);
        },
      ),
      runs(40),
    );
  });
});

describe('the longest of the last clips first', () => {
  it('leaves no worker alone with a long one', async () => {
    const jobs = { soundMs: 0, clipMs: [100, 100, 100, 300], aloneMs: 0 };
    expect((await simulateRender(jobs, 2, false)).wallMs).toBe(400);
    // Two hundred on the one worker, three of a hundred on the other.
    expect((await simulateRender(jobs, 2)).wallMs).toBe(300);
  });

  it('is no slower over many renders, whatever the number of clips and workers, and mostly faster', async () => {
    const random = seededRandom(20_261_124);
    const shares: number[][] = [];
    for (const workers of [2, 4, 8]) {
      for (const count of [workers + 1, 2 * workers, 12, 30]) {
        let [inOrder, longestFirst] = [0, 0];
        for (let render = 0; render < 20; render += 1) {
          const clipMs = Array.from({ length: count }, () => 1000 + Math.round(9000 * random()));
          const jobs = { soundMs: 2000, clipMs, aloneMs: 0 };
          inOrder += (await simulateRender(jobs, workers, false)).wallMs;
          longestFirst += (await simulateRender(jobs, workers)).wallMs;
        }
        shares.push([workers, count, longestFirst / inOrder]);
        expect(longestFirst).toBeLessThanOrEqual(inOrder);
      }
    }
    console.log(
      shares
        .map(
          ([workers, count, share]) => `${workers} workers, ${count} clips: ${(share! * 100).toFixed(1)} %`,
        )
        .join('\n'),
    );
  }, 60_000);
});

const lane = (clipIndex: number | null, state: 'busy' | 'idle' = 'busy') => ({
  name: 'ClipProcessor-1',
  state,
  label: 'a film',
  clipIndex,
});

const RECORDING = {
  longestTaskMs: 0,
  moments: [
    { ms: 0, stage: 'reading', lanes: [] },
    { ms: 100, stage: 'encoding', lanes: [lane(0), lane(1)] },
    { ms: 200, stage: 'encoding', lanes: [lane(0), lane(2)] },
    { ms: 300, stage: 'encoding', lanes: [lane(null, 'idle'), lane(2)] },
    { ms: 400, stage: 'checking', lanes: [lane(null, 'idle'), lane(null, 'idle')] },
    { ms: 450, stage: 'done', lanes: [] },
  ] satisfies Moment[],
};

describe('what was recorded', () => {
  it('becomes what each worker was on', () => {
    expect(busySpans(RECORDING)).toEqual([
      { lane: 0, clip: 0, fromMs: 100, toMs: 300 },
      { lane: 1, clip: 1, fromMs: 100, toMs: 200 },
      { lane: 1, clip: 2, fromMs: 200, toMs: 400 },
    ]);
  });

  it('becomes utilisation over time', () => {
    expect(utilisationOverTime(busySpans(RECORDING), 2, 400, 4)).toEqual([0, 1, 1, 0.5]);
  });

  it('tells how busy workers are while work waits', () => {
    const spans = [
      { lane: 0, clip: null, fromMs: 100, toMs: 150 },
      { lane: 0, clip: 1, fromMs: 250, toMs: 900 },
      { lane: 1, clip: 0, fromMs: 100, toMs: 300 },
      { lane: 1, clip: 2, fromMs: 300, toMs: 400 },
    ];
    // Until 300 ms, when the last clip begins: 50 + 50 and 200 ms out of twice 200.
    expect(utilisationWhileWaiting(spans, 2)).toBe(300 / 400);
  });

  it('becomes the time of each stage', () => {
    expect(stageTimes(RECORDING)).toEqual({ reading: 100, encoding: 300, finishing: 0, checking: 50 });
  });
});

describe('inParallel', () => {
  it('works on no more than it may, and answers in order', async () => {
    let [running, most] = [0, 0];
    const results = await inParallel([5, 1, 3, 2], 2, async (turns) => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      running -= 1;
      return turns * 2;
    });
    expect(results).toEqual([10, 2, 6, 4]);
    expect(most).toBe(2);
  });
});
