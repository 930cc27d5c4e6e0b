import { readdir, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RenderError } from '../../src/shared/errors';
import { withFolderLock } from './folderLock';
import { DIST, PROJECT, packageScript } from './paths';
import { run } from './run';

const INPUTS = [
  'src',
  'workers',
  'service-worker',
  'build',
  'public',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
];
const BUILD_SECONDS = 300;

/** A way to build the page. */
export interface PageBuild {
  /** Where it goes. */
  readonly folder: string;
  /** Arguments of Vite's. */
  readonly args: readonly string[];
  /** What it is made from besides the page's own files, relative to the project. */
  readonly inputs: readonly string[];
}

const USUAL: PageBuild = { folder: DIST, args: [], inputs: [] };

const changedAt = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.mtimeMs ?? 0;

/** Time of the newest change to a file, or to anything in a folder; folders count, since deleting changes only them. */
const newestChange = async (path: string): Promise<number> => {
  const below = await readdir(path, { recursive: true }).catch(() => []);
  const times = await Promise.all(['', ...below].map((name) => changedAt(join(path, name))));
  return Math.max(...times);
};

/** Its time says when it was built. */
const pageOf = ({ folder }: PageBuild): string => join(folder, 'index.html');

const isUpToDate = async (page: PageBuild): Promise<boolean> => {
  const built = await changedAt(pageOf(page));
  if (built === 0) return false;
  const names = [...INPUTS, ...page.inputs];
  const inputs = await Promise.all(names.map((name) => newestChange(join(PROJECT, name))));
  return inputs.every((changed) => changed <= built);
};

const build = async (page: PageBuild, signal?: AbortSignal): Promise<void> => {
  console.error('Building the page …');
  const startedAt = new Date();
  // A process of its own: Vite takes development or production from NODE_ENV, which a test runner has set to `test`.
  const { NODE_ENV: _mode, VITEST: _vitest, ...env } = process.env;
  const vite = packageScript('vite/bin/vite.js');
  const options = { timeoutSeconds: BUILD_SECONDS, cwd: PROJECT, env, signal };
  const { code } = await run(process.execPath, [vite, 'build', '--logLevel', 'warn', ...page.args], options);
  signal?.throwIfAborted();
  if (code !== 0) {
    const message =
      code === 124
        ? `The build took longer than ${BUILD_SECONDS} s.`
        : 'The page could not be built: see above.';
    throw new RenderError({ category: 'internal', message });
  }
  // What changes while it builds is newer than the build.
  await utimes(pageOf(page), startedAt, startedAt);
};

/**
 * Builds the page, into dist/ unless told otherwise, if it is not newer than everything it is made from. Says so on
 * stderr only.
 * @throws RenderError when the build fails
 */
export const ensureBuilt = async (signal?: AbortSignal, page: PageBuild = USUAL): Promise<void> => {
  if (await isUpToDate(page)) return;
  const lock = packageScript(`.cliploom-build-${basename(page.folder)}.lock`);
  await withFolderLock(lock, { waitSeconds: BUILD_SECONDS, staleSeconds: 2 * BUILD_SECONDS }, async () => {
    if (!(await isUpToDate(page))) await build(page, signal);
  });
};
