import { openCliploom } from '../scripts/lib/driver';
import { median } from '../src/pool/median';
import { clearClips } from '../tests/browser/support/cachePage';
import { makeTone } from '../tests/browser/support/sound';
import { tempDir } from '../tests/browser/support/tempDir';
import { makeCountedClip } from '../tests/media/makeCountedClip';
import { describeMachine } from './machine';
import { writeResult } from './results';

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
 * @param repeats timed renders of each
 */
export const benchCache = async (repeats: number): Promise<void> => {
  using folder = tempDir();
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
  const session = await openCliploom();
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
    console.log(`\n${describeMachine()}\nmedians of ${repeats}, whole render`);
    for (const [index, { name }] of variants.entries()) {
      const share = (100 * (medians[index] ?? 0)) / (medians[0] ?? 1);
      console.log(
        `${((medians[index] ?? 0) / 1000).toFixed(2).padStart(8)} s  ${share.toFixed(1)} %  ${name}`,
      );
    }
    writeResult('cache', { machine: describeMachine(), repeats, times });
  } finally {
    await session.close();
  }
};
