import { type CacheUsage, ClipCache } from './clipCache';
import { OpfsFolder } from './opfsFolder';
import { Scratch } from './scratch';

/** All that Cliploom keeps lies in this folder of the origin. */
const ROOT = 'cliploom';
const CLIPS = 'clips';
const SCRATCH = 'scratch';

/** The cache's limit, if none is given: a fifth of what the browser grants, and no more than an hour of video takes. */
const SHARE_OF_QUOTA = 0.2;
const MOST_BYTES = 4 * 2 ** 30;

/** `null` where the browser has no such disk, or does not let this page have it. */
const folder = async (name: string): Promise<FileSystemDirectoryHandle | null> => {
  try {
    // Without it, only workers could write.
    if (!('createWritable' in FileSystemFileHandle.prototype)) return null;
    const root = await navigator.storage.getDirectory();
    const own = await root.getDirectoryHandle(ROOT, { create: true });
    return await own.getDirectoryHandle(name, { create: true });
  } catch {
    return null;
  }
};

const defaultLimit = async (): Promise<number> => {
  const { quota = 0 } = await navigator.storage.estimate();
  return Math.min(MOST_BYTES, quota * SHARE_OF_QUOTA);
};

const exclusive = async (work: () => Promise<void>): Promise<void> => {
  await navigator.locks.request('cliploom-clips', work);
};

/**
 * The clip cache that all tabs share.
 * @param limitBytes `null`: a fifth of the browser's quota, 4 GiB at most
 * @returns `null` where there can be none
 */
export const openClipCache = async (limitBytes: number | null = null): Promise<ClipCache | null> => {
  const handle = await folder(CLIPS);
  if (!handle) return null;
  try {
    const limit = limitBytes ?? (await defaultLimit());
    return new ClipCache({ folder: new OpfsFolder(handle), limitBytes: limit, now: Date.now, exclusive });
  } catch {
    return null;
  }
};

/** Removes all clips that are kept from one render to the next. */
export const clearCache = async (): Promise<void> => {
  await (await openClipCache())?.clear();
};

/** How many clips are kept from one render to the next, and their size. */
export const cacheUsage = async (): Promise<CacheUsage> =>
  (await (await openClipCache())?.usage()) ?? { clips: 0, bytes: 0 };

let opened: Promise<Scratch | null> | null = null;

const openScratch = async (): Promise<Scratch | null> => {
  const handle = await folder(SCRATCH);
  return handle && Scratch.open(handle).catch(() => null);
};

/** This tab's own files; `null` where there can be none. */
export const scratch = (): Promise<Scratch | null> => {
  opened ??= openScratch();
  return opened;
};
