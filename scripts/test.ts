import { ensureBrowser } from './lib/browser';
import { ensureBuilt } from './lib/build';
import { watchInterrupts } from './lib/interrupts';
import { checkNames, runCheck, runVitest, type StepResult, step } from './lib/testSteps';
import { ensureTools } from './lib/tools';

/** The core tier by default, in this order; the long tier where it is named. `tests/README.md` says what is in which. */
const CORE = ['check', 'unit', 'browser'] as const;
const GROUPS = [...CORE, 'long'] as const;
type Group = (typeof GROUPS)[number];

const wantedGroups = (args: readonly string[]): readonly Group[] => {
  const unknown = args.find((name) => !GROUPS.some((group) => group === name));
  if (unknown !== undefined) {
    console.error(`There are no tests called ${unknown}; there are: ${GROUPS.join(', ')}.`);
    process.exit(2);
  }
  return args.length === 0 ? CORE : GROUPS.filter((group) => args.includes(group));
};

/** What the tests in a browser need; it is looked for first, so that a missing part shows at once. */
const prepareBrowserTests = async (signal: AbortSignal): Promise<void> => {
  console.log(`Chromium: ${await ensureBrowser(undefined, signal)}`);
  for (const path of await ensureTools(['ffmpeg', 'ffprobe'])) console.log(`Tool: ${path}`);
};

const runAll = async (groups: readonly Group[], signal: AbortSignal): Promise<StepResult[]> => {
  const results: StepResult[] = [];
  const wanted = (group: Group) => groups.includes(group) && !signal.aborted;
  const prepared = wanted('browser') || wanted('long') ? prepareBrowserTests(signal) : Promise.resolve();
  // Its failure is that of the browser tests, further down.
  await prepared.catch((thrown: unknown) => console.error(thrown instanceof Error ? thrown.message : thrown));

  if (wanted('check')) {
    for (const name of await checkNames()) results.push(await step(name, () => runCheck(name, signal)));
  }
  if (wanted('unit')) results.push(await step('unit tests', () => runVitest('unit', signal)));
  const inBrowser = (project: 'browser' | 'long') => async () => {
    await prepared;
    await ensureBuilt(signal);
    return runVitest(project, signal);
  };
  if (wanted('browser')) results.push(await step('browser tests', inBrowser('browser')));
  if (wanted('long')) {
    results.push(await step('all random cases', () => runVitest('unit', signal, { CLIPLOOM_RUNS: 'full' })));
    results.push(await step('long tests', inBrowser('long')));
  }
  return results;
};

const summarise = (results: readonly StepResult[]): { passed: number; failed: number } => {
  console.log('\n── Summary');
  for (const { name, passed, failed, skipped, seconds } of results) {
    const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    console.log(`${failed > 0 ? '✗' : '✓'} ${name.padEnd(16)} ${counts} (${seconds.toFixed(1)} s)`);
  }
  const sum = (key: 'passed' | 'failed') => results.reduce((total, result) => total + result[key], 0);
  return { passed: sum('passed'), failed: sum('failed') };
};

const interrupts = watchInterrupts();
const { passed, failed } = summarise(await runAll(wantedGroups(process.argv.slice(2)), interrupts.signal));
// The last line of all, for whoever reads only that.
console.log(`${passed} passed, ${failed} failed`);
process.exit(interrupts.exitCode() ?? (failed > 0 || passed === 0 ? 1 : 0));
