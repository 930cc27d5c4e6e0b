import { describe, expect, it } from 'vitest';
import { nextTry } from '../../src/pool/retries';
import { StallWatch } from '../../src/pool/stallWatch';
import type { JobOptions, PoolEvent } from '../../src/pool/types';
import { WorkerPool } from '../../src/pool/workerPool';
import { type ErrorCategory, RenderError } from '../../src/shared/errors';
import { deferred, FakeClock, FakeWorker, settle } from './support';

const never = new Promise<never>(() => {});
const error = (category: ErrorCategory) => new RenderError({ category, message: category });

type OnProgress = (done: number, total: number) => void;

interface SetUp {
  readonly size?: number;
  readonly behaviour: (job: string, onProgress: OnProgress, worker: FakeWorker) => Promise<string>;
  readonly onStart?: (worker: string, safer: boolean) => Promise<void>;
  readonly onPrepare?: () => Promise<void>;
}

const setUp = ({ size = 1, behaviour, onStart, onPrepare }: SetUp) => {
  const clock = new FakeClock();
  const workers: FakeWorker[] = [];
  const events: PoolEvent[] = [];
  const broken: RenderError[] = [];
  const pool = new WorkerPool<string, string>({
    ...{ size, clock, startTimeoutMs: 1000, workerName: 'W' },
    createWorker: (name, safer) => {
      const worker: FakeWorker = new FakeWorker(
        name,
        (job, onProgress) => behaviour(job, onProgress, worker),
        async () => onStart?.(name, safer),
        safer,
        onPrepare,
      );
      workers.push(worker);
      return worker;
    },
    onEvent: (event) => events.push(event),
    onBroken: (thrown) => broken.push(thrown),
  });
  const run = (job: string, options: Partial<JobOptions> = {}) =>
    pool.run(job, { timeoutMs: 300_000, label: job, ...options });
  return { clock, workers, events, broken, pool, run, told: () => events.map(({ event }) => event) };
};

describe('StallWatch', () => {
  const watch = () => {
    const clock = new FakeClock();
    const stalls: number[] = [];
    return { clock, stalls, watch: new StallWatch(clock, 30_000, (ms) => stalls.push(ms)) };
  };

  it('leaves a job four times the limit before its first frame', async () => {
    const { clock, stalls } = watch();
    await clock.advance(119_999);
    expect(stalls).toEqual([]);
    await clock.advance(1);
    expect(stalls).toEqual([120_000]);
    expect(clock.pending).toBe(0);
  });

  it('waits 30 s until a pace is known, then ten of its longest gaps, within bounds', async () => {
    const gapsAndLimits: [readonly number[], number][] = [
      [[], 30_000],
      [[500], 30_000],
      // Ten gaps would be 5 s: a busy machine is uneven, so a third of 30 s.
      [[500, 500], 10_000],
      [[500, 2000, 500], 20_000],
      [[500, 9000], 90_000],
      [[500, 20_000], 120_000],
    ];
    for (const [gaps, limit] of gapsAndLimits) {
      const { clock, stalls, watch: it } = watch();
      await clock.advance(1000);
      it.progress(1);
      for (const [index, gap] of gaps.entries()) {
        await clock.advance(gap);
        it.progress(index + 2);
      }
      await clock.advance(limit - 1);
      expect(stalls, String(gaps)).toEqual([]);
      await clock.advance(1);
      expect(stalls, String(gaps)).toEqual([limit]);
    }
  });

  it('takes only new frames for progress', async () => {
    const { clock, stalls, watch: it } = watch();
    it.progress(5);
    await clock.advance(29_000);
    it.progress(5);
    it.progress(4);
    it.progress(Number.NaN);
    await clock.advance(1000);
    expect(stalls).toEqual([30_000]);
  });

  it('does not blame the worker when the computer has slept', async () => {
    const { clock, stalls, watch: it } = watch();
    it.progress(1);
    await clock.advance(8 * 3_600_000);
    expect(stalls).toEqual([]);
    await clock.advance(30_000);
    expect(stalls).toEqual([30_000]);
  });
});

