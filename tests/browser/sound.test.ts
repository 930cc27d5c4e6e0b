import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliploomSession, openCliploom } from '../../scripts/lib/driver';
import { PROJECT } from '../../scripts/lib/paths';
import { run } from '../../scripts/lib/run';
import { makeCountedClip } from '../media/makeCountedClip';
import { decodeWarnings, ffprobeJson } from './support/ffprobe';
import { runRenderTool } from './support/renderTool';
import { tempDir } from './support/tempDir';

const RATE = 48_000;
const folder = tempDir();
const clip = folder.file('clip.mp4');
const settings = { size: { width: 64, height: 64 }, mode: 'sequential', maxClipDuration: 2 } as const;
let session: CliploomSession;

const ffmpeg = async (args: readonly string[]): Promise<string> => {
  const { code, stderr } = await run('ffmpeg', ['-nostdin', '-hide_banner', '-y', ...args], {
    timeoutSeconds: 120,
    output: 'capture',
  });
  if (code !== 0) throw new Error(stderr);
  return stderr;
};

/** Makes a sound by an expression of time (`aevalsrc`), in both channels alike. */
const makeSound = async (name: string, expression: string, seconds: number): Promise<string> => {
  const source = `aevalsrc='${expression}|${expression}':sample_rate=${RATE}:duration=${seconds}`;
  await ffmpeg(['-f', 'lavfi', '-i', source, '-c:a', 'pcm_s24le', folder.file(name)]);
  return folder.file(name);
};

/** The left channel of a video's sound, as the native ffmpeg decodes it. */
const soundOf = async (video: string, filters = 'anull'): Promise<Float32Array> => {
  const raw = `${video}.f32`;
  await ffmpeg([
    ...['-i', video, '-map', '0:a:0', '-af', `${filters},pan=mono|c0=c0`],
    ...['-c:a', 'pcm_f32le', '-f', 'f32le', raw],
  ]);
  const bytes = readFileSync(raw);
  // ffmpeg decodes the last packet whole, whatever its length in the file.
  return new Float32Array(new Uint8Array(bytes).buffer);
};

const part = (values: Float32Array, from: number, until: number): Float32Array =>
  values.subarray(Math.round(from * RATE), Math.round(until * RATE));
const decibels = (values: Float32Array): number =>
  10 * Math.log10(values.reduce((total, value) => total + value * value, 0) / values.length);
const largest = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const largestStep = (values: Float32Array): number =>
  largest(values.subarray(1).map((value, index) => value - values[index]!));

/** Keeps one of the test's tones. */
const only = (frequency: number): string => `bandpass=f=${frequency}:width_type=h:w=80`;

/** Integrated loudness in LUFS, by the native ffmpeg. */
const loudnessOf = async (video: string): Promise<number> => {
  const log = await ffmpeg(['-i', video, '-map', '0:a:0', '-af', 'ebur128', '-f', 'null', '-']);
  return Number(/Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(log)?.[1]);
};

type Render = Parameters<CliploomSession['renderFiles']>[0];
const render = async (name: string, request: Partial<Render>): Promise<string> => {
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
  const sound = streams.find(({ codec_type }) => codec_type === 'audio');
  expect(Number(sound?.duration) * RATE).toBeCloseTo((output.frames * RATE) / 30, 0);
  expect(Number(sound?.start_time)).toBe(0);
  return out;
};

