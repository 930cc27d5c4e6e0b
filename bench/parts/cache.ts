import { openCliploom } from '../../scripts/lib/driver';
import { median } from '../../src/pool/median';
import { clearClips } from '../../tests/browser/support/cachePage';
import { makeTone } from '../../tests/browser/support/sound';
import { makeCountedClip } from '../../tests/media/makeCountedClip';
import { inSeconds } from '../figures';
import type { Part } from '../report/part';
import type { Setup } from '../setup';

const CLIPS = 6;
const SECONDS = 1.5;
const SOURCE = { width: 640, height: 360, fps: 30, seconds: SECONDS } as const;
const SETTINGS = {
  size: { width: 720, height: 1280 },
  mode: 'sequential',
  maxClipDuration: SECONDS,
} as const;

/**
 * What the clip cache costs and saves: renders without it, with an empty one, and then with what that one left, unchanged
 * and after two changes. One tab, taking turns.
 */
export const benchCache = async ({ options, folder }: Setup): Promise<Part> => {
  const { repeats } = options;
  const clips: string[] = [];
  for (let clipId = 0; clipId <= CLIPS; clipId += 1) {
    const path = folder.file(`${clipId}.mp4`);
    await makeCountedClip({ path, clipId, ...SOURCE });
    clips.push(path);
  }
  const spare = clips.pop() ?? '';
  const music = await makeTone(folder.file('music.wav'), CLIPS * SECONDS);
  const variants = [
    { name: 'without a cache', request: { clips }, cache: false },
    { name: 'with an empty cache', request: { clips }, cache: true },
    { name: 'the same again', request: { clips }, cache: true },
    { name: 'with other music', request: { clips, music }, cache: true },
    { name: 'with one clip swapped', request: { clips: [spare, ...clips.slice(1)] }, cache: true },
  ];
  const session = await openCliploom({ engine: 'ffmpeg' });
  try {
    const out = folder.file('out.mp4');
    // Workers get warm.
    await session.renderFiles({ clips: clips.slice(0, 2), out, settings: SETTINGS });
    const times: number[][] = variants.map(() => []);
    for (let round = 1; round <= repeats; round += 1) {
      await clearClips(session.page);
      for (const [index, { name, request, cache }] of variants.entries()) {
        const report = await session.renderFiles({ ...request, out, settings: { ...SETTINGS, cache } });
        times[index]?.push(report.wallMs);
        const { cachedClips } = report.metrics;
        const seconds = (report.wallMs / 1000).toFixed(2).padStart(7);
        console.log(`${round}/${repeats}  ${seconds} s  ${cachedClips} of ${CLIPS} cached  ${name}`);
      }
    }
    const medians = times.map(median);
    return {
      name: 'cache',
      title: 'The clip cache',
      notes: [`${CLIPS} clips; medians of ${repeats}, whole render.`],
      tables: [
        {
          title: 'Renders one after another',
          columns: ['', 'time', 'of the first'],
          rows: variants.map(({ name }, index) => [
            name,
            inSeconds(medians[index] ?? 0),
            `${((100 * (medians[index] ?? 0)) / (medians[0] ?? 1)).toFixed(1)} %`,
          ]),
        },
      ],
      charts: [],
      figures: { times },
    };
  } finally {
    await session.close();
  }
};