describe('nextTry', () => {
  const fresh = { safer: false, gaveUpPlace: false };
  it.each([
    ['stalled', fresh, true, 'safer'],
    ['timeout', fresh, true, 'safer'],
    ['worker-lost', fresh, true, 'safer'],
    ['worker-lost', { safer: true, gaveUpPlace: false }, true, 'none'],
    ['out-of-memory', fresh, true, 'fewer-workers'],
    ['out-of-memory', fresh, false, 'safer'],
    ['out-of-memory', { safer: false, gaveUpPlace: true }, true, 'safer'],
    ['out-of-memory', { safer: true, gaveUpPlace: true }, true, 'none'],
    ['unreadable-source', fresh, true, 'none'],
    ['cancelled', fresh, true, 'none'],
  ] as const)('%s after %o, several places: %s → %s', (category, before, several, expected) => {
    expect(nextTry(category, before, several)).toBe(expected);
  });
});

describe('WorkerPool among faults', () => {
  it('replaces a worker without progress, and tries its job again with safer settings', async () => {
    const { clock, workers, run, told, events } = setUp({
      behaviour: async (job, onProgress, { safer }) => {
        onProgress(1, 100);
        return safer ? job.toUpperCase() : never;
      },
    });
    const outcome = run('a', { stallMs: 30_000 });
    await clock.advance(29_999);
    expect(workers).toHaveLength(1);
    await clock.advance(1);
    expect(await outcome).toMatchObject({ status: 'done', result: 'A', stats: { attempts: 2 } });
    expect(workers.map(({ safer, terminated }) => [safer, terminated])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(told()).toEqual([
      ...['queued', 'worker-started', 'started', 'progress-stalled', 'worker-ended', 'retry'],
      ...['worker-started', 'started', 'done'],
    ]);
    expect(events.find(({ event }) => event === 'retry')).toMatchObject({ worker: 'W-1', label: 'a' });
    expect(clock.pending).toBe(0);
  });

  it('fails a job that stands still twice as stalled, and gives the next one a usual worker again', async () => {
    const { clock, workers, run } = setUp({ behaviour: async (job) => (job === 'bad' ? never : job) });
    const [bad, good] = [run('bad', { stallMs: 1000 }), run('good', { stallMs: 1000 })];
    await clock.advance(4000);
    await clock.advance(4000);
    expect(await bad).toMatchObject({ status: 'failed', error: { category: 'stalled' } });
    expect(await good).toMatchObject({ status: 'done' });
    expect(workers.map(({ safer }) => safer)).toEqual([false, true, false]);
  });

  it('replaces a worker that answered twice, or died while it was idle, before the next job', async () => {
    const { workers, run } = setUp({ behaviour: async (job) => job });
    await run('a');
    workers[0]!.usable = false;
    expect(await run('b')).toMatchObject({ status: 'done', stats: { attempts: 1 } });
    expect(workers.map(({ terminated, jobs }) => [terminated, jobs])).toEqual([
      [true, ['a']],
      [false, ['b']],
    ]);
  });

  it('does not take an earlier job’s late progress for that of the next one', async () => {
    const late: OnProgress[] = [];
    const answer = deferred<string>();
    const { pool, run } = setUp({
      behaviour: (job, onProgress) => {
        late.push(onProgress);
        return job === 'a' ? Promise.resolve('A') : answer.promise;
      },
    });
    await run('a');
    const second = run('b');
    await settle();
    late[0]!(90, 100);
    expect(pool.lanes()[0]!.fraction).toBe(0);
    late[1]!(10, 100);
    expect(pool.lanes()[0]!.fraction).toBe(0.1);
    answer.resolve('B');
    await second;
  });

  it('when memory runs out works on with fewer workers, then without threads, then fails that job alone', async () => {
    const other = deferred<string>();
    const { pool, workers, run, told } = setUp({
      size: 3,
      behaviour: (job) => {
        if (job === 'other') return other.promise;
        return job === 'huge' ? Promise.reject(error('out-of-memory')) : Promise.resolve(job);
      },
    });
    const [first, huge] = [run('other'), run('huge')];
    expect(await huge).toMatchObject({
      status: 'failed',
      error: { category: 'out-of-memory' },
      stats: { attempts: 3 },
    });
    expect(workers.filter(({ jobs }) => jobs.includes('huge')).map(({ safer }) => safer)).toEqual([
      false,
      false,
      true,
    ]);
    expect(told().filter((event) => event === 'fewer-workers')).toHaveLength(1);
    expect(pool.lanes().map(({ name }) => name)).toEqual(['W-1', 'W-3']);
    expect(await run('small')).toMatchObject({ status: 'done' });
    other.resolve('fine');
    expect(await first).toMatchObject({ status: 'done', stats: { attempts: 1 } });
    pool.restore();
    expect(pool.lanes()).toHaveLength(3);
  });

  it('keeps at least one worker, however often memory runs out', async () => {
    const { pool, run } = setUp({
      size: 2,
      behaviour: (job, _, { safer }) =>
        safer ? Promise.resolve(job) : Promise.reject(error('out-of-memory')),
    });
    const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((job) => run(job)));
    expect(outcomes.every(({ status }) => status === 'done')).toBe(true);
    expect(pool.lanes()).toHaveLength(1);
  });

  it('without what all workers need, says so once and quickly, whatever waits', async () => {
    let asked = 0;
    const { clock, run, broken, told } = setUp({
      size: 2,
      behaviour: async (job) => job,
      onPrepare: async () => {
        asked += 1;
        throw error('worker-lost');
      },
    });
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, job) => run(`${job}`)));
    expect(outcomes.every(({ status }) => status === 'failed')).toBe(true);
    expect(broken).toHaveLength(1);
    expect(asked).toBeLessThanOrEqual(2);
    expect(told().filter((event) => event === 'pool-broken')).toHaveLength(1);
    expect(await run('later')).toMatchObject({ status: 'failed', error: { category: 'worker-lost' } });
    expect(clock.pending).toBe(0);
  });

  it('is broken when no worker starts, not when one of several does not', async () => {
    const none = setUp({
      size: 2,
      behaviour: async (job) => job,
      onStart: () => Promise.reject(error('worker-lost')),
    });
    expect(await none.run('a')).toMatchObject({ status: 'failed', stats: { attempts: 2 } });
    expect(none.broken).toHaveLength(1);

    const busy = deferred<string>();
    const one = setUp({
      size: 2,
      behaviour: (job) => (job === 'long' ? busy.promise : Promise.resolve(job)),
      onStart: async (worker) => {
        if (worker === 'W-2') throw error('worker-lost');
      },
    });
    const long = one.run('long');
    await settle();
    expect(await one.run('a')).toMatchObject({ status: 'failed' });
    expect(one.broken).toHaveLength(0);
    busy.resolve('done');
    expect(await long).toMatchObject({ status: 'done' });
  });

  it('a job that is not to be tried again is not', async () => {
    const { workers, run } = setUp({ behaviour: () => Promise.reject(error('timeout')) });
    expect(await run('a', { retried: false })).toMatchObject({ status: 'failed', stats: { attempts: 1 } });
    expect(workers[0]!.terminated).toBe(true);
  });

  it('cancelling between two tries ends the job at once', async () => {
    const abort = new AbortController();
    const { run, workers } = setUp({
      size: 1,
      behaviour: () => {
        abort.abort();
        return Promise.reject(error('worker-lost'));
      },
    });
    expect(await run('a', { signal: abort.signal })).toMatchObject({
      status: 'failed',
      error: { category: 'cancelled' },
    });
    expect(workers.every(({ terminated }) => terminated)).toBe(true);
  });
});
