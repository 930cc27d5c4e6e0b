/** What the page and its service worker agree on. */

/** The worker's script, in the folder of the page; its scope is that folder. */
export const SERVICE_WORKER = 'service-worker.js';

/** Name of the `<meta>` that says which build a page is of. */
export const VERSION_META = 'cliploom-version';

/** Where programs post what they share, relative to the page; nothing is there but the worker. */
export const SHARE_TARGET = 'share';
/** Of the form that is posted there. */
export const SHARED_FIELD = 'files';
/** In the page's address after something was shared. */
export const SHARED_QUERY = 'shared';

/** What the page asks of the worker; the answer comes through the port that is sent along. */
export type PageMessage =
  /** A new version that waits takes over. No answer: the page sees its controller change. */
  | { readonly kind: 'take-over' }
  /** Whatever is fetched for later can wait. No answer. */
  | { readonly kind: 'stop-keeping' }
  /** The next file that is not kept yet is fetched for later. */
  | { readonly kind: 'keep-next' };

/** What came of `keep-next`: files that are still to be kept; `null` where this one could not be had. */
export type KeepReply = number | null;

/** @param scope address of the folder */
export const versionLock = (scope: string, version: string): string => `cliploom ${scope} version ${version}`;

/** The cache in which shared files wait for the page. */
export const sharedCache = (scope: string): string => `cliploom ${scope} shared`;

/** Header under which a shared file's name is kept beside its content, written as in an address. */
export const SHARED_NAME = 'X-File-Name';
