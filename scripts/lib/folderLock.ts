import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RenderError } from '../../src/shared/errors';

export interface LockOptions {
  /** How long to wait for the other holder. */
  readonly waitSeconds: number;
  /** A lock older than this was left behind, whatever its holder's process number says. */
  readonly staleSeconds: number;
}

const POLL_MS = 200;
/** Time between making the folder and writing the owner into it; far more than it takes. */
const OWNERLESS_SECONDS = 10;

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const isStale = async (folder: string, staleSeconds: number): Promise<boolean> => {
  const info = await stat(folder).catch(() => null);
  if (info === null) return false;
  const age = (Date.now() - info.mtimeMs) / 1000;
  if (age > staleSeconds) return true;
  const owner = Number(await readFile(join(folder, 'owner'), 'utf8').catch(() => Number.NaN));
  return Number.isInteger(owner) && owner > 0 ? !isRunning(owner) : age > OWNERLESS_SECONDS;
};

const tryTake = async (folder: string): Promise<boolean> => {
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(join(folder, 'owner'), String(process.pid));
  return true;
};

const discard = async (folder: string): Promise<void> => {
  // Renaming is atomic: of several who find the lock stale one gets to remove it.
  const aside = `${folder}.stale-${process.pid}`;
  await rename(folder, aside).catch(() => undefined);
  await rm(aside, { recursive: true, force: true });
};

/**
 * Does `work` while no other process does it: a folder that only one can make is the lock.
 * @throws RenderError `timeout` when the other one does not finish
 */
export const withFolderLock = async <T>(
  folder: string,
  { waitSeconds, staleSeconds }: LockOptions,
  work: () => Promise<T>,
): Promise<T> => {
  const giveUpAt = Date.now() + waitSeconds * 1000;
  while (!(await tryTake(folder))) {
    if (await isStale(folder, staleSeconds)) await discard(folder);
    else if (Date.now() > giveUpAt) {
      throw new RenderError({
        category: 'timeout',
        message: `Another process has held ${folder} for more than ${waitSeconds} s. Remove it if nothing else is running.`,
      });
    } else await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
