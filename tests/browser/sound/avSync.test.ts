import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beepTimes, flashTimes, lateness, makeFlashClip, most, UNNOTICED } from '../../media/flashBeep';
import { runFfmpeg } from '../../media/runFfmpeg';
import { warmRenders } from '../support/session';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
afterAll(() => folder[Symbol.dispose]());

const TONE = 2500;
/** What each source is shown for, in seconds. */
const STRETCH = 5;

/** One stretch of the video each; five minutes of every speed and container are in tests/long. */
const SOURCES = [
  { name: 'aac.mp4', speed: 1, flashes: 5, args: ['-c:a', 'aac'] },
  { name: 'pcm.mov', speed: 1.25, flashes: 6, args: ['-c:a', 'pcm_s16le'] },
  {
    name: 'sound-begins-later.mkv',
    speed: 1,
    flashes: 5,
    args: ['-af', 'atrim=start=0.25', '-c:a', 'libopus'],
  },
  { name: 'cut-by-edit-list.mp4', speed: 1, flashes: 5, args: ['-c:a', 'aac', '-g', '250'], cutFrom: 2.2 },
];

describe('sound and picture are together', () => {
  let flashes: readonly number[];
  let beeps: readonly number[];

  beforeAll(async () => {
    const clips = SOURCES.map(({ name, speed }) => ({ path: folder.file(name), speed }));
    for (const { name, args, cutFrom } of SOURCES) {
      const [path, whole] = [folder.file(name), folder.file(`whole-${name}`)];
      await makeFlashClip(cutFrom === undefined ? path : whole, 10, TONE, args);
      if (cutFrom !== undefined) await runFfmpeg(['-ss', String(cutFrom), '-i', whole, '-c', 'copy', path]);
    }
    const out = folder.file('out.mp4');
    const { silentSources, output } = await warmRenders('ffmpeg').renderFiles({
      ...{ clips, out },
      settings: {
        size: { width: 160, height: 90 },
        mode: 'sequential',
        maxClipDuration: STRETCH,
        clipVolume: 1,
      },
    });
    expect(silentSources).toEqual([]);
    expect(output.frames).toBe(SOURCES.length * STRETCH * 30);
    [flashes, beeps] = [await flashTimes(out), await beepTimes(out, TONE)];
  });

  it.each(SOURCES.map((source, index) => ({ ...source, index })))(
    'in $name, at $speed times the speed',
    ({ flashes: count, index }) => {
      const within = (seconds: number): boolean => Math.floor(seconds / STRETCH) === index;
      const late = lateness(flashes.filter(within), beeps.filter(within));
      expect(late).toHaveLength(count);
      expect(most(late)).toBeLessThan(UNNOTICED);
    },
  );
});
