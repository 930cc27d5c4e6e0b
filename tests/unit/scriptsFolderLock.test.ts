import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withFolderLock } from '../../scripts/lib/folderLock';

const options = { waitSeconds: 5, staleSeconds: 60 };
let folder: string;
let lock: string;

const leftBehind = (owner: string) => {
  mkdirSync(lock);
  writeFileSync(join(lock, 'owner'), owner);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploom-'));
  lock = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('withFolderLock', () => {
  it('lets one work at a time', async () => {
    let working = 0;
    let most = 0;
    const work = async () => {
      working += 1;
      most = Math.max(most, working);
      await sleep(20);
      working -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withFolderLock(lock, options, work)));
    expect(most).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });

  it('is free again after a failure', async () => {
    const failing = withFolderLock(lock, options, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });

  it('takes over from a process that is gone', async () => {
    // Above every limit of process numbers.
    leftBehind('99999999');
    expect(await withFolderLock(lock, options, async () => 'done')).toBe('done');
  });

  it('takes over what is too old, whoever holds it', async () => {
    leftBehind(String(process.pid));
    const longAgo = new Date(Date.now() - 61_000);
    utimesSync(lock, longAgo, longAgo);
    expect(await withFolderLock(lock, options, async () => 'done')).toBe('done');
  });

  it('gives up when the other does not finish', async () => {
    leftBehind(String(process.pid));
    const waiting = withFolderLock(lock, { ...options, waitSeconds: 0.1 }, async () => 'done');
    await expect(waiting).rejects.toMatchObject({ category: 'timeout' });
    expect(existsSync(lock)).toBe(true);
  });
});