beforeAll(async () => {
  await makeCountedClip({ path: clip, clipId: 1, width: 64, height: 64, fps: 30, seconds: 2 });
  session = await openCliploom({ engine: 'ffmpeg' });
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

describe('music', () => {
  it('is repeated without a click, and the video is as long as its clips', async () => {
    // Ends at its highest value: 330 periods and a quarter.
    const music = await makeSound('loop.wav', '0.8*sin(2*PI*220*t)', 1.5 + 0.25 / 220);
    const clips = [clip, clip, clip];
    const chosen = { musicVolume: 1, musicFadeOut: 0 };
    const out = await render('loop.mp4', { clips, music, settings: chosen });
    const sound = await soundOf(out);
    const calm = largestStep(part(sound, 0.2, 1.2));
    expect(largestStep(part(sound, 1.2, 5.8))).toBeLessThan(calm * 1.1);
    // It goes on all the time.
    for (let at = 0; at < 5.9; at += 0.1) expect(largest(part(sound, at, at + 0.1))).toBeGreaterThan(0.5);
    expect(largest(sound)).toBeLessThanOrEqual(1);
  });

  it('starts where it is told to, fades in and out, and has its volume', async () => {
    const music = await makeSound('second.wav', '0.5*sin(2*PI*if(lt(t,2),400,1600)*t)', 8);
    const out = await render('fades.mp4', {
      clips: [clip, clip, clip],
      music,
      settings: { musicVolume: 0.5, musicStart: 2, musicFadeIn: 1, musicFadeOut: 2 },
    });
    const sound = await soundOf(out);
    const full = 20 * Math.log10(0.25 / Math.SQRT2);
    expect(decibels(part(sound, 1.5, 3.5))).toBeCloseTo(full, 0);
    expect(decibels(part(sound, 0.49, 0.51))).toBeCloseTo(full - 6, 0);
    expect(decibels(part(sound, 4.99, 5.01))).toBeCloseTo(full - 6, 0);
    expect(decibels(part(sound, 5.95, 6))).toBeLessThan(full - 25);
    const first = await soundOf(out, only(400));
    expect(decibels(part(first, 1, 4))).toBeLessThan(full - 20);
  });

  it.each([6, 12])('gets %d dB quieter under the voice', async (depthDb) => {
    const voice = await makeSound('speech.wav', '0.3*sin(2*PI*300*t)*between(t,2,4)', 6);
    const music = await makeSound('music.wav', '0.5*sin(2*PI*3000*t)', 2.5);
    const chosen = { musicVolume: 0.4, musicFadeOut: 0, duck: { depthDb } };
    const out = await render(`duck-${depthDb}.mp4`, { voiceOver: voice, music, settings: chosen });
    const tone = await soundOf(out, only(3000));
    const up = decibels(part(tone, 0.5, 1.5));
    expect(Math.abs(up - decibels(part(tone, 2.3, 3.7)) - depthDb)).toBeLessThan(1);
    expect(Math.abs(up - decibels(part(tone, 4.8, 5.8)))).toBeLessThan(0.5);
    const speech = await soundOf(out, only(300));
    expect(decibels(part(speech, 2.3, 3.7))).toBeCloseTo(20 * Math.log10(0.3 / Math.SQRT2), 0);
  });
});

describe('voice-overs', () => {
  it('are spoken in a row with the gap between them', async () => {
    const voiceOver = [
      await makeSound('one.wav', '0.5*sin(2*PI*500*t)', 1),
      await makeSound('two.wav', '0.5*sin(2*PI*500*t)', 0.75),
    ];
    const chosen = { voiceGap: 0.3, voiceVolume: 0.5 };
    const out = await render('row.mp4', { voiceOver, settings: chosen });
    const sound = await soundOf(out);
    // 2.05 s in whole frames of 1/30 s.
    expect((await ffprobeJson(out)).streams[0]?.nb_read_frames).toBe('62');
    const loud = 20 * Math.log10(0.25 / Math.SQRT2);
    expect(decibels(part(sound, 0.1, 0.9))).toBeCloseTo(loud, 0);
    expect(decibels(part(sound, 1.4, 2))).toBeCloseTo(loud, 0);
    expect(largest(part(sound, 1.05, 1.25))).toBeLessThan(0.01);
    expect(sound.findIndex((value, place) => place > 1.2 * RATE && Math.abs(value) > 0.1)).toSatisfy(
      (place: number) => Math.abs(place - 1.3 * RATE) < 60,
    );
  });
});

describe('loudness', () => {
  // Loud and quiet words over noise: peaks far above the mean.
  const words = '(0.02+0.25*between(mod(t,1),0,0.3))*(random(0)-0.5)';

  it.each([-14, -20])('comes within half a unit of %d LUFS, and nothing above full scale', async (target) => {
    const voice = await makeSound('words.wav', words, 8);
    const music = await makeSound('bed.wav', '0.5*sin(2*PI*220*t)+0.3*sin(2*PI*331*t)', 3);
    const chosen = { loudness: target, duck: true };
    const out = await render(`loud${target}.mp4`, { voiceOver: voice, music, settings: chosen });
    expect(Math.abs((await loudnessOf(out)) - target)).toBeLessThan(0.5);
    expect(largest(await soundOf(out))).toBeLessThanOrEqual(1);
  });

  it('of a voice that is turned up far too much is limited', async () => {
    const voice = await makeSound('hot.wav', '0.9*sin(2*PI*300*t)', 2);
    const out = await render('hot.mp4', { voiceOver: voice, settings: { voiceVolume: 5 } });
    expect(largest(await soundOf(out))).toBeLessThanOrEqual(1);
  });
});

describe('the page', () => {
  it('takes a second sound file as the music, and mixes it in as it is set', async () => {
    const { page } = session;
    await makeSound('speech.wav', '0.3*sin(2*PI*300*t)', 2);
    await makeSound('background.wav', '0.5*sin(2*PI*3000*t)', 1);
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

describe('the whole', () => {
  it('has the same bytes for every number of workers', async () => {
    const voiceOver = [await makeSound('a.wav', '0.3*sin(2*PI*300*t)', 1), folder.file('a.wav')];
    const music = await makeSound('b.wav', '0.5*sin(2*PI*220*t)', 1);
    const [one, three] = [folder.file('one.mp4'), folder.file('three.mp4')];
    for (const [out, threads] of [
      [one, 1],
      [three, 3],
    ] as const) {
      const chosen = { ...settings, threads, duck: true, loudness: -14 };
      await session.renderFiles({ clips: [clip], voiceOver, music, out, settings: chosen });
    }
    expect(readFileSync(one).equals(readFileSync(three))).toBe(true);
  });

  it('works from the shell, and says what is wrong', async () => {
    const voice = await makeSound('shell.wav', '0.3*sin(2*PI*300*t)', 1);
    const out = folder.file('shell.mp4');
    const tool = (...args: string[]) =>
      runRenderTool(['--size', '64x64', '--audio', voice, '--music', voice, '--out', out, ...args, clip]);
    const { code, stderr } = await tool(
      '--audio',
      voice,
      '--duck',
      '--loudness',
      '-16',
      '--music-fade-out',
      '1',
    );
    expect(code, stderr).toBe(0);
    expect((await ffprobeJson(out)).streams.map(({ nb_read_frames }) => nb_read_frames)[0]).toBe('75');
    const late = await tool('--music-start', '5');
    expect(late.code).toBe(1);
    expect(late.stderr).toContain('musicStart must be before the end of “shell.wav”, which is 1.00 s long');
    const missing = await runRenderTool(['--music', folder.file('none.mp3'), '--out', out, clip]);
    expect(missing.code).toBe(2);
  });
});
