import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCliploom, type SessionOptions } from '../scripts/lib/driver';
import { PROJECT } from '../scripts/lib/paths';
import { median } from '../src/pool/median';
import { tempDir } from '../tests/browser/support/tempDir';
import { describeMachine } from './machine';

import { writeResult } from './results';

interface Variant {
  readonly name: string;
  readonly session: SessionOptions;
  /** Number of workers; left out: what Cliploom chooses. */
  readonly threads?: number;
}

/** What most pages with ffmpeg.wasm do, and what Cliploom does. */
const VARIANTS: readonly [Variant, Variant] = [
  { name: 'one clip at a time, one single-threaded instance', session: { isolation: false }, threads: 1 },
  { name: 'pool', session: {} },
];

const SETTINGS = {
  size: { width: 720, height: 1280 },
  fps: 30,
  mode: 'sequential',
  maxClipDuration: 3,
} as const;

const sampleClips = (): string[] => {
  const folder = join(PROJECT, 'public', 'samples');
  const { clips } = JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8')) as { clips: string[] };
  return clips.map((name) => join(folder, name));
};

/**
 * The pool against one clip at a time: the same job (the sample clips, 3 s of each, fitted into 720 × 1280), each
 * variant warm in a browser of its own, taking turns so that whatever else the machine does meets both alike.
 * @param repeats timed renders of each variant
 */
export const benchPool = async (repeats: number): Promise<void> => {
  using folder = tempDir();
  const clips = sampleClips();
  const sessions = [];
  try {
    for (const { session } of VARIANTS) sessions.push(await openCliploom(session));
    const times: number[][] = VARIANTS.map(() => []);
    const pools: string[] = [];
    // Round 0 is not counted: it loads and compiles the cores.
    for (let round = 0; round <= repeats; round += 1) {
      for (const [index, { name, threads }] of VARIANTS.entries()) {
        const report = await sessions[index]!.renderFiles({
          clips: round === 0 ? clips.slice(0, 2) : clips,
          out: folder.file('out.mp4'),
          settings: { ...SETTINGS, threads },
        });
        pools[index] = `${report.workers} × ${report.threadsPerWorker}`;
        if (round === 0) continue;
        times[index]!.push(report.wallMs);
        console.log(`${round}/${repeats}  ${(report.wallMs / 1000).toFixed(1).padStart(6)} s  ${name}`);
      }
    }
    const [single, pool] = times.map(median) as [number, number];
    const ratio = single / pool;
    console.log(`\n${describeMachine()}`);
    console.log(
      `${clips.length} clips of 3 s, 720 × 1280; medians of ${repeats}, warm, whole render with its check`,
    );
    for (const [index, { name }] of VARIANTS.entries()) {
      const seconds = (median(times[index]!) / 1000).toFixed(1);
      console.log(`${seconds.padStart(8)} s  ${pools[index]} (workers × threads)  ${name}`);
    }
    console.log(`pool / one at a time: ${ratio.toFixed(2)}× as fast`);
    writeResult('pool', { machine: describeMachine(), clips: clips.length, repeats, times, pools, ratio });
  } finally {
    for (const session of sessions) await session.close();
  }
};
