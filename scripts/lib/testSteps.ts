import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT, packageScript } from './paths';
import { run } from './run';

/** How a step of the whole test went. */
export interface StepResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
}

export type Counts = Pick<StepResult, 'passed' | 'failed' | 'skipped'>;

const CHECK_SECONDS = 600;
const VITEST_SECONDS = 5400;

/** Carries out a step under its name, and takes its time. Whatever it throws is one failure. */
export const step = async (name: string, work: () => Promise<Counts>): Promise<StepResult> => {
  console.log(`\n── ${name}`);
  const startedAt = performance.now();
  const counts = await work().catch((thrown: unknown) => {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  return { name, ...counts, seconds: (performance.now() - startedAt) / 1000 };
};

/** The names of package.json's `check:…` scripts. */
export const checkNames = async (): Promise<string[]> => {
  const { scripts } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8'));
  return Object.keys(scripts).filter((name) => name.startsWith('check:'));
};

/** Runs one script of package.json; it counts as one test. */
export const runCheck = async (name: string, signal: AbortSignal): Promise<Counts> => {
  const { npm_execpath: npm } = process.env;
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const options = { timeoutSeconds: CHECK_SECONDS, output: 'inherit', cwd: PROJECT, signal } as const;
  const { code } = await run(command, [...first, 'run', '--silent', name], options);
  if (code === 124) console.error(`${name} took longer than ${CHECK_SECONDS} s.`);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
};

/**
 * The counts in a report of Vitest's JSON reporter. A run that failed without a failed test (a file that could not be
 * loaded, an error outside of tests, no test at all) is one failure.
 */
export const countsOf = (report: string | null, exitCode: number): Counts => {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(report);
  const otherwiseFailed = exitCode !== 0 || passed + numFailedTests === 0;
  return {
    passed,
    failed: numFailedTests === 0 && otherwiseFailed ? 1 : numFailedTests,
    skipped: numPendingTests + numTodoTests,
  };
};

/**
 * Runs a project of Vitest; every test in it counts.
 * @param env what its processes get beside the environment of this one
 */
export const runVitest = async (
  project: string,
  signal: AbortSignal,
  env: Readonly<Record<string, string>> = {},
): Promise<Counts> => {
  const folder = await mkdtemp(join(tmpdir(), 'cliploom-test-'));
  const file = join(folder, 'report.json');
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile=${file}`];
  const bounds = { timeoutSeconds: VITEST_SECONDS, output: 'inherit', cwd: PROJECT, signal } as const;
  const options = { ...bounds, env: { ...process.env, ...env } };
  try {
    const { code } = await run(process.execPath, [packageScript('vitest/vitest.mjs'), ...args], options);
    if (code === 124) console.error(`The ${project} tests took longer than ${VITEST_SECONDS} s.`);
    return countsOf(await readFile(file, 'utf8').catch(() => null), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
