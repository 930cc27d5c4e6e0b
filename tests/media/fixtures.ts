import { createHash } from 'node:crypto';
import { constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../scripts/lib/run';

const HERE = dirname(fileURLToPath(import.meta.url));
const KEPT = join(HERE, '..', '..', 'node_modules', '.cache', 'cliploom-fixtures');

const hashOf = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 24);
};

/** Changes with everything that makes media here, and with native ffmpeg: then nothing that was kept is used. */
const versionOfMakers = async (): Promise<string> => {
  const { stdout } = await run('ffmpeg', ['-version'], { timeoutSeconds: 30, output: 'capture' });
  const sources = readdirSync(HERE).filter((name) => name.endsWith('.ts'));
  return hashOf(stdout, ...sources.sort().map((name) => readFileSync(join(HERE, name))));
};

/** The folder of this version; those of others are removed. */
const openFolder = async (): Promise<string> => {
  const version = await versionOfMakers();
  const folder = join(KEPT, version);
  await mkdir(folder, { recursive: true });
  const others = (await readdir(KEPT)).filter((name) => name !== version);
  await Promise.all(others.map((name) => rm(join(KEPT, name), { recursive: true, force: true })));
  return folder;
};

let folder: Promise<string> | null = null;

/** A recipe names files that it starts from; what counts is what is in them. */
const contentInsteadOfPath = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && value.startsWith('/') && existsSync(value)
    ? hashOf(readFileSync(value))
    : value;

/**
 * Puts at `path` the file that `make` writes. It is made once for all test files and runs: the next time it is a copy
 * of what was kept.
 * @param recipe all that the file depends on, as JSON. Paths of existing files stand for their content; the path's
 *   ending, this folder's sources and ffmpeg's version count by themselves.
 */
export const keptFile = async (
  path: string,
  recipe: unknown,
  make: (path: string) => Promise<unknown>,
): Promise<void> => {
  folder ??= openFolder();
  const name = hashOf(JSON.stringify(recipe, contentInsteadOfPath)) + extname(path);
  const kept = join(await folder, name);
  if (!existsSync(kept)) {
    // Whole or not at all, also where another process makes the same one. What `make` leaves beside it goes.
    const workplace = await mkdtemp(join(await folder, 'making-'));
    try {
      const own = join(workplace, `made${extname(path)}`);
      await make(own);
      await rename(own, kept);
    } finally {
      await rm(workplace, { recursive: true, force: true });
    }
  }
  await copyFile(kept, path, constants.COPYFILE_FICLONE);
};
