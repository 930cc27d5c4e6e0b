import { MOST_WORKERS } from '../shared/workerCount';

/** What the size of a pool depends on. */
export interface Machine {
  /** Logical cores as the browser reports them. */
  readonly cores: number;
  /** Memory in GiB as the browser reports it (it says 8 at most), or `null` where it does not. */
  readonly memoryGib: number | null;
  /** Whether threads inside a core are possible (the page is cross-origin isolated). */
  readonly isolated: boolean;
}

export interface PoolSize {
  readonly workers: number;
  /** Encoder threads of each worker. */
  readonly threadsPerWorker: number;
}

/** x264 with more threads than this gains nothing on one clip here, and needs more of the core's fixed memory. */
const MOST_THREADS = 4;

/**
 * What a busy worker may take, with room to spare (measured at 1080 × 1920: the page with two workers 505 MiB, with one of
 * two threads 405 MiB).
 */
export const GIB_PER_WORKER = 0.5;

/** Assumed where the browser does not say. */
const USUAL_MEMORY_GIB = 4;

/** The share of the memory that a render may take: the page, the browser and the person's other programs live too. */
const MEMORY_SHARE = 0.75;

/** Memory that a render may take, in GiB. */
export const memoryShareGib = ({ memoryGib }: Machine): number =>
  (memoryGib ?? USUAL_MEMORY_GIB) * MEMORY_SHARE;

/**
 * How many workers, and how many threads each. By default one worker a core: measured on two cores, clips side by side
 * beat threads inside a clip, and more workers than cores only cost. Cores that are left over when there are fewer
 * clips than cores become threads.
 * @param clips clips to encode; at least 1 is assumed
 * @param wanted number of workers asked for by the person, or `null`
 */
export const poolSize = (machine: Machine, clips: number, wanted: number | null): PoolSize => {
  const cores = Math.max(1, Math.floor(machine.cores) || 1);
  const bound = Math.min(Math.max(wanted ?? 0, 2 * cores), MOST_WORKERS);
  const fitting = Math.max(1, Math.floor(memoryShareGib(machine) / GIB_PER_WORKER));
  const workers = Math.max(1, Math.min(wanted ?? cores, bound, fitting, Math.max(1, clips)));
  const threads = Math.floor(cores / workers);
  return { workers, threadsPerWorker: machine.isolated ? Math.min(Math.max(1, threads), MOST_THREADS) : 1 };
};
