import { site } from './site';

/**
 * The same answer with the site's own headers: with cross-origin isolation, without which there is no shared memory, and
 * with the content policy, which workers take from their own answers alone. An answer that came by a redirect is none any
 * more: browsers refuse those for a page.
 */
export const withSiteHeaders = (response: Response): Response => {
  // An answer without a body (a redirect that the page has to follow itself, 204, 304) cannot be made again.
  if (response.type === 'opaqueredirect' || response.body === null) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(site.headers)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};
