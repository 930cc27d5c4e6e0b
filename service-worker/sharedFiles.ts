import {
  SHARE_TARGET,
  SHARED_FIELD,
  SHARED_NAME,
  SHARED_QUERY,
  sharedCache,
} from '../src/shared/serviceWorker';
import { site } from './site';

const TARGET = new URL(SHARE_TARGET, site.scope).href;

export const isShare = ({ method, url }: Request): boolean => method === 'POST' && url === TARGET;

/** Puts shared files where the page finds them, and opens the page. Nothing goes to the network. */
export const takeShared = async (request: Request): Promise<Response> => {
  const form = await request.formData();
  const files = form.getAll(SHARED_FIELD).filter((entry) => entry instanceof File);
  const cache = await caches.open(sharedCache(site.scope));
  for (const [index, file] of files.entries()) {
    const headers = { 'Content-Type': file.type, [SHARED_NAME]: encodeURIComponent(file.name) };
    await cache.put(new URL(`shared/${Date.now()}-${index}`, site.scope), new Response(file, { headers }));
  }
  return Response.redirect(`${site.page}?${SHARED_QUERY}`, 303);
};
