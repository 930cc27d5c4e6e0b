import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileRender } from '../../../scripts/lib/driver';
import { PROJECT } from '../../../scripts/lib/paths';
import { makeCountedClip } from '../../media/makeCountedClip';
import { runFfmpeg } from '../../media/runFfmpeg';
import { decodeWarnings, ffprobeJson } from '../support/ffprobe';
import { useSession, warmRenders } from '../support/session';
import {
  decibels,
  largest,
  largestStep,
  leftChannel,
  levelOf,
  makeSound,
  only,
  part,
  RATE,
} from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const clip = folder.file('clip.mp4');
const settings = { size: { width: 64, height: 64 }, mode: 'sequential', maxClipDuration: 2 } as const;
const session = warmRenders('ffmpeg');

const sound = (name: string, expression: string, seconds: number): Promise<string> =>
  makeSound(folder.file(name), expression, seconds);

/** Integrated loudness in LUFS, by the native ffmpeg. */
const loudnessOf = async (video: string): Promise<number> => {
  const log = await runFfmpeg(['-i', video, '-map', '0:a:0', '-af', 'ebur128', '-f', 'null', '-']);
  return Number(/Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(log)?.[1]);
};

const render = async (name: string, request: Partial<FileRender>): Promise<string> => {
  const out = folder.file(name);
  const { output, problems } = await session.renderFiles({
    clips: [clip],
    out,
    ...request,
    settings: { ...settings, ...request.settings },
  });
  expect(problems).toEqual([]);
  expect(await decodeWarnings(out)).toBe('');
  // Sound as long as the picture, to the sample.
  const { streams } = await ffprobeJson(out);
  const track = streams.find(({ codec_type }) => codec_type === 'audio');
  expect(Number(track?.duration) * RATE).toBeCloseTo((output.frames * RATE) / 30, 0);
  expect(Number(track?.start_time)).toBe(0);
  return out;
};

beforeAll(() => makeCountedClip({ path: clip, clipId: 1, width: 64, height: 64, fps: 30, seconds: 2 }));
afterAll(() => folder[Symbol.dispose]());

describe('music', () => {
  it('is repeated without a click, and the video is as long as its clips', async () => {
    // Ends at its highest value: 330 periods and a quarter.
    const music = await sound('loop.wav', '0.8*sin(2*PI*220*t)', 1.5 + 0.25 / 220);
    const clips = [clip, clip, clip];
    const chosen = { musicVolume: 1, musicFadeOut: 0 };
    const out = await render('loop.mp4', { clips, music, settings: chosen });
    const heard = await leftChannel(out);
    const calm = largestStep(part(heard, 0.2, 1.2));
    expect(largestStep(part(heard, 1.2, 5.8))).toBeLessThan(calm * 1.1);
    // It goes on all the time.
    for (let at = 0; at < 5.9; at += 0.1) expect(largest(part(heard, at, at + 0.1))).toBeGreaterThan(0.5);
    expect(largest(heard)).toBeLessThanOrEqual(1);
  });

  it('starts where it is told to, fades in and out, and has its volume', async () => {
    const music = await sound('second.wav', '0.5*sin(2*PI*if(lt(t,2),400,1600)*t)', 8);
    const out = await render('fades.mp4', {
      clips: [clip, clip, clip],
      music,
      settings: { musicVolume: 0.5, musicStart: 2, musicFadeIn: 1, musicFadeOut: 2 },
    });
    const heard = await leftChannel(out);
    const full = levelOf(0.25);
    expect(decibels(part(heard, 1.5, 3.5))).toBeCloseTo(full, 0);
    expect(decibels(part(heard, 0.49, 0.51))).toBeCloseTo(full - 6, 0);
    expect(decibels(part(heard, 4.99, 5.01))).toBeCloseTo(full - 6, 0);
    expect(decibels(part(heard, 5.95, 6))).toBeLessThan(full - 25);
    const first = await leftChannel(out, only(400));
    expect(decibels(part(first, 1, 4))).toBeLessThan(full - 20);
  });

  it('that is told to start behind its end is refused, with its length', async () => {
    const music = await sound('short.wav', '0.3*sin(2*PI*300*t)', 1);
    await expect(render('late.mp4', { music, settings: { musicStart: 5 } })).rejects.toMatchObject({
      category: 'invalid-settings',
      message: 'musicStart must be before the end of “short.wav”, which is 1.00 s long.',
    });
  });

  it.each([6, 12])('gets %d dB quieter under the voice', async (depthDb) => {
    const voice = await sound('words-between.wav', '0.3*sin(2*PI*300*t)*between(t,2,4)', 6);
    const music = await sound('music.wav', '0.5*sin(2*PI*3000*t)', 2.5);
    const chosen = { musicVolume: 0.4, musicFadeOut: 0, duck: { depthDb } };
    const out = await render(`duck-${depthDb}.mp4`, { voiceOver: voice, music, settings: chosen });
    const tone = await leftChannel(out, only(3000));
    const up = decibels(part(tone, 0.5, 1.5));
    expect(Math.abs(up - decibels(part(tone, 2.3, 3.7)) - depthDb)).toBeLessThan(1);
    expect(Math.abs(up - decibels(part(tone, 4.8, 5.8)))).toBeLessThan(0.5);
    const speech = await leftChannel(out, only(300));
    expect(decibels(part(speech, 2.3, 3.7))).toBeCloseTo(levelOf(0.3), 0);
  });
});

