import { cancelledError, type ErrorCategory, RenderError, toRenderError } from '../shared/errors';
import { bounded } from './attempt';
import type { Clock } from './clock';
import type { JobOptions, JobOutcome, JobStats, Lane, PoolWorker } from './types';

export interface WorkerPoolOptions<Job, Result> {
  readonly size: number;
  readonly createWorker: (name: string) => PoolWorker<Job, Result>;
  readonly clock: Clock;
  /** Longest time for a worker to get ready, in ms. */
  readonly startTimeoutMs: number;
}

/** Failures of the source, the settings, the browser or the person: another worker would fail the same way. */
const FINAL: ReadonlySet<ErrorCategory> = new Set([
  'unreadable-source',
  'unsupported-codec',
  'invalid-settings',
  // It has been tried in more than one way.
  'encoder-failed',
  'cancelled',
]);

/** A job is tried this often in all, each time on a worker that did not fail before. */
const ATTEMPTS = 2;

interface QueuedJob<Job, Result> {
  readonly job: Job;
  readonly options: JobOptions;
  readonly queuedAt: number;
  readonly settle: (outcome: JobOutcome<Result>) => void;
}

/** A place in the pool. Its worker comes and goes; the name stays. */
interface Slot<Job, Result> {
  readonly name: string;
  worker: PoolWorker<Job, Result> | null;
  /** Settles when the worker is ready; `null` without a worker. */
  ready: Promise<void> | null;
  started: boolean;
  running: QueuedJob<Job, Result> | null;
  fraction: number;
}

/**
 * Gives out one job at a time to each worker, first come first served. A worker on which a job failed is ended and
 * replaced before the next job, and the job is tried once more; a job that fails for a reason of its own (an unreadable
 * source) is not. Workers start with their first job, or by {@link warmUp}, and stay for the next one.
 */
export class WorkerPool<Job, Result> {
  readonly #options: WorkerPoolOptions<Job, Result>;
  readonly #slots: Slot<Job, Result>[];
  readonly #queue: QueuedJob<Job, Result>[] = [];
  #disposed = false;
  #retired = false;

