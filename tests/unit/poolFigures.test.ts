import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MetricsRecorder } from '../../src/pool/metrics';
import { poolSize } from '../../src/pool/sizing';
import type { JobOutcome, PoolEvent } from '../../src/pool/types';
import { RenderError } from '../../src/shared/errors';
import { FakeClock } from './support';

const machine = { cores: 2, memoryGib: 8, isolated: true };

describe('poolSize', () => {
  it.each([
    // One worker a core; cores without a clip become threads.
    [{ ...machine }, 8, null, { workers: 2, threadsPerWorker: 1 }],
    [{ ...machine }, 1, null, { workers: 1, threadsPerWorker: 2 }],
    [{ ...machine, cores: 8 }, 4, null, { workers: 4, threadsPerWorker: 2 }],
    [{ ...machine, cores: 64 }, 3, null, { workers: 3, threadsPerWorker: 4 }],
    // What the person asks for, up to min(max(threads, 2 × cores), 16).
    [{ ...machine, cores: 4 }, 100, 8, { workers: 8, threadsPerWorker: 1 }],
    [{ ...machine, cores: 4 }, 100, 1, { workers: 1, threadsPerWorker: 4 }],
    // Little memory, fewer workers.
    [{ ...machine, cores: 16, memoryGib: 2 }, 100, null, { workers: 3, threadsPerWorker: 4 }],
    // No isolation, no threads.
    [{ ...machine, cores: 8, isolated: false }, 2, null, { workers: 2, threadsPerWorker: 1 }],
  ])('%o with %i clips', (on, clips, wanted, size) => {
    expect(poolSize(on, clips, wanted)).toEqual(size);
  });

  it('is never nothing, and never beyond its bounds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 512 }),
        fc.option(fc.double({ min: 0.25, max: 8, noNaN: true })),
        fc.boolean(),
        fc.integer({ min: 0, max: 500 }),
        fc.option(fc.integer({ min: 1, max: 16 })),
        (cores, memoryGib, isolated, clips, wanted) => {
          const { workers, threadsPerWorker } = poolSize({ cores, memoryGib, isolated }, clips, wanted);
          expect(workers).toBeGreaterThanOrEqual(1);
          expect(workers).toBeLessThanOrEqual(Math.min(16, Math.max(1, clips)));
          expect(threadsPerWorker).toBeGreaterThanOrEqual(1);
          expect(threadsPerWorker).toBeLessThanOrEqual(isolated ? 4 : 1);
        },
      ),
    );
  });
});

describe('MetricsRecorder', () => {
  const stats = (runMs: number) => ({ attempts: 1, worker: 'ClipProcessor-1', queuedMs: 0, runMs });
  const done = (runMs: number): JobOutcome<string> => ({ status: 'done', result: '', stats: stats(runMs) });
  const failed: JobOutcome<string> = {
    status: 'failed',
    error: new RenderError({ category: 'timeout', message: 'slow' }),
    stats: stats(0),
  };

  it('adds up what two workers did', async () => {
    const clock = new FakeClock();
    const metrics = new MetricsRecorder(clock, 2);
    await clock.advance(500);
    for (let clip = 0; clip < 3; clip += 1) metrics.queued();
    metrics.started();
    metrics.started();
    await clock.advance(1000);
    metrics.ended(done(1000));
    metrics.started();
    await clock.advance(1000);
    metrics.ended(done(2000));
    await clock.advance(2000);
    metrics.ended(failed);
    // Time after the last end is not the pool's.
    await clock.advance(60_000);

    expect(metrics.snapshot()).toEqual({
      clipMs: { min: 1000, median: 1500, max: 2000 },
      successRate: 2 / 3,
      // Busy: 2 workers for 2 s, 1 for 2 s, out of 2 × 4 s.
      workerUtilisation: 6 / 8,
      failuresByCategory: { timeout: 1 },
      clipsPerSecond: 2 / 4,
      windowEfficiency: 1,
      estimatedSpeedup: 3000 / 4000,
      cachedClips: 0,
      utilisationOverTime: { spanMs: 2000, workers: [] },
    });
  });

  it('is zero, not NaN, before anything happened', () => {
    expect(new MetricsRecorder(new FakeClock(), 2).snapshot()).toEqual({
      clipMs: { min: 0, median: 0, max: 0 },
      successRate: 1,
      workerUtilisation: 0,
      failuresByCategory: {},
      clipsPerSecond: 0,
      windowEfficiency: 0,
      estimatedSpeedup: 0,
      cachedClips: 0,
      utilisationOverTime: { spanMs: 250, workers: [] },
    });
  });

  it('tells how busy each worker was over time, in bounded memory', async () => {
    const clock = new FakeClock();
    const metrics = new MetricsRecorder(clock, 2);
    const tell = (event: PoolEvent['event'], worker: string) =>
      metrics.onEvent({ event, worker, label: null, tag: null, detail: '' });
    tell('started', 'W-10');
    await clock.advance(375);
    tell('started', 'W-2');
    tell('retry', 'W-10');
    await clock.advance(375);
    expect(metrics.snapshot().utilisationOverTime).toEqual({
      spanMs: 250,
      workers: [
        { name: 'W-2', busy: [0, 0.5, 1] },
        { name: 'W-10', busy: [1, 0.5, 0] },
      ],
    });
    tell('done', 'W-2');
    await clock.advance(3_600_000);
    const { spanMs, workers } = metrics.snapshot().utilisationOverTime;
    expect(spanMs).toBe(250 * 2 ** 8);
    expect(workers.map(({ busy }) => busy.length)).toEqual([57, 57]);
    expect(workers[0]?.busy[0]).toBeCloseTo(375 / spanMs, 10);
  });
});
