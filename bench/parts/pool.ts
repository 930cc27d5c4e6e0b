import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliploomSession, openCliploom } from '../../scripts/lib/driver';
import { PROJECT } from '../../scripts/lib/paths';
import { median } from '../../src/pool/median';
import { ONE_AT_A_TIME, POOL } from '../engines';
import { inSeconds, times as ratioText } from '../figures';
import type { Part } from '../report/part';
import type { Setup } from '../setup';

/** What most pages with ffmpeg.wasm do, and what Cliploom does. */
const VARIANTS = [ONE_AT_A_TIME, POOL];

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
 * The pool against one clip at a time, quickly: the sample clips, 3 s of each, fitted into 720 × 1280, each variant warm
 * in a browser of its own, taking turns so that whatever else the machine does meets both alike.
 */
export const benchPool = async ({ options, folder }: Setup): Promise<Part> => {
  const { repeats } = options;
  const settings = { ...SETTINGS, size: options.size ?? SETTINGS.size };
  const clips = sampleClips();
  const sessions: CliploomSession[] = [];
  try {
    for (const { session } of VARIANTS) sessions.push(await openCliploom(session));
    const times: number[][] = VARIANTS.map(() => []);
    const pools: string[] = [];
    // Round 0 is not counted: it loads and compiles the cores.
    for (let round = 0; round <= repeats; round += 1) {
      for (const [index, { name, settings: own }] of VARIANTS.entries()) {
        const report = await sessions[index]!.renderFiles({
          clips: round === 0 ? clips.slice(0, 2) : clips,
          out: folder.file('out.mp4'),
          settings: { ...settings, ...own },
        });
        pools[index] = `${report.workers} × ${report.threadsPerWorker}`;
        if (round === 0) continue;
        times[index]!.push(report.wallMs);
        console.log(`${round}/${repeats} ${inSeconds(report.wallMs).padStart(9)}  ${name}`);
      }
    }
    const medians = times.map(median);
    return {
      name: 'pool',
      title: 'The pool against one clip at a time',
      notes: [
        `${clips.length} sample clips of 3 s, ${settings.size.width} × ${settings.size.height}; medians of ${repeats}, warm, whole render with its check.`,
      ],
      tables: [
        {
          title: 'Sample clips',
          columns: ['', 'workers × threads', 'time', 'speed-up'],
          rows: VARIANTS.map(({ name }, index) => [
            name,
            pools[index] ?? '',
            inSeconds(medians[index] ?? 0),
            ratioText((medians[0] ?? 0) / (medians[index] ?? 1)),
          ]),
        },
      ],
      charts: [],
      figures: { clips: clips.length, times, pools },
    };
  } finally {
    for (const session of sessions) await session.close();
  }
};