  constructor(options: WorkerPoolOptions<Job, Result>) {
    this.#options = options;
    this.#slots = Array.from({ length: options.size }, (_, index) => ({
      name: `ClipProcessor-${index + 1}`,
      worker: null,
      ready: null,
      started: false,
      running: null,
      fraction: 0,
    }));
  }

  get size(): number {
    return this.#slots.length;
  }

  /** Starts all workers now. A failure shows with the first job. */
  warmUp(): void {
    for (const slot of this.#slots) this.#start(slot).catch(() => this.#endWorker(slot));
  }

  /** Never rejects: a failure is an outcome. */
  run(job: Job, options: JobOptions): Promise<JobOutcome<Result>> {
    return new Promise((resolve) => {
      const { signal } = options;
      const withdraw = () => this.#withdraw(queued);
      const settle = (outcome: JobOutcome<Result>) => {
        signal?.removeEventListener('abort', withdraw);
        resolve(outcome);
      };
      const queued = { job, options, queuedAt: this.#options.clock.now(), settle };
      if (this.#disposed || signal?.aborted) {
        settle({ status: 'failed', error: cancelledError(), stats: this.#unstarted(queued) });
        return;
      }
      signal?.addEventListener('abort', withdraw);
      this.#queue.push(queued);
      this.#next();
    });
  }

  lanes(): Lane[] {
    return this.#slots.map(({ name, worker, started, running, fraction }) => ({
      name,
      state: worker && !started ? 'starting' : running ? 'busy' : 'idle',
      label: running?.options.label ?? null,
      tag: running?.options.tag ?? null,
      fraction: running ? fraction : 0,
    }));
  }

  /** Ends all workers; jobs that wait or run fail as cancelled. */
  dispose(): void {
    this.#disposed = true;
    for (const queued of this.#queue.splice(0)) {
      queued.settle({ status: 'failed', error: cancelledError(), stats: this.#unstarted(queued) });
    }
    for (const slot of this.#slots) this.#endWorker(slot);
  }

  /** Finishes what it has been given, then ends all workers. For a pool whose place another takes. */
  retire(): void {
    this.#retired = true;
    if (this.#idle) this.dispose();
  }

  get #idle(): boolean {
    return this.#queue.length === 0 && this.#slots.every((slot) => !slot.running);
  }

  #withdraw(queued: QueuedJob<Job, Result>): void {
    const place = this.#queue.indexOf(queued);
    if (place < 0) return;
    this.#queue.splice(place, 1);
    queued.settle({ status: 'failed', error: cancelledError(), stats: this.#unstarted(queued) });
  }

  #next(): void {
    for (const slot of this.#slots) {
      if (slot.running) continue;
      const queued = this.#queue.shift();
      if (!queued) return;
      slot.running = queued;
      void this.#work(slot, queued).then((outcome) => {
        slot.running = null;
        queued.settle(outcome);
        this.#next();
        if (this.#retired && this.#idle) this.dispose();
      });
    }
  }

  async #work(slot: Slot<Job, Result>, queued: QueuedJob<Job, Result>): Promise<JobOutcome<Result>> {
    for (let attempts = 1; ; attempts += 1) {
      const startedAt = this.#options.clock.now();
      const stats = (): JobStats => ({
        attempts,
        worker: slot.name,
        queuedMs: startedAt - queued.queuedAt,
        runMs: this.#options.clock.now() - startedAt,
      });
      try {
        const result = await this.#attempt(slot, queued);
        return { status: 'done', result, stats: stats() };
      } catch (thrown) {
        const { label } = queued.options;
        const error = toRenderError(thrown, {
          category: 'internal',
          message: `“${label}” could not be worked on.`,
        });
        const final = FINAL.has(error.category);
        if (!final || error.category === 'cancelled') this.#endWorker(slot);
        if (final || attempts === ATTEMPTS || this.#disposed) {
          return { status: 'failed', error, stats: stats() };
        }
      }
    }
  }

  async #attempt(slot: Slot<Job, Result>, { job, options }: QueuedJob<Job, Result>): Promise<Result> {
    const { clock } = this.#options;
    const { signal, timeoutMs, label } = options;
    slot.fraction = 0;
    await bounded(this.#start(slot), {
      clock,
      signal,
      timeoutMs: this.#options.startTimeoutMs,
      timedOut: () =>
        new RenderError({ category: 'worker-lost', message: 'The video engine took too long to start.' }),
    });
    const { worker } = slot;
    if (!worker) throw cancelledError();
    options.onStart?.();
    const running = worker.run(job, (done, total) => {
      // A worker that was ended may still have progress on its way.
      if (slot.worker !== worker) return;
      slot.fraction = total > 0 ? done / total : 0;
      options.onProgress?.(done, total);
    });
    return bounded(running, {
      clock,
      signal,
      timeoutMs,
      timedOut: () =>
        new RenderError({
          category: 'timeout',
          message: `“${label}” took longer than ${Math.round(timeoutMs / 1000)} seconds.`,
        }),
    });
  }

  #start(slot: Slot<Job, Result>): Promise<void> {
    if (this.#disposed) return Promise.reject(cancelledError());
    if (!slot.worker) {
      const worker = this.#options.createWorker(slot.name);
      slot.worker = worker;
      slot.ready = worker.start().then(() => {
        if (slot.worker === worker) slot.started = true;
      });
    }
    return slot.ready ?? Promise.resolve();
  }

  #endWorker(slot: Slot<Job, Result>): void {
    slot.worker?.terminate();
    slot.worker = null;
    slot.ready = null;
    slot.started = false;
  }

  #unstarted({ queuedAt }: QueuedJob<Job, Result>): JobStats {
    return { attempts: 0, worker: null, queuedMs: this.#options.clock.now() - queuedAt, runMs: 0 };
  }
}
