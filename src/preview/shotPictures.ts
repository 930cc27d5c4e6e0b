import shotPicturesUrl from '../../workers/shot-pictures.ts?worker&url';
import { systemClock } from '../pool/clock';
import type { PoolWorker } from '../pool/types';
import { WorkerPool } from '../pool/workerPool';
import { MortalWorker } from '../render/mortalWorker';
import { cancelledError } from '../shared/errors';
import type { ShotPicturesApi } from '../shared/shotPicture';

/** So many at a time: a decoder takes memory, and the machine has other things to do. */
const WORKERS = 2;
const START_TIMEOUT_MS = 30_000;
/** Longest time for one picture. Decoding from the key frame before it takes a second at worst, on a slow machine. */
const PICTURE_TIMEOUT_MS = 10_000;
/** After so long without anything to do the workers are let go. */
const IDLE_MS = 3000;

interface Wanted {
  readonly source: File;
  readonly seconds: number;
}

class ShotPictureMaker implements PoolWorker<Wanted, Blob | null> {
  readonly #worker: MortalWorker<ShotPicturesApi>;

  constructor(name: string) {
    this.#worker = new MortalWorker(shotPicturesUrl, name);
  }

  get usable(): boolean {
    return this.#worker.usable;
  }

  async prepare(): Promise<void> {}

  async start(): Promise<void> {}

  run({ source, seconds }: Wanted): Promise<Blob | null> {
    return this.#worker.answer(this.#worker.api.make(source, seconds));
  }

  terminate(): void {
    this.#worker.terminate();
  }
}

let makers: WorkerPool<Wanted, Blob | null> | null = null;
let asked = 0;
let stopIdling: (() => void) | null = null;

const begin = (): WorkerPool<Wanted, Blob | null> => {
  asked += 1;
  stopIdling?.();
  stopIdling = null;
  makers ??= new WorkerPool({
    size: WORKERS,
    workerName: 'ShotPictures',
    createWorker: (name) => new ShotPictureMaker(name),
    clock: systemClock,
    startTimeoutMs: START_TIMEOUT_MS,
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
