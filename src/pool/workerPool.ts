import { cancelledError, RenderError, toRenderError } from '../shared/errors';
import { bounded } from './attempt';
import type { Clock } from './clock';
import { isJobsOwn, nextTry } from './retries';
import { Slot } from './slot';
import { StallWatch } from './stallWatch';
import type { JobOptions, JobOutcome, JobStats, Lane, PoolEvent, PoolEventKind, PoolWorker } from './types';

export interface WorkerPoolOptions<Job, Result> {
  readonly size: number;
  /** Begin of the workers' names; their number follows. */
  readonly workerName: string;
  /** @param safer with settings that need least of the machine, for a job that has failed before */
  readonly createWorker: (name: string, safer: boolean) => PoolWorker<Job, Result>;
  readonly clock: Clock;
  /** Longest time for a worker to get ready, in ms. */
  readonly startTimeoutMs: number;
  readonly onEvent?: (event: PoolEvent) => void;
  /** Called once, when it is clear that no worker can start: all jobs fail with this error from now on. */
  readonly onBroken?: (error: RenderError) => void;
}

/** A job on its way through the pool. */
interface QueuedJob<Job, Result> {
  readonly job: Job;
  readonly options: JobOptions;
  readonly queuedAt: number;
  readonly settle: (outcome: JobOutcome<Result>) => void;
  attempts: number;
  safer: boolean;
  gaveUpPlace: boolean;
  /** A worker that was ready has worked on it. */
  reachedWorker: boolean;
  fraction: number;
}

interface Place<Job, Result> {
  readonly slot: Slot<Job, Result>;
  running: QueuedJob<Job, Result> | null;
}

/**
 * Gives out one job at a time to each worker, the most urgent first, else first come first served. A worker on which a job failed is ended and
 * replaced before the next job, and the job is tried once more, before all others (`retries.ts`); a job that fails for a
 * reason of its own (an unreadable source) is not. Workers start with their first job, or by {@link warmUp}, and stay for
 * the next one.
 */
export class WorkerPool<Job, Result> {
  readonly #options: WorkerPoolOptions<Job, Result>;
  readonly #places: Place<Job, Result>[];
  readonly #queue: QueuedJob<Job, Result>[] = [];
  #disposed = false;
  #retired = false;
  #broken: RenderError | null = null;
  #inUse = Number.POSITIVE_INFINITY;

