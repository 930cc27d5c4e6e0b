/**
 *     npm run bench -- [PART…] [--clips 4,8] [--repeats N] [--size 1080x1920] [--media DIR]
 *
 * Without a name: the whole suite. See README.md.
 */
import { describeThrown } from '../src/shared/errors';
import { tempDir } from '../tests/browser/support/tempDir';
import { describeFfmpeg, describeLoad, describeMachine } from './machine';
import { Sources } from './media/sources';
import { type BenchOptions, parseBenchArgs } from './options';
import { benchCache } from './parts/cache';
import { benchCaptions } from './parts/captions';
import { benchClips } from './parts/clips';
import { benchCopy } from './parts/copy';
import { benchMemory } from './parts/memory';
import { benchPool } from './parts/pool';
import { benchQuality } from './parts/quality';
import { benchReady } from './parts/ready';
import { benchScaling } from './parts/scaling';
import { benchSound } from './parts/sound';
import { benchStages } from './parts/stages';
import { benchTimeLeft } from './parts/timeLeft';
import type { Part } from './report/part';
import { textTable } from './report/table';
import { writeResults } from './results';
import type { Setup } from './setup';

const PARTS: Readonly<Record<string, (setup: Setup) => Promise<Part>>> = {
  clips: benchClips,
  copy: benchCopy,
  scaling: benchScaling,
  quality: benchQuality,
  stages: benchStages,
  memory: benchMemory,
  sound: benchSound,
  ready: benchReady,
  'time-left': benchTimeLeft,
  cache: benchCache,
  captions: benchCaptions,
  pool: benchPool,
};

/** `pool` is a quick look at what `clips` measures thoroughly. */
const WHOLE_SUITE = Object.keys(PARTS).filter((name) => name !== 'pool');

const optionsOrExit = (): BenchOptions => {
  try {
    return parseBenchArgs(process.argv.slice(2), Object.keys(PARTS), WHOLE_SUITE);
  } catch (thrown) {
    console.error((thrown as Error).message);
    console.error(
      `Usage: npm run bench -- [${Object.keys(PARTS).join('|')}] [--clips 4,8] [--repeats N] [--size 1080x1920] [--media DIR]`,
    );
    process.exit(2);
  }
};

const print = ({ title, notes, tables }: Part): void => {
  console.log(`\n${title}\n${notes.join('\n')}`);
  for (const table of tables) console.log(`\n${textTable(table)}`);
};

const options = optionsOrExit();
using folder = tempDir();
const setup = { options, sources: new Sources(options.media), folder };
const loadBefore = describeLoad();
const parts: Part[] = [];
for (const name of options.parts) {
  console.log(`\n— ${name} —`);
  try {
    const part = await PARTS[name]?.(setup);
    if (part) parts.push(part);
  } catch (thrown) {
    // What the other parts find out in hours is not to be lost.
    console.error(`${name} failed: ${describeThrown(thrown)}`);
    process.exitCode = 1;
  }
}
const machine = [
  describeMachine(),
  await describeFfmpeg(),
  `Before: ${loadBefore}; after: ${describeLoad()}`,
  `Run on ${new Date().toISOString()}`,
];
console.log(`\n${machine.join('\n')}`);
for (const part of parts) print(part);
if (parts.length > 0) writeResults(machine, parts);
