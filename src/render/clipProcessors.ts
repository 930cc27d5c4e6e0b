import { proxy, type Remote, releaseProxy, wrap } from 'comlink';
import clipProcessorUrl from '../../workers/clip-processor.ts?worker&url';
import { systemClock } from '../pool/clock';
import { type Machine, type PoolSize, poolSize } from '../pool/sizing';
import type { JobOptions, JobOutcome, PoolWorker } from '../pool/types';
import { WorkerPool } from '../pool/workerPool';
import { RenderError } from '../shared/errors';
import type { ClipProcessorApi, Job, JobKind, JobResult } from '../shared/protocol';
import { coreAssets, fileNameOf } from './coreAssets';

/** Bound for a worker's start: instantiating the compiled core takes a third of a second on a free core. */
const START_TIMEOUT_MS = 60_000;

/**
 * Changes with all that workers do: a build names their script after its content. The development server does not, so
 * there each load of the page counts as another version.
 */
export const processorVersion = import.meta.env.DEV
  ? `dev ${performance.timeOrigin}`
  : fileNameOf(clipProcessorUrl);

export const thisMachine = (): Machine => ({
  cores: navigator.hardwareConcurrency,
  memoryGib: (navigator as { deviceMemory?: number }).deviceMemory ?? null,
  isolated: globalThis.crossOriginIsolated === true,
});

const coreKind = () => (thisMachine().isolated ? 'multi-threaded' : 'single-threaded');

/** Starts downloading and compiling the core that this page can use, if that has not happened yet. */
export const preloadCore = (): void => {
  // A failure shows where the core is needed.
  coreAssets(coreKind()).catch(() => {});
};

const lost = (detail: string): RenderError =>
  new RenderError({
    category: 'worker-lost',
    message: 'The video engine stopped unexpectedly.',
    detail,
  });

/** The same of a job: says which file it was working on. */
const lostOn = (sourceName: string, error: RenderError): RenderError =>
  new RenderError({
    ...error.toReport(),
    message: `The video engine stopped unexpectedly while it worked on “${sourceName}”.`,
  });

/** A Web Worker with an ffmpeg.wasm of its own. Comlink does not notice a worker's death; this does. */
class ClipProcessor implements PoolWorker<Job, JobResult> {
  readonly #threads: number;
  readonly #worker: Worker;
  readonly #api: Remote<ClipProcessorApi>;
  readonly #death: Promise<never>;
  #die: (error: RenderError) => void = () => {};

  constructor(name: string, threads: number) {
    this.#threads = threads;
    this.#death = new Promise((_, reject) => {
      this.#die = reject;
    });
    // Dying while nobody waits is no error of its own.
    this.#death.catch(() => {});
    this.#worker = new Worker(clipProcessorUrl, { type: 'module', name });
    this.#worker.addEventListener('error', (event) =>
      this.#die(lost(event.message ?? 'The script did not load')),
    );
    this.#worker.addEventListener('messageerror', () => this.#die(lost('A message could not be read')));
    this.#api = wrap<ClipProcessorApi>(this.#worker);
  }

  async start(): Promise<void> {
    const core = await coreAssets(coreKind());
    const reply = await Promise.race([this.#api.load({ core, threads: this.#threads }), this.#death]);
    if (!reply.ok) throw new RenderError({ ...reply.error, category: 'worker-lost' });
  }

  async run(job: Job, onProgress: (done: number, total: number) => void): Promise<JobResult> {
    const death = this.#death.catch((error: RenderError) => {
      throw lostOn(job.sourceName, error);
    });
    const reply = await Promise.race([this.#api.run(job, proxy(onProgress)), death]);
    if (!reply.ok) throw new RenderError(reply.error);
    return reply.result;
  }

  terminate(): void {
    this.#die(lost('It was ended'));
    this.#api[releaseProxy]();
    this.#worker.terminate();
  }
}

/** The pool with its jobs' types tied to their results. */
export interface ClipProcessors {
  readonly size: PoolSize;
  run<K extends JobKind>(job: Job<K> & { kind: K }, options: JobOptions): Promise<JobOutcome<JobResult<K>>>;
  lanes: WorkerPool<Job, JobResult>['lanes'];
  warmUp(): void;
  retire(): void;
  dispose(): void;
}

const createProcessors = (size: PoolSize): ClipProcessors => {
  const pool = new WorkerPool<Job, JobResult>({
    size: size.workers,
    createWorker: (name) => new ClipProcessor(name, size.threadsPerWorker),
    clock: systemClock,
    startTimeoutMs: START_TIMEOUT_MS,
  });
  return {
    size,
    // A worker answers a job with that job's kind of result (see protocol.ts).
    run: (job, options) => pool.run(job, options) as never,
    lanes: () => pool.lanes(),
    warmUp: () => pool.warmUp(),
    retire: () => pool.retire(),
    dispose: () => pool.dispose(),
  };
};

let current: ClipProcessors | null = null;

/**
 * The page's clip processors, in the given size. They stay warm from one render to the next and are only replaced when
 * another size is needed; those that are replaced finish what they are on.
 */
export const clipProcessors = (size: PoolSize): ClipProcessors => {
  const fits =
    current?.size.workers === size.workers && current.size.threadsPerWorker === size.threadsPerWorker;
  if (!current || !fits) {
    current?.retire();
    current = createProcessors(size);
  }
  return current;
};

/** The clip processors as they are, for small jobs that any pool can do. */
export const anyClipProcessors = (): ClipProcessors =>
  current ?? clipProcessors(poolSize(thisMachine(), 1, null));

/** Ends all workers and gives their memory back. The next render starts new ones. */
export const releaseWorkers = (): void => {
  current?.dispose();
  current = null;
};