  constructor(options: WorkerPoolOptions<Job, Result>) {
    this.#options = options;
    this.#places = Array.from({ length: options.size }, (_, index) => {
      const name = `${options.workerName}-${index + 1}`;
      const place: Place<Job, Result> = {
        slot: new Slot({
          name,
          createWorker: options.createWorker,
          onStarted: (safer) => this.#tell('worker-started', place, safer ? 'with safer settings' : ''),
          onEnded: (reason) => this.#tell('worker-ended', place, reason),
        }),
        running: null,
      };
      return place;
    });
  }

  /** Starts all workers now. A failure shows with the first job. */
  warmUp(): void {
    for (const { slot } of this.#places) {
      if (slot.started || slot.givenUp) continue;
      const prepared = slot.prepare(false);
      const { worker } = slot;
      prepared
        .then(() => slot.start())
        .catch(() => {
          // By then there may be another one in its place.
          if (slot.worker === worker) slot.end('it could not be started');
        });
    }
  }

  /** Takes back the places that were given up for lack of memory. */
  restore(): void {
    for (const { slot } of this.#places) slot.givenUp = false;
  }

  /**
   * From now on only the first so many places get jobs. The others finish what they are on and end their workers, which
   * start again when they are wanted.
   */
  useAtMost(places: number): void {
    this.#inUse = Math.max(1, places);
    this.#next();
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
      const queued: QueuedJob<Job, Result> = {
        ...{ job, options, settle, queuedAt: this.#options.clock.now() },
        ...{ attempts: 0, safer: false, gaveUpPlace: false, reachedWorker: false, fraction: 0 },
      };
      const refusal = this.#broken ?? (this.#disposed || signal?.aborted ? cancelledError() : null);
      if (refusal) {
        settle({ status: 'failed', error: refusal, stats: this.#unstarted(queued) });
        return;
      }
      signal?.addEventListener('abort', withdraw);
      this.#queue.push(queued);
      this.#tell('queued', queued, '');
      this.#next();
    });
  }

  lanes(): Lane[] {
    return this.#places
      .filter(({ slot }) => !slot.givenUp)
      .map(({ slot, running }) => ({
        name: slot.name,
        state: slot.worker && !slot.started ? 'starting' : running ? 'busy' : 'idle',
        label: running?.options.label ?? null,
        tag: running?.options.tag ?? null,
        fraction: running?.fraction ?? 0,
      }));
  }

  /** Ends all workers; jobs that wait or run fail as cancelled. */
  dispose(): void {
    this.#disposed = true;
    this.#failWaiting(cancelledError());
    for (const { slot } of this.#places) slot.end('the pool was closed');
  }

  /** Finishes what it has been given, then ends all workers. For a pool whose place another takes. */
  retire(): void {
    this.#retired = true;
    if (this.#idle) this.dispose();
  }

  get #idle(): boolean {
    return this.#queue.length === 0 && this.#places.every(({ running }) => !running);
  }

  #withdraw(queued: QueuedJob<Job, Result>): void {
    const index = this.#queue.indexOf(queued);
    if (index < 0) return;
    this.#queue.splice(index, 1);
    this.#fail(queued, cancelledError(), this.#unstarted(queued));
  }

  #next(): void {
    for (const place of this.#places.slice(this.#inUse)) {
      if (!place.running) place.slot.end('others need the machine');
    }
    for (const place of this.#places.slice(0, this.#inUse)) {
      if (place.running || place.slot.givenUp) continue;
      const queued = this.#takeNext();
      if (!queued) return;
      place.running = queued;
      void this.#work(place, queued).then(() => {
        this.#next();
        if (this.#retired && this.#idle) this.dispose();
      });
    }
  }

  #takeNext(): QueuedJob<Job, Result> | undefined {
    const urgencyOf = ({ attempts, options: { urgency } }: QueuedJob<Job, Result>): number =>
      attempts > 0 || !urgency ? Number.POSITIVE_INFINITY : urgency();
    const urgencies = this.#queue.map(urgencyOf);
    const [next] = this.#queue.splice(urgencies.indexOf(Math.max(...urgencies)), 1);
    return next;
  }

  /** One try. Afterwards the job has ended, or waits before all others for its next try. */
  async #work(place: Place<Job, Result>, queued: QueuedJob<Job, Result>): Promise<void> {
    const startedAt = this.#options.clock.now();
    queued.attempts += 1;
    queued.fraction = 0;
    const stats = (): JobStats => ({
      attempts: queued.attempts,
      worker: place.slot.name,
      queuedMs: startedAt - queued.queuedAt,
      runMs: this.#options.clock.now() - startedAt,
    });
    try {
      const result = await this.#attempt(place, queued);
      this.#tell('done', place, '');
      place.running = null;
      queued.settle({ status: 'done', result, stats: stats() });
    } catch (thrown) {
      const { label } = queued.options;
      const message = `“${label}” could not be worked on.`;
      this.#afterFailure(place, queued, toRenderError(thrown, { category: 'internal', message }), stats());
    }
  }

  #afterFailure(
    place: Place<Job, Result>,
    queued: QueuedJob<Job, Result>,
    error: RenderError,
    stats: JobStats,
  ): void {
    if (!isJobsOwn(error.category)) place.slot.end(error.category);
    const several = this.#places.filter(({ slot }) => !slot.givenUp).length > 1;
    const isLast = this.#disposed || this.#broken !== null || queued.options.retried === false;
    const next = isLast ? 'none' : nextTry(error.category, queued, several);
    if (next === 'none') {
      // Where no worker starts for it and none has started at all, none will.
      const noneStarts = !queued.reachedWorker && !this.#places.some(({ slot }) => slot.started);
      if (noneStarts && error.category !== 'cancelled') this.#break(error);
      this.#fail(queued, error, stats, place);
      place.running = null;
      return;
    }
    this.#tell('retry', place, `${error.category}: ${error.message}`);
    place.running = null;
    if (next === 'fewer-workers') {
      place.slot.givenUp = true;
      queued.gaveUpPlace = true;
      this.#tell('fewer-workers', place, 'its memory is left to the others');
    } else {
      queued.safer = true;
    }
    if (queued.options.signal?.aborted) this.#fail(queued, cancelledError(), stats);
    else this.#queue.unshift(queued);
  }

  async #attempt(place: Place<Job, Result>, queued: QueuedJob<Job, Result>): Promise<Result> {
    const { slot } = place;
    const { signal, timeoutMs, label, onStart } = queued.options;
    await this.#ready(slot, queued);
    const { worker } = slot;
    if (!worker) throw cancelledError();
    queued.reachedWorker = true;
    this.#tell('started', place, queued.safer ? 'with safer settings' : '');
    onStart?.();
    const watch = this.#watchProgress(place, queued);
    const running = worker.run(queued.job, (done, total) => {
      // A worker that was ended, or has another job by now, may still have progress on its way.
      if (slot.worker !== worker || place.running !== queued) return;
      watch.progress(done);
      queued.fraction = total > 0 ? done / total : 0;
      queued.options.onProgress?.(done, total);
    });
    try {
      return await bounded(Promise.race([running, watch.stalled]), {
        ...{ clock: this.#options.clock, signal, timeoutMs },
        timedOut: () =>
          new RenderError({
            category: 'timeout',
            message: `“${label}” took longer than ${Math.round(timeoutMs / 1000)} seconds.`,
          }),
      });
    } finally {
      watch.stop();
    }
  }

  /** Waits until the place has a worker that is ready for this job. */
  async #ready(
    slot: Slot<Job, Result>,
    { options: { signal }, safer }: QueuedJob<Job, Result>,
  ): Promise<void> {
    const { clock, startTimeoutMs } = this.#options;
    if (this.#disposed) throw cancelledError();
    await bounded(slot.prepare(safer), { clock, signal }).catch((thrown: unknown) => {
      const message = 'What the workers need could not be loaded.';
      const error = toRenderError(thrown, { category: 'worker-lost', message });
      // Workers that run already have it.
      const isForAll = error.category !== 'cancelled' && !this.#places.some((place) => place.slot.started);
      if (isForAll) this.#break(error);
      throw error;
    });
    await bounded(slot.start(), {
      ...{ clock, signal, timeoutMs: startTimeoutMs },
      timedOut: () =>
        new RenderError({ category: 'worker-lost', message: 'The video engine took too long to start.' }),
    });
  }

  #watchProgress(place: Place<Job, Result>, { options }: QueuedJob<Job, Result>) {
    const { stallMs, label } = options;
    if (stallMs === undefined) {
      return { progress: () => {}, stop: () => {}, stalled: new Promise<never>(() => {}) };
    }
    let reject: (error: RenderError) => void = () => {};
    const stalled = new Promise<never>((_, rejectPromise) => {
      reject = rejectPromise;
    });
    const watch = new StallWatch(this.#options.clock, stallMs, (waitedMs) => {
      const seconds = Math.round(waitedMs / 1000);
      this.#tell('progress-stalled', place, `nothing for ${seconds} s`);
      const message = `“${label}” stood still: no progress for ${seconds} seconds.`;
      reject(new RenderError({ category: 'stalled', message }));
    });
    return { progress: (done: number) => watch.progress(done), stop: () => watch.stop(), stalled };
  }

  /** No worker can start: says so once, and lets everything that waits fail with the same reason. */
  #break(error: RenderError): void {
    if (this.#broken) return;
    this.#broken = error;
    this.#tell('pool-broken', null, error.message);
    this.#failWaiting(error);
    this.#options.onBroken?.(error);
  }

  #failWaiting(error: RenderError): void {
    for (const queued of this.#queue.splice(0)) this.#fail(queued, error, this.#unstarted(queued));
  }

  #fail(
    queued: QueuedJob<Job, Result>,
    error: RenderError,
    stats: JobStats,
    place?: Place<Job, Result>,
  ): void {
    this.#tell('failed', place ?? queued, `${error.category}: ${error.message}`);
    queued.settle({ status: 'failed', error, stats });
  }

  #tell(
    event: PoolEventKind,
    about: Place<Job, Result> | QueuedJob<Job, Result> | null,
    detail: string,
  ): void {
    const isPlace = about !== null && 'slot' in about;
    const queued = isPlace ? about.running : about;
    this.#options.onEvent?.({
      event,
      worker: isPlace ? about.slot.name : null,
      label: queued?.options.label ?? null,
      tag: queued?.options.tag ?? null,
      detail,
    });
  }

  #unstarted({ queuedAt, attempts }: QueuedJob<Job, Result>): JobStats {
    return { attempts, worker: null, queuedMs: this.#options.clock.now() - queuedAt, runMs: 0 };
  }
}
