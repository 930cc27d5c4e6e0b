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

/** The measured jobs through the real pool with so many workers. Clips are joined in order, as in the product. */
export const simulateRender = async (jobs: MeasuredJobs, workers: number): Promise<SimulatedRender> => {
  const clock = new SimulatedClock();
  const pool = new WorkerPool<number, number>({
    ...{ size: workers, clock, startTimeoutMs: NO_LIMIT },
    workerName: 'ClipProcessor',
    createWorker: () => waitingWorker(clock),
  });
  const run = (ms: number) => pool.run(ms, { timeoutMs: NO_LIMIT, label: '' });
  const render = async (): Promise<void> => {
    const sound = jobs.soundMs > 0 ? run(jobs.soundMs) : null;
    const handedIn: Promise<unknown>[] = [];
    for (let place = 0; place < jobs.clipMs.length; place += 1) {
      const ahead = Math.min(jobs.clipMs.length, place + WINDOW_PER_WORKER * workers);
      for (let next = handedIn.length; next < ahead; next += 1) handedIn.push(run(jobs.clipMs[next] ?? 0));
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
