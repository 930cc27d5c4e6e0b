import { withSiteHeaders } from './headers';
import { dropLaterFile, laterFile } from './laterFiles';
import { site } from './site';

const isPage = ({ mode, url }: Request): boolean => {
  if (mode !== 'navigate') return false;
  const { origin, pathname } = new URL(url);
  return [site.page, `${site.page}index.html`].includes(origin + pathname);
};

/** A file of this version or, for a page that is still open, of an older one. */
const stored = async (address: string): Promise<Response | undefined> => {
  const own = await caches.open(site.cache);
  const found = await own.match(address, { ignoreVary: true });
  if (found) return found;
  for (const name of await caches.keys()) {
    if (site.versionOfCache(name) === null) continue;
    const older = await (await caches.open(name)).match(address, { ignoreVary: true });
    if (older) return older;
  }
  return undefined;
};

const answered = async (event: FetchEvent): Promise<Response> => {
  const { request } = event;
  const laterKey = site.laterFiles.get(request.url);
  if (laterKey) return laterFile(request, laterKey, (work) => event.waitUntil(work));
  const address = isPage(request) ? site.page : request.url;
  // What is not there was cleared by the browser, or belongs to the host.
  return (await stored(address)) ?? fetch(request);
};

/** Answers requests for what belongs to the page; all others go their own way. */
export const answer = (event: FetchEvent): void => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(site.scope)) return;
  // Parts of files are the network's business: a cache has whole ones.
  if (request.headers.has('range')) return;
  if (request.cache === 'reload' && request.mode !== 'navigate') {
    // Somebody found what is kept damaged.
    const laterKey = site.laterFiles.get(request.url);
    if (laterKey) event.waitUntil(dropLaterFile(laterKey));
    return;
  }
  event.respondWith(answered(event).then(withSiteHeaders));
};
