import headerReaderUrl from '../../workers/header-reader.ts?worker&url';
import type { JobOutcome } from '../pool/types';
import type { WorkerPool } from '../pool/workerPool';
import { RenderError, unreadableSource } from '../shared/errors';
import type { SourceInfo } from '../shared/media';
import type { HeaderJob, HeaderReaderApi, HeaderResult, KeyFramesJob } from '../shared/protocol';
import type { MortalWorker } from './mortalWorker';
import { readyWorkers } from './readyWorkers';

/** Longest time for one file's headers; they take milliseconds. */
const HEADERS_TIMEOUT_MS = 20_000;

/** Reading is mostly waiting for the disk. */
const READERS = 2;

/** Longest time for finding a file's key frames. Where a container has no index, all of it is read. */
const KEY_FRAMES_TIMEOUT_MS = 10_000;

const answerOf = async (worker: MortalWorker<HeaderReaderApi>, job: HeaderJob): Promise<HeaderResult> => {
  const reply = await worker.answer(worker.api.run(job));
  if (!reply.ok) throw new RenderError(reply.error);
  return reply.result;
};

let readers: WorkerPool<HeaderJob, HeaderResult> | null = null;

const run = <J extends HeaderJob>(job: J, timeoutMs: number, signal: AbortSignal | undefined) => {
  readers ??= readyWorkers<HeaderReaderApi, HeaderJob, HeaderResult>({
    ...{ url: headerReaderUrl, size: READERS, workerName: 'HeaderReader' },
    run: answerOf,
  });
  const options = { timeoutMs, retried: false, signal, label: job.sourceName };
  // A worker answers a job with that job's kind of result.
  return readers.run(job, options) as Promise<JobOutcome<HeaderResult<J['kind']>>>;
};

/** Ends the workers that read headers; the next file starts new ones. */
export const releaseHeaderReaders = (): void => {
  readers?.dispose();
  readers = null;
};

/**
 * Reads a file's headers with mediabunny, in a bounded time.
 * @returns `null` where mediabunny does not know the file, or gets stuck on it
 * @throws RenderError `unreadable-source`, or `cancelled`
 */
export const readHeaders = async (
  file: File,
  signal: AbortSignal | undefined,
): Promise<SourceInfo | null> => {
  if (file.size === 0) throw unreadableSource(file.name, 'is empty (0 bytes).');
  const job = { kind: 'headers', source: file, sourceName: file.name } as const;
  const outcome = await run(job, HEADERS_TIMEOUT_MS, signal);
  if (outcome.status === 'done') return outcome.result;
  const { category } = outcome.error;
  if (category === 'timeout' || category === 'worker-lost') return null;
  throw outcome.error;
};

/** Finds a file's key frames, in a bounded time; none where that fails. */
export const findKeyFrames = async (
  job: Omit<KeyFramesJob, 'kind'>,
  signal: AbortSignal | undefined,
): Promise<readonly number[]> => {
  const outcome = await run({ kind: 'key-frames', ...job }, KEY_FRAMES_TIMEOUT_MS, signal);
  return outcome.status === 'done' ? outcome.result : [];
};
