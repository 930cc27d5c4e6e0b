import { systemClock } from '../pool/clock';
import type { PoolWorker } from '../pool/types';
import { WorkerPool } from '../pool/workerPool';
import { MortalWorker } from './mortalWorker';

const START_TIMEOUT_MS = 30_000;

interface ReadyWorkersOptions<Api, Job, Result> {
  readonly url: string;
  readonly size: number;
  readonly workerName: string;
  /** Has a worker do a job. */
  readonly run: (worker: MortalWorker<Api>, job: Job) => Promise<Result>;
}

class ReadyWorker<Api, Job, Result> implements PoolWorker<Job, Result> {
  readonly #worker: MortalWorker<Api>;
  readonly #run: ReadyWorkersOptions<Api, Job, Result>['run'];

  constructor({ url, run }: ReadyWorkersOptions<Api, Job, Result>, name: string) {
    this.#worker = new MortalWorker(url, name);
    this.#run = run;
  }

  get usable(): boolean {
    return this.#worker.usable;
  }

  async prepare(): Promise<void> {}

  async start(): Promise<void> {}

  run(job: Job): Promise<Result> {
    return this.#run(this.#worker, job);
  }

  terminate(): void {
    this.#worker.terminate();
  }
}

/** A pool of workers that need nothing before their first job: they have no core. */
export const readyWorkers = <Api, Job, Result>(
  options: ReadyWorkersOptions<Api, Job, Result>,
): WorkerPool<Job, Result> =>
  new WorkerPool({
    size: options.size,
    workerName: options.workerName,
    createWorker: (name) => new ReadyWorker(options, name),
    clock: systemClock,
    startTimeoutMs: START_TIMEOUT_MS,
  });