describe('voice-overs', () => {
  it('are spoken in a row with the gap between them', async () => {
    const voiceOver = [
      await sound('one.wav', '0.5*sin(2*PI*500*t)', 1),
      await sound('two.wav', '0.5*sin(2*PI*500*t)', 0.75),
    ];
    const chosen = { voiceGap: 0.3, voiceVolume: 0.5 };
    const out = await render('row.mp4', { voiceOver, settings: chosen });
    const heard = await leftChannel(out);
    // 2.05 s in whole frames of 1/30 s.
    expect((await ffprobeJson(out)).streams[0]?.nb_read_frames).toBe('62');
    const loud = levelOf(0.25);
    expect(decibels(part(heard, 0.1, 0.9))).toBeCloseTo(loud, 0);
    expect(decibels(part(heard, 1.4, 2))).toBeCloseTo(loud, 0);
    expect(largest(part(heard, 1.05, 1.25))).toBeLessThan(0.01);
    expect(heard.findIndex((value, place) => place > 1.2 * RATE && Math.abs(value) > 0.1)).toSatisfy(
      (place: number) => Math.abs(place - 1.3 * RATE) < 60,
    );
  });
});

describe('loudness', () => {
  // Loud and quiet words over noise: peaks far above the mean.
  const words = '(0.02+0.25*between(mod(t,1),0,0.3))*(random(0)-0.5)';

  const renderLoud = async (loudness: number, threads: number): Promise<string> => {
    const voice = await sound('words.wav', words, 4);
    const music = await sound('bed.wav', '0.5*sin(2*PI*220*t)+0.3*sin(2*PI*331*t)', 3);
    const chosen = { loudness, duck: true, threads };
    const files = { voiceOver: [voice, voice], music };
    return render(`loud${loudness}-${threads}.mp4`, { ...files, settings: chosen });
  };

  it('comes within half a unit of −14 LUFS, nothing above full scale, in the same bytes for every number of workers', async () => {
    const out = await renderLoud(-14, 3);
    expect(Math.abs((await loudnessOf(out)) + 14)).toBeLessThan(0.5);
    expect(largest(await leftChannel(out))).toBeLessThanOrEqual(1);
    expect(readFileSync(out).equals(readFileSync(await renderLoud(-14, 1)))).toBe(true);
  });

  it('comes within half a unit of −20 LUFS, and nothing above full scale', async () => {
    const out = await renderLoud(-20, 1);
    expect(Math.abs((await loudnessOf(out)) + 20)).toBeLessThan(0.5);
    expect(largest(await leftChannel(out))).toBeLessThanOrEqual(1);
  });

  it('of a voice that is turned up far too much is limited', async () => {
    const voice = await sound('hot.wav', '0.9*sin(2*PI*300*t)', 2);
    const out = await render('hot.mp4', { voiceOver: voice, settings: { voiceVolume: 5 } });
    expect(largest(await leftChannel(out))).toBeLessThanOrEqual(1);
  });
});

describe('the page', () => {
  const session = useSession();

  it('takes a second sound file as the music, and mixes it in as it is set', async () => {
    await sound('speech.wav', '0.3*sin(2*PI*300*t)', 2);
    await sound('background.wav', '0.5*sin(2*PI*3000*t)', 1);
    const { page } = session;
    await page.getByTestId('voice-input').setInputFiles(folder.file('speech.wav'));
    await page.getByText('speech.wav', { exact: true }).waitFor();
    expect(await page.getByTestId('duck').count()).toBe(0);
    const dropped = await page.evaluateHandle(
      (base64) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], 'background.wav', { type: 'audio/wav' }));
        return data;
      },
      readFileSync(folder.file('background.wav')).toString('base64'),
    );
    await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
    await page.getByText('background.wav', { exact: true }).waitFor();
    await page.getByLabel(/^Music volume/).fill('1');
    await page.getByTestId('duck').check();
    await page.getByTestId('loudness').check();
    await page.getByTestId('sound-settings').scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(PROJECT, 'tests', 'output', 'sound.png'), fullPage: true });
    await page.getByTestId('music-remove').click();
    await page.getByText('Music plays under the whole video.', { exact: true }).waitFor();
    expect(await page.getByTestId('duck').count()).toBe(0);
    expect(await page.getByTestId('loudness').isChecked()).toBe(true);
  });
});
