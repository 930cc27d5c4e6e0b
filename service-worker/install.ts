import { VERSION_META } from '../src/shared/serviceWorker';
import { forgetLaterFiles } from './laterFiles';
import { site } from './site';

declare const self: ServiceWorkerGlobalScope;

/** Named after what is in them; everything else may be an older one in a cache of the browser or of the host. */
const isHashed = (address: string): boolean => address.startsWith(new URL('assets/', site.page).href);

const isHtml = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('text/html') ?? false;

/**
 * The page of this very version: in the middle of an update a host may still send the one before. A host may have changed
 * it otherwise, so only its version counts.
 */
const checkPage = async (response: Response): Promise<void> => {
  const page = await response.text();
  if (!page.includes(VERSION_META) || !page.includes(site.version)) {
    throw new Error(`${response.url} is not of version ${site.version}`);
  }
};

const store = async (cache: Cache, address: string): Promise<void> => {
  const response = await fetch(address, { cache: isHashed(address) ? 'default' : 'no-cache' });
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  if (address === site.page) await checkPage(response.clone());
  // Hosts that answer every unknown address with their start page.
  else if (isHtml(response)) throw new Error(`A page came for ${address}`);
  await cache.put(address, response);
};

/** Stores this version, whole or not at all. */
export const install = async (): Promise<void> => {
  try {
    const cache = await caches.open(site.cache);
    await Promise.all(site.files.map((address) => store(cache, address)));
  } catch (thrown) {
    await caches.delete(site.cache);
    throw thrown;
  }
};

/** Lets go of versions that no page has any more: each page holds a lock in the name of its own. */
export const forgetOldVersions = async (): Promise<void> => {
  const { held = [] } = await navigator.locks.query();
  const inUse = new Set(held.map(({ name }) => name));
  let last = true;
  for (const name of await caches.keys()) {
    const version = site.versionOfCache(name);
    if (version === null || version === site.version) continue;
    // It may be a new one, which nobody has yet.
    if (self.registration.installing ?? self.registration.waiting) return;
    if (inUse.has(site.lockOf(version))) last = false;
    else await caches.delete(name);
  }
  if (last) await forgetLaterFiles();
};
