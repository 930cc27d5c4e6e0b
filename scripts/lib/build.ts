import { readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
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
const BUILT = join(DIST, 'index.html');
const LOCK = packageScript('.cliploom-build.lock');
const BUILD_SECONDS = 300;

const changedAt = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.mtimeMs ?? 0;

/** Time of the newest change to a file, or to anything in a folder; folders count, since deleting changes only them. */
const newestChange = async (path: string): Promise<number> => {
  const below = await readdir(path, { recursive: true }).catch(() => []);
  const times = await Promise.all(['', ...below].map((name) => changedAt(join(path, name))));
  return Math.max(...times);
};

const isUpToDate = async (): Promise<boolean> => {
  const built = await changedAt(BUILT);
  if (built === 0) return false;
  const inputs = await Promise.all(INPUTS.map((name) => newestChange(join(PROJECT, name))));
  return inputs.every((changed) => changed <= built);
};

const build = async (signal?: AbortSignal): Promise<void> => {
  console.error('Building the page …');
  const startedAt = new Date();
  // A process of its own: Vite takes development or production from NODE_ENV, which a test runner has set to `test`.
  const { NODE_ENV: _mode, VITEST: _vitest, ...env } = process.env;
  const vite = packageScript('vite/bin/vite.js');
  const options = { timeoutSeconds: BUILD_SECONDS, cwd: PROJECT, env, signal };
  const { code } = await run(process.execPath, [vite, 'build', '--logLevel', 'warn'], options);
  signal?.throwIfAborted();
  if (code !== 0) {
    const message =
      code === 124
        ? `The build took longer than ${BUILD_SECONDS} s.`
        : 'The page could not be built: see above.';
    throw new RenderError({ category: 'internal', message });
  }
  // What changes while it builds is newer than the build.
  await utimes(BUILT, startedAt, startedAt);
};

/**
 * Builds the page into dist/ unless it is newer than everything it is made from. Says so on stderr only.
 * @throws RenderError when the build fails
 */
export const ensureBuilt = async (signal?: AbortSignal): Promise<void> => {
  if (await isUpToDate()) return;
  await withFolderLock(LOCK, { waitSeconds: BUILD_SECONDS, staleSeconds: 2 * BUILD_SECONDS }, async () => {
    if (!(await isUpToDate())) await build(signal);
  });
};
