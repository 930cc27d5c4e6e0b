import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../scripts/lib/paths';
import { htmlPage } from './report/htmlPage';
import type { Part } from './report/part';

const FOLDER = join(PROJECT, 'bench', 'results');

/** Keeps the figures of a run beside the benchmark, in bench/results (not committed): JSON, and a page to look at. */
export const writeResults = (machine: readonly string[], parts: readonly Part[]): void => {
  mkdirSync(FOLDER, { recursive: true });
  const name = parts.map((part) => part.name).join('-');
  const figures = parts.map((part) => [part.name, part.figures] as const);
  const paths = { json: join(FOLDER, `${name}.json`), html: join(FOLDER, `${name}.html`) };
  writeFileSync(paths.json, `${JSON.stringify({ machine, ...Object.fromEntries(figures) }, null, 2)}\n`);
  writeFileSync(paths.html, htmlPage(machine, parts));
  console.log(`\nWritten to ${paths.json}\nand ${paths.html}`);
};
