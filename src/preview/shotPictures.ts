import shotPicturesUrl from '../../workers/shot-pictures.ts?worker&url';
import { systemClock } from '../pool/clock';
import type { WorkerPool } from '../pool/workerPool';
import { readyWorkers } from '../render/readyWorkers';
import { cancelledError } from '../shared/errors';
import type { ShotPicturesApi } from '../shared/shotPicture';

/** So many at a time: a decoder takes memory, and the machine has other things to do. */
const WORKERS = 2;
/** Longest time for one picture. Decoding from the key frame before it takes a second at worst, on a slow machine. */
const PICTURE_TIMEOUT_MS = 10_000;
/** After so long without anything to do the workers are let go. */
const IDLE_MS = 3000;

interface Wanted {
  readonly source: File;
  readonly seconds: number;
}

let makers: WorkerPool<Wanted, Blob | null> | null = null;
let asked = 0;
let stopIdling: (() => void) | null = null;

const begin = (): WorkerPool<Wanted, Blob | null> => {
  asked += 1;
  stopIdling?.();
  stopIdling = null;
  makers ??= readyWorkers<ShotPicturesApi, Wanted, Blob | null>({
    ...{ url: shotPicturesUrl, size: WORKERS, workerName: 'ShotPictures' },
    run: (worker, { source, seconds }) => worker.answer(worker.api.make(source, seconds)),
  });
  return makers;
};

const end = (): void => {
  asked -= 1;
  if (asked > 0) return;
  stopIdling = systemClock.after(IDLE_MS, () => {
    makers?.dispose();
    makers = null;
  });
};

/**
 * A small picture of what a source shows at a time, made in a worker, one after the other.
 * @param seconds of the source's presentation time
 * @param signal takes it back while it waits; one that is being made is made
 * @returns `null` where the browser has none, or gets stuck on the file
 * @throws RenderError `cancelled`
 */
export const shotPicture = async (
  source: File,
  seconds: number,
  signal: AbortSignal,
): Promise<Blob | null> => {
  const waiting = new AbortController();
  const giveUp = (): void => waiting.abort();
  const stopWaiting = (): void => signal.removeEventListener('abort', giveUp);
  if (signal.aborted) throw cancelledError();
  signal.addEventListener('abort', giveUp);
  try {
    const outcome = await begin().run(
      { source, seconds },
      {
        ...{ timeoutMs: PICTURE_TIMEOUT_MS, retried: false, label: source.name },
        ...{ signal: waiting.signal, onStart: stopWaiting },
      },
    );
    if (outcome.status === 'done') return outcome.result;
    if (outcome.error.category === 'cancelled') throw outcome.error;
    return null;
  } finally {
    stopWaiting();
    end();
  }
};
