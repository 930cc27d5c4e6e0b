import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { warmRenders } from '../browser/support/session';
import { tempDir } from '../browser/support/tempDir';
import {
  beepTimes,
  flashTimes,
  lateness,
  makeBeeps,
  makeFlashClip,
  most,
  UNNOTICED,
} from '../media/flashBeep';
import { runFfmpeg } from '../media/runFfmpeg';

const folder = tempDir();
const CLIP_TONE = 2500;
const VOICE_TONE = 1000;
const settings = { size: { width: 160, height: 90 }, clipVolume: 1, maxClipDuration: 5, seed: 3 } as const;
let clips: string[];
const session = warmRenders('ffmpeg');

beforeAll(async () => {
  clips = [folder.file('a.mp4'), folder.file('b.mov'), folder.file('c.mkv')];
  await makeFlashClip(clips[0]!, 40, CLIP_TONE, ['-c:a', 'aac']);
  await makeFlashClip(clips[1]!, 25, CLIP_TONE, ['-c:a', 'pcm_s16le']);
  await makeFlashClip(clips[2]!, 30, CLIP_TONE, ['-c:a', 'libopus']);
});
afterAll(() => folder[Symbol.dispose]());

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('sound and picture', () => {
  it('are together through five minutes of cuts, repeats and transitions: voice-over and clips', async () => {
    const voiceOver = folder.file('voice.mp3');
    await makeBeeps(voiceOver, 300, VOICE_TONE);
    const out = folder.file('five-minutes.mp4');
    const report = await session.renderFiles({
      ...{ clips, voiceOver, out },
      settings: { ...settings, transition: 'fade-in', transitionDuration: 0.3 },
    });
    expect(report.silentSources).toEqual([]);
    const flashes = await flashTimes(out);
    expect(flashes.length).toBeGreaterThanOrEqual(300);
    for (const tone of [VOICE_TONE, CLIP_TONE]) {
      const late = lateness(flashes.slice(0, 300), (await beepTimes(out, tone)).slice(0, 300));
      expect(most(late), `${tone} Hz`).toBeLessThan(UNNOTICED);
      expect(Math.abs(mean(late.slice(0, 60)) - mean(late.slice(-60)))).toBeLessThan(0.002);
    }
  });

  it('are together through five minutes of crossfades, each clip at a speed of its own', async () => {
    const out = folder.file('crossfades.mp4');
    const speeds = [1, 2, 0.75];
    const report = await session.renderFiles({
      clips: clips.map((path, index) => ({ path, speed: speeds[index] })),
      out,
      settings: { ...settings, transition: 'crossfade', transitionDuration: 0.4, duration: 300 },
    });
    // While two clips are seen and heard at once neither flash nor beep is whole.
    const isAlone = (seconds: number): boolean => {
      let end = 0;
      return report.clips.every(({ frames, transitionFrom }) => {
        const start = end;
        end += frames / 30;
        return transitionFrom === null || seconds < start - 0.15 || seconds > end + 0.15;
      });
    };
    expect(report.clips.filter(({ transitionFrom }) => transitionFrom !== null).length).toBeGreaterThan(50);
    const flashes = (await flashTimes(out)).filter(isAlone);
    expect(flashes.length).toBeGreaterThan(250);
    // Each flash with the beep nearest to it: at the edge of a transition one of a pair may be left.
    const beeps = await beepTimes(out, CLIP_TONE);
    const late = flashes.map((flash) => Math.min(...beeps.map((beep) => Math.abs(beep - flash))));
    expect(most(late)).toBeLessThan(UNNOTICED);
    expect(Math.abs(mean(late.slice(0, 50)) - mean(late.slice(-50)))).toBeLessThan(0.004);
  });

  it.each([0.5, 0.75, 0.9, 1.25, 1.7, 2])('are together at %d times the speed', async (speed) => {
    const out = folder.file(`speed-${speed}.mp4`);
    await session.renderFiles({ clips, out, settings: { ...settings, speed, duration: 60 } });
    const late = lateness(await flashTimes(out), await beepTimes(out, CLIP_TONE));
    expect(late.length).toBeGreaterThan(25);
    expect(most(late)).toBeLessThan(UNNOTICED);
  });

  const late = ['-af', 'atrim=start=0.25'];
  it.each([
    ['late-sound.mp4', [...late, '-c:a', 'aac']],
    ['late-sound.mkv', [...late, '-c:a', 'libopus']],
    ['late-sound.mov', [...late, '-c:a', 'pcm_s16le']],
    ['late-picture.mp4', ['-vf', 'trim=start=0.2', '-c:a', 'aac']],
    ['mp3-inside.mp4', ['-c:a', 'libmp3lame']],
    ['broadcast.ts', ['-c:a', 'aac']],
    ['vorbis.mkv', ['-c:a', 'libvorbis']],
    // Without B-frames: this container has no presentation times.
    ['old.avi', ['-bf', '0', '-c:a', 'pcm_s16le']],
    ['apple.mov', ['-c:a', 'alac']],
  ])('are together whenever a source lets them begin: %s', async (name, args) => {
    const path = folder.file(name);
    await makeFlashClip(path, 8, CLIP_TONE, args);
    await expectTogether(path);
  });

  it('are together in a file that was cut without encoding, by an edit list', async () => {
    const [whole, cut] = [folder.file('whole.mp4'), folder.file('cut.mp4')];
    await makeFlashClip(whole, 10, CLIP_TONE, ['-c:a', 'aac', '-g', '250']);
    await runFfmpeg(['-ss', '2.2', '-i', whole, '-c', 'copy', cut]);
    await expectTogether(cut);
  });

  const expectTogether = async (path: string): Promise<void> => {
    const out = `${path}.out.mp4`;
    const mode = 'random';
    const report = await session.renderFiles({
      ...{ clips: [path], out },
      settings: { ...settings, mode, maxClipDuration: 2.5, duration: 10 },
    });
    expect(report.silentSources).toEqual([]);
    const found = lateness(await flashTimes(out), await beepTimes(out, CLIP_TONE));
    expect(found.length).toBeGreaterThanOrEqual(8);
    expect(most(found)).toBeLessThan(UNNOTICED);
  };
});
