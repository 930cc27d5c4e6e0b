/** `npm run bench -- NAME [--repeats N]` */
import { parseArgs } from 'node:util';
import { benchCache } from './cache';
import { benchMemory } from './memory';
import { benchPool } from './pool';
import { benchSound } from './sound';
import { benchTimeLeft } from './timeLeft';

const BENCHMARKS: Readonly<Record<string, (repeats: number) => Promise<void>>> = {
  cache: benchCache,
  memory: benchMemory,
  pool: benchPool,
  sound: benchSound,
  'time-left': benchTimeLeft,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { repeats: { type: 'string', default: '3' } },
});
const benchmark = BENCHMARKS[positionals[0] ?? ''];
const repeats = Number(values.repeats);
if (!benchmark || positionals.length !== 1 || !Number.isInteger(repeats) || repeats < 1) {
  console.error(`Usage: npm run bench -- ${Object.keys(BENCHMARKS).join('|')} [--repeats N]`);
  process.exit(2);
}
await benchmark(repeats);
