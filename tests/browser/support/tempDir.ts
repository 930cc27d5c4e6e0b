import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempDir extends Disposable {
  readonly path: string;
  /** Full path of a file in it. */
  file(name: string): string;
}

/** A folder that is gone at the end of the block: `using folder = tempDir()`. */
export const tempDir = (): TempDir => {
  const path = mkdtempSync(join(tmpdir(), 'cliploom-'));
  return {
    path,
    file: (name) => join(path, name),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
};
