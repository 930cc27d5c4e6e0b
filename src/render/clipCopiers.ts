import clipCopierUrl from '../../workers/clip-copier.ts?worker&url';
import { systemClock } from '../pool/clock';
import type { JobOptions, JobOutcome, PoolWorker } from '../pool/types';
import { WorkerPool } from '../pool/workerPool';
import type { CopiedPackets, CopyFinding, CopyJob, InspectJob } from '../shared/copying';
import type { ClipCopierApi, CopierJob, CopierResult } from '../shared/protocol';
import { MortalWorker } from './mortalWorker';
import { copierResultOf } from './replies';

const START_TIMEOUT_MS = 30_000;

/** One reads from the disk while the other looks through what it has. */
const COPIERS = 2;

class ClipCopier implements PoolWorker<CopierJob, CopierResult> {
  readonly #worker: MortalWorker<ClipCopierApi>;

  constructor(name: string) {
    this.#worker = new MortalWorker(clipCopierUrl, name);
  }

  get usable(): boolean {
    return this.#worker.usable;
  }

  async prepare(): Promise<void> {}

  async start(): Promise<void> {}

  async run(job: CopierJob): Promise<CopierResult> {
    return copierResultOf(await this.#worker.answer(this.#worker.api.run(job)), job);
  }

  terminate(): void {
    this.#worker.terminate();
  }
}

let pool: WorkerPool<CopierJob, CopierResult> | null = null;

const copiers = (): WorkerPool<CopierJob, CopierResult> => {
  pool ??= new WorkerPool({
    size: COPIERS,
    workerName: 'ClipCopier',
    createWorker: (name) => new ClipCopier(name),
    clock: systemClock,
    startTimeoutMs: START_TIMEOUT_MS,
  });
  return pool;
};

/** The workers that look at packets and copy them; warm from one render to the next. */
export interface ClipCopiers {
  inspect(job: InspectJob, options: JobOptions): Promise<JobOutcome<readonly CopyFinding[]>>;
  copy(job: CopyJob, options: JobOptions): Promise<JobOutcome<CopiedPackets>>;
}

// A worker answers a job with that job's kind of result (see replies.ts).
const run = (job: CopierJob, options: JobOptions) => copiers().run(job, options) as never;

export const clipCopiers: ClipCopiers = { inspect: run, copy: run };

/** Ends the workers; the next clip that is copied starts new ones. */
export const releaseClipCopiers = (): void => {
  pool?.dispose();
  pool = null;
};
