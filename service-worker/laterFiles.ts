import type { KeepReply } from '../src/shared/serviceWorker';
import { site } from './site';

/** A file that is being kept in the background. */
interface Keeping {
  readonly address: string;
  readonly abort: AbortController;
  readonly done: Promise<boolean>;
}

/** To be given up as soon as a page asks for the same file itself. */
let keeping: Keeping | null = null;

/** The browser's own cache would hold it a second time. */
const ONCE = { cache: 'no-store' } as const;

const isWhole = (response: Response): boolean => response.status === 200 && !response.redirected;

/** Files that are not kept yet: their addresses and keys. */
const missing = async (cache: Cache): Promise<readonly (readonly [address: string, key: string])[]> => {
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  return [...site.laterFiles].filter(([, key]) => !kept.has(key));
};

const keep = async (cache: Cache, address: string, key: string, signal: AbortSignal): Promise<boolean> => {
  try {
    const response = await fetch(address, { ...ONCE, signal });
    if (!isWhole(response)) return false;
    await cache.put(key, response);
    return true;
  } catch {
    return false;
  }
};

/** Keeps the next file that is not there yet. One after the other: each has the time that a browser gives an event. */
export const keepNext = async (): Promise<KeepReply> => {
  const cache = await caches.open(site.laterCache);
  const [next] = await missing(cache);
  if (next === undefined) return 0;
  if (keeping === null) {
    const abort = new AbortController();
    keeping = { address: next[0], abort, done: keep(cache, ...next, abort.signal) };
  }
  const kept = await keeping.done;
  keeping = null;
  return kept ? (await missing(cache)).length : null;
};

export const stopKeeping = (): void => keeping?.abort.abort();

/**
 * Answers with a file that is kept, or fetches it and keeps it on its way to the page.
 * @param key under which it is kept
 * @param waitUntil takes what goes on after the answer
 */
export const laterFile = async (
  request: Request,
  key: string,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Response> => {
  const cache = await caches.open(site.laterCache);
  const kept = await cache.match(key, { ignoreVary: true });
  if (kept) return kept;
  // The page shows how much has come; what the background has would come twice.
  if (keeping?.address === request.url) keeping.abort.abort();
  const response = await fetch(request.url, { ...ONCE, signal: request.signal });
  // One that breaks off, or finds the disk full, is not kept.
  if (isWhole(response)) waitUntil(cache.put(key, response.clone()).catch(() => undefined));
  return response;
};

/** What is kept turned out to be damaged. */
export const dropLaterFile = async (key: string): Promise<void> => {
  const cache = await caches.open(site.laterCache);
  await cache.delete(key);
};

/** Lets go of what this version does not have. */
export const forgetLaterFiles = async (): Promise<void> => {
  const cache = await caches.open(site.laterCache);
  const own = new Set(site.laterFiles.values());
  for (const { url } of await cache.keys()) if (!own.has(url)) await cache.delete(url);
};
