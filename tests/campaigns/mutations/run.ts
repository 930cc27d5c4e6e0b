/**
 *     npm run test:mutations [-- PART OF A NAME …]
 *
 * Makes each fault of `list.ts` in a copy of the project and runs the tests that are to notice it.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { watchInterrupts } from '../../../scripts/lib/interrupts';
import { PROJECT } from '../../../scripts/lib/paths';
import { run } from '../../../scripts/lib/run';
import { MUTATIONS, type Mutation } from './list';

const SECONDS = 900;

const interrupts = watchInterrupts();
const { signal } = interrupts;

/** What git knows of and what it would, with the packages beside it. */
const copyProject = async (folder: string): Promise<void> => {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { stdout } = await run('git', list, { timeoutSeconds: 60, output: 'capture', cwd: PROJECT });
  for (const name of stdout
    .split('\0')
    .filter((path) => !['', 'node_modules'].includes(path) && existsSync(join(PROJECT, path))))
    cpSync(join(PROJECT, name), join(folder, name));
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
};

interface Outcome {
  readonly passed: boolean;
  /** The first test that failed; `null` where something went wrong before there was one. */
  readonly test: string | null;
  readonly said: string;
}

/** Runs test files up to the first failure. */
const runTests = async (folder: string, files: readonly string[]): Promise<Outcome> => {
  for (const file of files) {
    const report = join(folder, 'report.json');
    rmSync(report, { force: true });
    const [project = ''] = file.split('/');
    const vitest = [join(PROJECT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project];
    const args = [...vitest, join('tests', file), '--bail=1', '--reporter=json', `--outputFile=${report}`];
    const options = { timeoutSeconds: SECONDS, output: 'capture', cwd: folder, signal } as const;
    const { code, stderr } = await run(process.execPath, args, options);
    if (code === 0) continue;
    const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : [];
    const failed = results
      .flatMap(({ assertionResults }: { assertionResults: object[] }) => assertionResults)
      .find(({ status }: { status: string }) => status === 'failed');
    const test = failed ? `${file}: ${failed.fullName}` : null;
    return { passed: false, test, said: test ?? `${file} did not run: ${stderr.trim().slice(-300)}` };
  }
  return { passed: true, test: null, said: 'all its tests pass' };
};

const mutated = async (folder: string, mutation: Mutation): Promise<{ caught: boolean; by: string }> => {
  const path = join(folder, mutation.file);
  const original = readFileSync(path, 'utf8');
  const [before, after, more] = original.split(mutation.find);
  if (before === undefined || after === undefined || more !== undefined)
    return { caught: false, by: `out of date: not once in ${mutation.file}` };
  writeFileSync(path, before + mutation.replace + after);
  try {
    const { test, said } = await runTests(folder, mutation.caughtBy);
    return { caught: test !== null, by: said };
  } finally {
    writeFileSync(path, original);
  }
};

const wanted = process.argv.slice(2);
const chosen = MUTATIONS.filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
const folder = join(mkdtempSync(join(tmpdir(), 'cliploom-mutations-')), 'project');
let [caught, survived] = [0, 0];
try {
  await copyProject(folder);
  const whole = await runTests(folder, [...new Set(chosen.flatMap(({ caughtBy }) => caughtBy))]);
  if (!whole.passed) throw new Error(`Without a fault, this fails already: ${whole.said}`);
  for (const mutation of chosen) {
    if (signal.aborted) break;
    const startedAt = performance.now();
    const outcome = await mutated(folder, mutation);
    if (outcome.caught) caught += 1;
    else survived += 1;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    const said = outcome.caught ? `caught by ${outcome.by}` : `SURVIVED ${outcome.by}`;
    console.log(`${outcome.caught ? '✓' : '✗'} ${mutation.name} (${seconds} s): ${said}`);
  }
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  survived += 1;
} finally {
  rmSync(dirname(folder), { recursive: true, force: true });
}
console.log(`${caught} caught, ${survived} survived`);
process.exit(interrupts.exitCode() ?? (survived > 0 || caught === 0 ? 1 : 0));
