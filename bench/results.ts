import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../scripts/lib/paths';

/** Keeps a benchmark's figures beside it, in bench/results (not committed). */
export const writeResult = (name: string, result: unknown): void => {
  const folder = join(PROJECT, 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.json`);
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`Written to ${path}`);
};
