import headerReaderUrl from '../../workers/header-reader.ts?worker&url';
import type { WorkerPool } from '../pool/workerPool';
import { RenderError, unreadableSource } from '../shared/errors';
import type { SourceInfo } from '../shared/media';
import type { HeaderReaderApi } from '../shared/protocol';
import type { MortalWorker } from './mortalWorker';
import { readyWorkers } from './readyWorkers';

/** Longest time for one file's headers; they take milliseconds. */
const HEADERS_TIMEOUT_MS = 20_000;

/** Reading is mostly waiting for the disk. */
const READERS = 2;

/** `null`: the file is not known to mediabunny. */
type Headers = SourceInfo | null;

const read = async (worker: MortalWorker<HeaderReaderApi>, file: File): Promise<Headers> => {
  const reply = await worker.answer(worker.api.read(file, file.name));
  if (!reply.ok) throw new RenderError(reply.error);
  return reply.info;
};

let readers: WorkerPool<File, Headers> | null = null;

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
export const readHeaders = async (file: File, signal: AbortSignal | undefined): Promise<Headers> => {
  if (file.size === 0) throw unreadableSource(file.name, 'is empty (0 bytes).');
  readers ??= readyWorkers<HeaderReaderApi, File, Headers>({
    ...{ url: headerReaderUrl, size: READERS, workerName: 'HeaderReader' },
    run: read,
  });
  const outcome = await readers.run(file, {
    ...{ timeoutMs: HEADERS_TIMEOUT_MS, retried: false, signal, label: file.name },
  });
  if (outcome.status === 'done') return outcome.result;
  const { category } = outcome.error;
  if (category === 'timeout' || category === 'worker-lost') return null;
  throw outcome.error;
};
