import { versionLock } from '../src/shared/serviceWorker';

declare const self: ServiceWorkerGlobalScope;

/** What a build consists of; `build/serviceWorker.ts` puts it here. Paths are relative to the page. */
declare const SITE: {
  /** Changes with every file. */
  readonly version: string;
  /** All that the page may need at once. */
  readonly files: readonly string[];
  /** What is large, in the order in which it is kept; each with a hash of its content. */
  readonly laterFiles: readonly { readonly path: string; readonly hash: string }[];
  /** Goes with every answer. */
  readonly headers: Readonly<Record<string, string>>;
};

const scope = self.registration.scope;
const addressOf = (path: string): string => new URL(path, scope).href;

/** Several copies of the page may lie on one origin: each has the names of its own scope. */
const PREFIX = `cliploom ${scope} version `;

export const site = {
  scope,
  version: SITE.version,
  headers: SITE.headers,
  /** The page itself. Not `index.html`: some hosts redirect that. */
  page: addressOf('./'),
  files: SITE.files.map(addressOf),
  /** Address of each, and the one under which it is kept: a new version may have another file of the name. */
  laterFiles: new Map(
    SITE.laterFiles.map(({ path, hash }) => [addressOf(path), addressOf(`${path}?${hash}`)]),
  ),
  cache: PREFIX + SITE.version,
  /** Cores and samples stay the same over many versions. */
  laterCache: `cliploom ${scope} later`,
  versionOfCache: (cache: string): string | null =>
    cache.startsWith(PREFIX) ? cache.slice(PREFIX.length) : null,
  lockOf: (version: string): string => versionLock(scope, version),
} as const;
