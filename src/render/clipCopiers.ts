import clipCopierUrl from '../../workers/clip-copier.ts?worker&url';
import type { JobOptions, JobOutcome } from '../pool/types';
import type { WorkerPool } from '../pool/workerPool';
import type { CopiedPackets, CopyFinding, CopyJob, InspectJob } from '../shared/copying';
import type { ClipCopierApi, CopierJob, CopierResult } from '../shared/protocol';
import { readyWorkers } from './readyWorkers';
import { copierResultOf } from './replies';

/** One reads from the disk while the other looks through what it has. */
const COPIERS = 2;

let pool: WorkerPool<CopierJob, CopierResult> | null = null;

const copiers = (): WorkerPool<CopierJob, CopierResult> => {
  pool ??= readyWorkers<ClipCopierApi, CopierJob, CopierResult>({
    ...{ url: clipCopierUrl, size: COPIERS, workerName: 'ClipCopier' },
    run: async (worker, job) => copierResultOf(await worker.answer(worker.api.run(job)), job),
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
