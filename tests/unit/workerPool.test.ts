import { describe, expect, it } from 'vitest';
import type { JobOptions } from '../../src/pool/types';
import { WorkerPool } from '../../src/pool/workerPool';
import { RenderError } from '../../src/shared/errors';
import { deferred, FakeClock, FakeWorker, settle } from './support';

const never = new Promise<never>(() => {});

const setUp = (size: number, behaviour: FakeWorker['behaviour'], onStart?: () => Promise<void>) => {
  const clock = new FakeClock();
  const workers: FakeWorker[] = [];
  const pool = new WorkerPool<string, string>({
    size,
    clock,
    startTimeoutMs: 1000,
    workerName: 'ClipProcessor',
    createWorker: (name, safer) => {
      const worker = new FakeWorker(name, behaviour, onStart, safer);
      workers.push(worker);
      return worker;
    },
  });
  const run = (job: string, options: Partial<JobOptions> = {}) =>
    pool.run(job, { timeoutMs: 5000, label: job, ...options });
  return { clock, pool, workers, run };
};

describe('WorkerPool', () => {
  it('gives each worker one job at a time, in order', async () => {
    const open: { job: string; answer: ReturnType<typeof deferred<string>> }[] = [];
    const { pool, workers, run } = setUp(2, (job) => {
      const answer = deferred<string>();
      open.push({ job, answer });
      return answer.promise;
    });
    const outcomes = ['a', 'b', 'c', 'd'].map((job) => run(job));
    await settle();
    expect(open.map(({ job }) => job)).toEqual(['a', 'b']);
    expect(pool.lanes().map(({ name, state, label }) => [name, state, label])).toEqual([
      ['ClipProcessor-1', 'busy', 'a'],
      ['ClipProcessor-2', 'busy', 'b'],
    ]);

    open[1]!.answer.resolve('B');
    await settle();
    expect(open.map(({ job }) => job)).toEqual(['a', 'b', 'c']);
    open[0]!.answer.resolve('A');
    open[2]!.answer.resolve('C');
    await settle();
    open[3]!.answer.resolve('D');
    expect(
      (await Promise.all(outcomes)).map((outcome) => outcome.status === 'done' && outcome.result),
    ).toEqual(['A', 'B', 'C', 'D']);
    expect(workers).toHaveLength(2);
    expect(workers[1]!.jobs).toEqual(['b', 'c']);
  });

  it('gives out the most urgent job first, as it is when a worker is free, and before it what has no urgency', async () => {
    const open: ReturnType<typeof deferred<string>>[] = [];
    const { workers, run } = setUp(1, () => {
      const answer = deferred<string>();
      open.push(answer);
      return answer.promise;
    });
    let isLate = false;
    const urgent = (job: string, urgency: number) => run(job, { urgency: () => (isLate ? urgency : 0) });
    const outcomes = [
      urgent('a', 1),
      urgent('b', 1),
      urgent('c', 2),
      urgent('d', 3),
      run('sound'),
      urgent('e', 3),
    ];
    await settle();
    for (const late of [false, false, true, true, true, true]) {
      isLate = late;
      open.at(-1)?.resolve('done');
      await settle();
    }
    await Promise.all(outcomes);
    // Until it is late, first come first served.
    expect(workers[0]!.jobs).toEqual(['a', 'sound', 'b', 'd', 'e', 'c']);
  });

  it('ends a worker that hangs, and tries the job once more on a new one', async () => {
    let attempts = 0;
    const { clock, workers, run } = setUp(1, async (job) => {
      attempts += 1;
      return attempts === 1 ? never : job.toUpperCase();
    });
    const outcome = run('a');
    await clock.advance(4999);
    expect(workers).toHaveLength(1);
    await clock.advance(1);
    expect(await outcome).toMatchObject({ status: 'done', result: 'A', stats: { attempts: 2 } });
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(clock.pending).toBe(0);
  });

  it('gives up after the second time, and goes on with the next job', async () => {
    const { clock, run } = setUp(1, (job) => (job === 'bad' ? never : Promise.resolve(job)));
    const bad = run('bad');
    const good = run('good');
    await clock.advance(5000);
    await clock.advance(5000);
    expect(await bad).toMatchObject({
      status: 'failed',
      error: { category: 'timeout' },
      stats: { attempts: 2 },
    });
    expect(await good).toMatchObject({ status: 'done', result: 'good' });
  });

  it('replaces a worker that dies, while the others go on', async () => {
    const other = deferred<string>();
    let deaths = 0;
    const { workers, run } = setUp(2, (job) => {
      if (job === 'other') return other.promise;
      deaths += 1;
      return deaths === 1 ? Promise.reject(new TypeError('reading startsWith')) : Promise.resolve('done');
    });
    const first = run('first');
    const second = run('other');
    expect(await first).toMatchObject({ status: 'done', stats: { attempts: 2, worker: 'ClipProcessor-1' } });
    other.resolve('undisturbed');
    expect(await second).toMatchObject({ status: 'done', result: 'undisturbed', stats: { attempts: 1 } });
    expect(workers.map(({ name, terminated }) => [name, terminated])).toEqual([
      ['ClipProcessor-1', true],
      ['ClipProcessor-2', false],
      ['ClipProcessor-1', false],
    ]);
  });

  it('does not try again what fails for the source’s own reason, and keeps the worker', async () => {
    const { workers, run } = setUp(1, () =>
      Promise.reject(new RenderError({ category: 'unreadable-source', message: 'damaged' })),
    );
    expect(await run('a')).toMatchObject({ status: 'failed', stats: { attempts: 1 } });
    expect(workers.map(({ terminated }) => terminated)).toEqual([false]);
  });

  it('bounds the start of a worker', async () => {
    const { clock, workers, run } = setUp(
      1,
      async (job) => job,
      () => never,
    );
    const outcome = run('a');
    await clock.advance(1000);
    await clock.advance(1000);
    expect(await outcome).toMatchObject({ status: 'failed', error: { category: 'worker-lost' } });
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, true]);
  });

  it('a start that failed while warming up is tried again by the first job', async () => {
    let starts = 0;
    const { pool, run } = setUp(
      1,
      async (job) => job,
      async () => {
        starts += 1;
        if (starts === 1) throw new Error('offline');
      },
    );
    pool.warmUp();
    await settle();
    expect(await run('a')).toMatchObject({ status: 'done' });
  });

  it('a warm-up that stands still takes no worker away from the second try', async () => {
    let starts = 0;
    const { clock, pool, workers, run } = setUp(
      1,
      async (job) => job,
      async () => {
        starts += 1;
        if (starts === 1) await never;
      },
    );
    pool.warmUp();
    await settle();
    const outcome = run('a');
    await clock.advance(1000);
    expect(await outcome).toMatchObject({ status: 'done', stats: { attempts: 2 } });
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });

  it('cancels at once: running workers are ended, waiting jobs never start', async () => {
    const { workers, pool, run } = setUp(1, () => never);
    const abort = new AbortController();
    const outcomes = [run('a', { signal: abort.signal }), run('b', { signal: abort.signal })];
    await settle();
    abort.abort();
    expect(await Promise.all(outcomes)).toMatchObject([
      { status: 'failed', error: { category: 'cancelled' }, stats: { attempts: 1 } },
      { status: 'failed', error: { category: 'cancelled' }, stats: { attempts: 0 } },
    ]);
    expect(workers).toHaveLength(1);
    expect(workers[0]!.terminated).toBe(true);
    expect(pool.lanes()[0]!.state).toBe('idle');
  });

  it('ignores progress of a worker that was ended', async () => {
    const late: ((done: number, total: number) => void)[] = [];
    const { clock, run } = setUp(1, (_, onProgress) => {
      late.push(onProgress);
      return never;
    });
    const seen: number[] = [];
    const outcome = run('a', { onProgress: (done) => seen.push(done) });
    await clock.advance(5000);
    late[0]!(99, 100);
    late[1]!(1, 100);
    await clock.advance(5000);
    await outcome;
    expect(seen).toEqual([1]);
  });

  it('a retired pool finishes what it has, then ends its workers', async () => {
    const answer = deferred<string>();
    const { pool, workers, run } = setUp(1, () => answer.promise);
    const outcome = run('a');
    await settle();
    pool.retire();
    expect(workers[0]!.terminated).toBe(false);
    answer.resolve('done');
    expect(await outcome).toMatchObject({ status: 'done' });
    await settle();
    expect(workers[0]!.terminated).toBe(true);
  });

  it('after its end takes no more jobs', async () => {
    const { pool, workers, run } = setUp(1, () => never);
    const running = run('a');
    await settle();
    pool.dispose();
    expect(await running).toMatchObject({ status: 'failed' });
    expect(await run('b')).toMatchObject({ status: 'failed', error: { category: 'cancelled' } });
    expect(workers.every(({ terminated }) => terminated)).toBe(true);
  });

  it('uses fewer workers when told so: the others finish, end, and come back when they are wanted', async () => {
    const open = new Map<string, ReturnType<typeof deferred<string>>>();
    const { pool, workers, run } = setUp(2, (job) => {
      const answer = deferred<string>();
      open.set(job, answer);
      return answer.promise;
    });
    const outcomes = ['a', 'b', 'c', 'd'].map((job) => run(job));
    await settle();
    pool.useAtMost(1);
    expect(workers.map(({ terminated }) => terminated)).toEqual([false, false]);
    open.get('b')!.resolve('B');
    await settle();
    expect(workers.map(({ terminated }) => terminated)).toEqual([false, true]);
    expect([...open.keys()]).toEqual(['a', 'b']);
    open.get('a')!.resolve('A');
    await settle();
    expect([...open.keys()]).toEqual(['a', 'b', 'c']);
    pool.useAtMost(2);
    await settle();
    expect([...open.keys()]).toEqual(['a', 'b', 'c', 'd']);
    open.get('c')!.resolve('C');
    open.get('d')!.resolve('D');
    expect((await Promise.all(outcomes)).map(({ status }) => status)).toEqual(Array(4).fill('done'));
  });
});
