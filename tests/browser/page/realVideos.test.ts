import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { PROJECT } from '../../../scripts/lib/paths';
import { run } from '../../../scripts/lib/run';
import english from '../../../src/page/text/languages/en';
import { makeCountedClip } from '../../media/makeCountedClip';
import { readCountedVideo } from '../../media/readCountedVideo';
import { runFfmpeg } from '../../media/runFfmpeg';
import { chosenFile, device, installDevice } from '../support/devicePage';
import { decodeWarnings, ffprobeJson, frameTimes } from '../support/ffprobe';
import { freshPage } from '../support/freshPage';
import { canCreate, chooseSmall, put } from '../support/pageStates';
import { rows, videoHash } from '../support/resumePage';
import { openSession } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';
import { shotsOf } from '../support/timeline';
import { meanYuv, yuvPictures } from '../support/yuvPictures';

const folder = tempDir();
const clips = [0, 1, 2].map((id) => folder.file(`clip-${id}.mp4`));
const voices = ['one', 'two'].map((name) => folder.file(`${name}.wav`));
const voice = folder.file('voice.wav');
const logo = folder.file('logo.png');
const subtitles = folder.file('film.srt');
const font = join(PROJECT, 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-italic.woff2');
const SRT = `1
00:00:00,500 --> 00:00:02,000
Hello there

2
00:00:xx,000 --> 00:00:02,000
damaged
`;
const TWO_CUES = `1
00:00:01,000 --> 00:00:02,500
Hello

2
00:00:04,000 --> 00:00:09,000
there
`;
let session: CliploomSession;
let page: Page;

/** Screenshots of each state, to be looked at. */
const shot = async (name: string): Promise<void> => {
  const folderOfShots = join(PROJECT, 'tests', 'output');
  mkdirSync(folderOfShots, { recursive: true });
  await page.screenshot({ path: join(folderOfShots, `${name}.png`), fullPage: true });
};
const set = (testid: string, ...paths: string[]) => put(page, testid, ...paths);
const boxOf = async (testid: string) => {
  const box = await page.getByTestId(testid).boundingBox();
  if (!box) throw new Error(`${testid} is not shown.`);
  return box;
};
const slide = (label: RegExp, value: number) => page.getByLabel(label).fill(String(value));
const openOwn = async (row: number): Promise<Locator> => {
  const own = rows(page).nth(row).getByTestId('own-settings');
  await own.locator('summary').click();
  return own;
};

beforeAll(async () => {
  const clip = { width: 320, height: 180, fps: 30, seconds: 3 } as const;
  for (const [clipId, path] of clips.entries())
    await makeCountedClip({ ...clip, path, clipId, withAudio: clipId === 0 });
  for (const path of voices) await makeTone(path, 1);
  await makeTone(voice, 5);
  await runFfmpeg(['-f', 'lavfi', '-i', 'color=red:s=200x100', '-frames:v', '1', logo]);
  writeFileSync(subtitles, SRT);
  session = await openSession();
  page = session.page;
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.addInitScript(installDevice);
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});
beforeEach(() => freshPage(page));

describe('a video that is made on the page', () => {
  it('of the samples is played and downloaded, as long as the voice-over to the frame', async () => {
    await page.getByTestId('samples').press('Enter');
    await expect.poll(() => rows(page).count()).toBe(6);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('materials-heading');
    await canCreate(page);
    await page.getByTestId('create').click();
    await expect.poll(() => page.getByTestId('lane').count(), { timeout: 30_000 }).toBeGreaterThanOrEqual(1);
    await expect
      .poll(() => page.getByTestId('lane').allInnerTexts(), { timeout: 30_000 })
      .toContainEqual(expect.stringMatching(/ClipProcessor-\d[\s\S]*Clip \d/));
    await expect.poll(() => page.title(), { timeout: 60_000 }).toMatch(/[1-9]\d? %/);
    for (const chart of ['chart-busy', 'chart-pace']) await page.getByTestId(chart).waitFor();
    await page.getByTestId('made').first().waitFor();
    await shot('rendering');
    await page.getByTestId('result-video').waitFor({ timeout: 220_000 });
    await shot('result');
    expect(await page.getByTestId('made').count()).toBe(0);
    await page.getByText('H.264, AAC').waitFor();

    const [button, timeline, screen] = [
      await boxOf('download'),
      await boxOf('timeline'),
      await boxOf('result-video'),
    ];
    expect(button.y + button.height, 'hidden by the timeline').toBeLessThanOrEqual(timeline.y);
    await page.getByRole('button', { name: english.timeline.hide }).click();
    await expect.poll(async () => (await boxOf('result-video')).height).toBeGreaterThan(screen.height);

    const played = await page.getByTestId('result-video').evaluate(async (video: HTMLVideoElement) => {
      video.muted = true;
      await video.play();
      await new Promise((resolve) => video.addEventListener('timeupdate', resolve, { once: true }));
      video.pause();
      return { seconds: video.duration, width: video.videoWidth, height: video.videoHeight };
    });
    expect(played).toMatchObject({ width: 1080, height: 1920 });

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('download').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^cliploom-[\d-]+\.mp4$/);
    const out = folder.file('samples.mp4');
    await download.saveAs(out);

    // As long as the voice-over, to the frame, by native ffmpeg's count of its samples.
    const voice = await ffprobeJson(join(PROJECT, 'public', 'samples', 'voice-over.flac'));
    const frames = Math.ceil(Number(voice.format.duration) * 30);
    const times = await frameTimes(out);
    expect(times).toHaveLength(frames);
    for (const [frame, time] of times.entries()) expect(time).toBeCloseTo(frame / 30, 4);
    const { streams } = await ffprobeJson(out);
    const [video, audio] = streams;
    expect(video).toMatchObject({
      codec_name: 'h264',
      ...{ width: 1080, height: 1920, pix_fmt: 'yuv420p' },
      ...{ color_range: 'tv', color_space: 'bt709', color_transfer: 'bt709', color_primaries: 'bt709' },
    });
    // Browsers' encoders leave it out, which means square too.
    expect(['1:1', undefined]).toContain(video?.sample_aspect_ratio);
    expect(audio).toMatchObject({ codec_name: 'aac', profile: 'LC', sample_rate: '48000', channels: 2 });
    expect(Math.abs(Number(video?.duration) - Number(audio?.duration))).toBeLessThan(1 / 30);
    expect(await decodeWarnings(out)).toBe('');
  });

  it('has everything that can be set', async () => {
    await set('clip-input', ...clips.slice(0, 2));
    await set('voice-input', ...voices);
    await set('subtitles-input', subtitles);
    await set('watermark-input', logo);
    await page.getByText('1 subtitle, SRT, utf-8').waitFor();
    await page.getByLabel('Shape').selectOption('custom');
    await page.getByLabel('Width (pixels)').fill('320');
    await page.getByLabel('Height (pixels)').fill('180');
    await page.getByLabel('Order').selectOption('sequential');
    await page.getByLabel('Longest clip (seconds)').fill('2');
    await page.getByText('More motion').click();
    await page.getByLabel('Transition', { exact: true }).selectOption('crossfade');
    await page.getByLabel('Length of a transition (seconds)').fill('0.5');
    await page.getByLabel('Pause between voice-overs (seconds)').fill('1');
    await slide(/^Clip sound/, 0.5);
    await page.getByLabel('Add a track that players can show or hide').check();
    await page.getByTestId('caption-style').locator('summary').first().click();
    await set('font-input', font);
    await page.getByLabel('Letter size').fill('150');
    await page.getByLabel('Colour of the letters').fill('#ff0000');
    await page.getByLabel('Box behind them').selectOption('plain');
    await page.getByLabel('Colour of the box').fill('#0000ff');
    await slide(/^Opacity of the box/, 1);
    await page.getByLabel('Position').selectOption('custom');
    await page.getByLabel('Middle of the text (percent from the top)').fill('30');
    await page.getByLabel('Corner').selectOption('bottom-left');
    await slide(/^Width: /, 25);
    await slide(/^Margin/, 0);
    const own = await openOwn(0);
    await own.getByLabel('Begin at (seconds)').fill('0.5');
    await own.getByLabel('Fit of this clip').selectOption('contain');
    await canCreate(page);
    await page.getByTestId('create').click();
    await page.getByTestId('result-video').waitFor({ timeout: 120_000 });
    await page.getByTestId('skipped').last().locator('summary').click();
    await shot('all-settings-result');

    const result = page.getByTestId('subtitle-result');
    expect(await result.innerText()).toMatch(
      /1 subtitle in the video[\s\S]*Line 6: has times that cannot be read/,
    );
    expect(await page.getByTestId('silent').allInnerTexts()).toEqual([
      expect.stringContaining('“clip-1.mp4”'),
    ]);
    const download = async (testid: string): Promise<string> => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId(testid).click()]);
      const path = folder.file(file.suggestedFilename());
      await file.saveAs(path);
      return path;
    };
    const out = await download('download');
    expect(readFileSync(await download('download-SRT'), 'utf8')).toBe(SRT.slice(0, SRT.indexOf('\n2\n')));
    expect(readFileSync(await download('download-WebVTT'), 'utf8')).toMatch(/^WEBVTT\n\n00:00:00\.500 --> /);
    expect(await decodeWarnings(out)).toBe('');
    // 1 s, a pause of 1 s, 1 s.
    expect(await frameTimes(out)).toHaveLength(90);
    const { streams } = await ffprobeJson(out);
    expect(streams.map(({ codec_type }) => codec_type).sort()).toEqual(['audio', 'data', 'video']);
    const pictures = await yuvPictures(out, { width: 320, height: 180 });
    const mark = { x: 4, y: 144, width: 72, height: 32 };
    for (const frame of [0, 50, 89]) {
      const [luma, , cr] = meanYuv(pictures[frame]!, mark);
      expect(Math.abs(luma - 63)).toBeLessThanOrEqual(3);
      expect(Math.abs(cr - 240)).toBeLessThanOrEqual(3);
    }
    // The box is blue, above the middle, from frame 15 to 60.
    const blue = pictures.map(
      (picture) => meanYuv(picture, { x: 120, y: 40, width: 80, height: 30 })[1] > 160,
    );
    expect([blue.indexOf(true), blue.lastIndexOf(true)]).toEqual([15, 59]);
    const sound = ['-i', out, '-af', 'atrim=1.2:1.8,volumedetect', '-f', 'null', '-'];
    const heard = await run('ffmpeg', ['-hide_banner', ...sound], { timeoutSeconds: 30, output: 'capture' });
    // In the pause the clip itself is heard.
    expect(Number(/mean_volume: (-[\d.]+)/.exec(heard.stderr)?.[1])).toBeGreaterThan(-50);
  });

  it('is what the timeline shows, to the frame, and plays along with it', async () => {
    await set('clip-input', ...clips);
    await set('voice-input', voice);
    const film = folder.file('two.srt');
    writeFileSync(film, TWO_CUES);
    await set('subtitles-input', film);
    await chooseSmall(page);
    await page.getByLabel('Longest clip (seconds)').fill('2');
    await page.getByLabel('Draw them over the video').uncheck();
    // Three of two seconds would be six; the voice-over ends it at five.
    await expect
      .poll(async () => (await shotsOf(page)).map(([, ...at]) => at))
      .toEqual([
        [0, 60],
        [60, 60],
        [120, 30],
      ]);
    expect(
      await page.getByTestId('cue').evaluateAll((all) => all.map((cue) => cue.getAttribute('title'))),
    ).toEqual([...['Hello', 'there']]);
    // A tone: every column of its picture is as high as the next.
    const wave = () =>
      page.getByTestId('waveform').evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, at) => at % 4 === 3 && value > 0).length / canvas.width;
      });
    await expect.poll(wave).toBeGreaterThan(2);

    const planned = await shotsOf(page);
    await page.getByTestId('create').click();
    await page.getByTestId('result-video').waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('download').click(),
    ]);
    const out = folder.file('out.mp4');
    await download.saveAs(out);
    const size = { width: 320, height: 180 };
    const pictures = await readCountedVideo(out, { target: size, fit: 'cover', sourceSizes: [size] });
    const seen = planned.flatMap(([name, , count]) =>
      Array.from({ length: Number(count) }, (_, frame) => [Number(String(name).slice(-1)), frame]),
    );
    expect(pictures.map((picture) => [picture?.clipId, picture?.frame])).toEqual(seen);

    // The ruler seeks in the video, and the line shows where it is.
    const ruler = (await page.getByTestId('ruler').boundingBox())!;
    await page.mouse.click(ruler.x + ruler.width * 0.4, ruler.y + 5);
    await expect
      .poll(() => page.getByTestId('result-video').evaluate((video: HTMLVideoElement) => video.currentTime))
      .toBeCloseTo(2, 1);
    await expect
      .poll(async () => Number(await page.getByTestId('playhead').getAttribute('data-seconds')))
      .toBeCloseTo(2, 1);
  });

  it('goes straight into a file that was chosen before, to the byte', async () => {
    await set('clip-input', clips[0]!);
    await chooseSmall(page);
    await page.getByText('Create straight into a file…').click();
    await page.getByText('It was saved as “chosen.mp4”.').waitFor({ timeout: 60_000 });
    expect((await device(page)).suggested).toHaveLength(1);
    expect(await chosenFile(page)).toBe(await videoHash(page));
  });
});
