import { systemClock } from '../pool/clock';
import { type Machine, type PoolSize, poolSize } from '../pool/sizing';
import type { JobOptions, JobOutcome, PoolEvent } from '../pool/types';
import { WorkerPool } from '../pool/workerPool';
import type { RenderError } from '../shared/errors';
import type { Job, JobKind, JobResult } from '../shared/protocol';
import { releaseClipCopiers } from './clipCopiers';
import { ClipProcessor } from './clipProcessor';
import { usableCore } from './coreAssets';
import { releaseHeaderReaders } from './headerReaders';

/** Bound for a worker's start: instantiating the compiled core takes a third of a second on a free core. */
const START_TIMEOUT_MS = 60_000;

export const thisMachine = (): Machine => ({
  cores: navigator.hardwareConcurrency,
  memoryGib: (navigator as { deviceMemory?: number }).deviceMemory ?? null,
  isolated: globalThis.crossOriginIsolated === true,
});

/** Starts downloading and compiling the core that this page can use, if that has not happened yet. */
export const preloadCore = (): void => {
  // A failure shows where the core is needed.
  usableCore(false).catch(() => {});
};

/** Whoever wants to know what the workers go through. */
interface ProcessorsWatcher {
  readonly onEvent: (event: PoolEvent) => void;
  /** No worker can start. */
  readonly onBroken: (error: RenderError) => void;
}

/** The pool with its jobs' types tied to their results. */
export interface ClipProcessors {
  readonly size: PoolSize;
  /** No worker could start: the next render takes new ones. */
  readonly broken: boolean;
  run<K extends JobKind>(job: Job<K> & { kind: K }, options: JobOptions): Promise<JobOutcome<JobResult<K>>>;
  lanes: WorkerPool<Job, JobResult>['lanes'];
  /** Until the returned function is called. */
  watch(watcher: ProcessorsWatcher): () => void;
  warmUp(): void;
  /** Takes back the workers that were given up for lack of memory, or for others that need the machine. */
  restore(): void;
  /** From now on only so many workers get jobs. */
  useAtMost(workers: number): void;
  retire(): void;
  dispose(): void;
}

const createProcessors = (size: PoolSize): ClipProcessors => {
  const watchers = new Set<ProcessorsWatcher>();
  let broken = false;
  const pool = new WorkerPool<Job, JobResult>({
    size: size.workers,
    workerName: 'ClipProcessor',
    createWorker: (name, safer) => new ClipProcessor({ name, threads: size.threadsPerWorker, safer }),
    clock: systemClock,
    startTimeoutMs: START_TIMEOUT_MS,
    onEvent: (event) => {
      for (const watcher of watchers) watcher.onEvent(event);
    },
    onBroken: (error) => {
      broken = true;
      for (const watcher of watchers) watcher.onBroken(error);
    },
  });
  return {
    size,
    get broken() {
      return broken;
    },
    // A worker answers a job with that job's kind of result (see protocol.ts and replies.ts).
    run: (job, options) => pool.run(job, options) as never,
    lanes: () => pool.lanes(),
    watch: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    warmUp: () => pool.warmUp(),
    restore: () => {
      pool.restore();
      pool.useAtMost(size.workers);
    },
    useAtMost: (workers) => pool.useAtMost(workers),
    retire: () => pool.retire(),
    dispose: () => pool.dispose(),
  };
};

let current: ClipProcessors | null = null;

/**
 * The page's clip processors, in the given size. They stay warm from one render to the next and are only replaced when
 * another size is needed, or none of them could start; those that are replaced finish what they are on.
 */
export const clipProcessors = (size: PoolSize): ClipProcessors => {
  const fits =
    current?.size.workers === size.workers && current.size.threadsPerWorker === size.threadsPerWorker;
  if (!current || !fits || current.broken) {
    current?.retire();
    current = createProcessors(size);
  }
  return current;
};

/** The clip processors as they are, for small jobs that any pool can do. */
export const anyClipProcessors = (): ClipProcessors =>
  current && !current.broken ? current : clipProcessors(poolSize(thisMachine(), 1, null));

/** Ends all workers and gives their memory back. The next render starts new ones. */
export const releaseWorkers = (): void => {
  current?.dispose();
  current = null;
  releaseHeaderReaders();
  releaseClipCopiers();
};
