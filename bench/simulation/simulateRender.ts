import type { PoolWorker } from '../../src/pool/types';
import { WorkerPool } from '../../src/pool/workerPool';
import { SimulatedClock } from './simulatedClock';

/** A render as it was measured: how long each of its jobs keeps a worker busy, and what cannot be shared. */
export interface MeasuredJobs {
  /** The sound's encode, in ms; it goes into the pool first. 0: none. */
  readonly soundMs: number;
  /** The clips' encodes in the order of the timeline, in ms. */
  readonly clipMs: readonly number[];
  /** Reading before, and joining and checking after, in ms. */
  readonly aloneMs: number;
}

export interface SimulatedRender {
  readonly wallMs: number;
  /** Busy time out of workers × the time of the encoding. */
  readonly utilisation: number;
}

/** As in `src/render/render.ts`: clips in flight for each worker. */
const WINDOW_PER_WORKER = 2;

/** Beyond any measured job, so that nothing in a simulation is ended for being slow, in ms. */
const NO_LIMIT = 1e9;

/** A worker that takes as long as its job says. */
const waitingWorker = (clock: SimulatedClock): PoolWorker<number, number> => ({
  usable: true,
  prepare: async () => {},
  start: () => Promise.resolve(),
  run: async (ms) => {
    await clock.passed(ms);
    return ms;
  },
  terminate: () => {},
});

/**
 * The measured jobs through the real pool with so many workers. Clips are joined in order, as in the product.
 * @param longestFirst whether the longest of the last clips go first, as in the product
 */
export const simulateRender = async (
  jobs: MeasuredJobs,
  workers: number,
  longestFirst = true,
): Promise<SimulatedRender> => {
  const clock = new SimulatedClock();
  const pool = new WorkerPool<number, number>({
    ...{ size: workers, clock, startTimeoutMs: NO_LIMIT },
    workerName: 'ClipProcessor',
    createWorker: () => waitingWorker(clock),
  });
  let hasRest = false;
  const run = (ms: number, urgency?: () => number) =>
    pool.run(ms, { timeoutMs: NO_LIMIT, label: '', urgency });
  const render = async (): Promise<void> => {
    const sound = jobs.soundMs > 0 ? run(jobs.soundMs) : null;
    const handedIn: Promise<unknown>[] = [];
    let handed = 0;
    for (let place = 0; place < jobs.clipMs.length; place += 1) {
      const ahead = Math.min(jobs.clipMs.length, place + WINDOW_PER_WORKER * workers);
      hasRest = longestFirst && ahead === jobs.clipMs.length;
      const next = [...jobs.clipMs.slice(0, ahead).entries()].slice(handed);
      handed = Math.max(handed, ahead);
      if (hasRest) next.sort(([, one], [, other]) => other - one);
      for (const [at, ms] of next) handedIn[at] = run(ms, () => (hasRest ? ms : 0));
      await handedIn[place];
      // Nothing is joined before the sound is there.
      await sound;
    }
  };
  await clock.runUntil(render());
  const encodingMs = clock.now();
  const busyMs = jobs.clipMs.reduce((sum, ms) => sum + ms, jobs.soundMs);
  return {
    wallMs: encodingMs + jobs.aloneMs,
    utilisation: encodingMs > 0 ? busyMs / (encodingMs * workers) : 0,
  };
};
