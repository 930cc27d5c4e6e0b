import shotPicturesUrl from '../../workers/shot-pictures.ts?worker&url';
import { systemClock } from '../pool/clock';
import type { WorkerPool } from '../pool/workerPool';
import { readyWorkers } from '../render/readyWorkers';
import type { ReadSource } from '../shared/media';
import type { ShotPictureJob, ShotPicturesApi } from '../shared/shotPicture';
import { ffmpegPicture } from './ffmpegPicture';
import { whileWaiting } from './whileWaiting';

/** So many at a time: a decoder takes memory, and the machine has other things to do. */
const WORKERS = 2;
/** Longest time for one picture. Decoding from the key frame before it takes a second at worst, on a slow machine. */
const PICTURE_TIMEOUT_MS = 10_000;
/** After so long without anything to do the workers are let go. */
const IDLE_MS = 3000;

let makers: WorkerPool<ShotPictureJob, Blob | null> | null = null;
let asked = 0;
let stopIdling: (() => void) | null = null;

const begin = (): WorkerPool<ShotPictureJob, Blob | null> => {
  asked += 1;
  stopIdling?.();
  stopIdling = null;
  makers ??= readyWorkers<ShotPicturesApi, ShotPictureJob, Blob | null>({
    ...{ url: shotPicturesUrl, size: WORKERS, workerName: 'ShotPictures' },
    run: (worker, job) => worker.answer(worker.api.make(job)),
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
 * A small picture of what a source shows at a time, made in workers, one after the other: by the browser, or of what it does
 * not decode by ffmpeg, of the key frame before.
 * @param seconds of the source's presentation time
 * @param signal takes it back while it waits; one that is being made is made
 * @returns `null` where nothing decodes it, or the browser gets stuck on the file
 * @throws RenderError `cancelled`
 */
export const shotPicture = async (
  source: ReadSource,
  seconds: number,
  signal: AbortSignal,
): Promise<Blob | null> => {
  const { file } = source;
  const pool = begin();
  const make = (job: ShotPictureJob) =>
    whileWaiting(signal, (waiting) =>
      pool.run(job, { timeoutMs: PICTURE_TIMEOUT_MS, retried: false, label: file.name, ...waiting }),
    );
  try {
    const seen = await make({ kind: 'of-source', source: file, seconds });
    if (seen.status === 'failed') return null;
    if (seen.result) return seen.result;
    const clip = await ffmpegPicture(source, seconds, signal);
    if (!clip) return null;
    const developed = await make({ kind: 'of-clip', clip });
    return developed.status === 'done' ? developed.result : null;
  } finally {
    end();
  }
};
