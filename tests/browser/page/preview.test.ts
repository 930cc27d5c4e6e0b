import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { PROJECT } from '../../../scripts/lib/paths';
import { makeCountedClip } from '../../media/makeCountedClip';
import { readCountedVideo } from '../../media/readCountedVideo';
import { runFfmpeg } from '../../media/runFfmpeg';
import { animationFrames } from '../support/animationFrames';
import { freshPage } from '../support/freshPage';
import {
  forgetHeard,
  heardSamples,
  listen,
  signalToNoise,
  soundDevices,
  soundOf,
} from '../support/heardSound';
import { hurry } from '../support/hurry';
import { likeness } from '../support/nativePicture';
import {
  makeVideo,
  openPreview,
  type Previewed,
  pictureOf,
  previewedFrames,
  putOnPage,
  renderedFrames,
  seekTo,
  sizeOf,
  waitForFrame,
} from '../support/previewPage';
import { openSession } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';
import { memoryOf, NO_FAULTS, runningWorkers } from '../support/workersOf';

const folder = tempDir();
const sample = (name: string): string => join(PROJECT, 'public', 'samples', `${name}.mp4`);
const size = { width: 320, height: 180 };
const counted = [0, 1, 2].map((id) => folder.file(`counted-${id}.mp4`));
const voice = folder.file('voice.wav');
const music = folder.file('music.mp3');
const logo = folder.file('logo.png');
const still = folder.file('still.png');
const subtitles = folder.file('film.srt');
let session: CliploomSession;
let page: Page;

beforeAll(async () => {
  for (const [clipId, path] of counted.entries())
    await makeCountedClip({ path, clipId, fps: 30, seconds: 3, ...size, withAudio: true });
  await makeTone(voice, 4);
  // Noise that comes and goes: its place in time is heard in every part of it.
  await runFfmpeg([
    ...['-f', 'lavfi', '-i', "aevalsrc='0.4*sin(2*PI*(300+400*t)*t)':s=44100:d=3"],
    ...['-b:a', '192k', music],
  ]);
  await runFfmpeg(['-f', 'lavfi', '-i', 'color=red:s=200x100', '-frames:v', '1', logo]);
  await runFfmpeg(['-ss', '1', '-i', sample('sunrise-sea'), '-frames:v', '1', still]);
  const gif = folder.file('moving.gif');
  // Without the noise that makes up for missing colours: no encoder keeps it.
  const plain = 'fps=10,scale=480:-2,split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none';
  await runFfmpeg(['-i', counted[2]!, '-t', '2', '-vf', plain, gif]);
  writeFileSync(subtitles, '1\n00:00:00,200 --> 00:00:02,500\nThe same words\nin the same place\n');
  session = await openSession({ chaos: NO_FAULTS });
  page = session.page;
  // The preview is as large as there is room for.
  await page.setViewportSize({ width: 1280, height: 1000 });
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});
beforeEach(() => freshPage(page));

interface Look {
  readonly previewed: Previewed;
  readonly frames: readonly number[];
  /** Least likeness, of the least alike frame: scaling and coding are in it too. */
  readonly ssim: number;
  readonly psnr: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const two = [sample('misty-hills'), sample('sunrise-sea')];
const tall = { width: 360, height: 640 };

const LOOKS: Record<string, Look> = {
  'a crossfade, captions, a watermark and fades, by the browser’s codecs': {
    previewed: {
      ...{ clips: two, subtitles, watermark: logo },
      settings: {
        // What coding loses is not what is looked at.
        ...{ engine: 'webcodecs', quality: 'high', size, maxClipDuration: 2, transition: 'crossfade' },
        ...{ transitionDuration: 1, startFade: 0.5, endFade: 0.5 },
      },
    },
    frames: [3, 20, 35, 45, 55, 70, 84],
    ...{ ssim: 0.95, psnr: 38 },
  },
  'blurred sides and a slide over, smaller than the video, by ffmpeg': {
    previewed: {
      clips: two,
      settings: {
        ...{ size: tall, fit: 'blur', maxClipDuration: 1.5, transition: 'slide-over' },
        ...{ transitionDuration: 0.6 },
      },
    },
    frames: [2, 20, 32, 38, 60],
    ...{ ssim: 0.94, psnr: 35 },
  },
  'a GIF, cut to the shape, and a wipe, by ffmpeg': {
    previewed: {
      clips: [folder.file('moving.gif'), sample('misty-hills')],
      settings: { size, maxClipDuration: 1, transition: 'wipe', transitionDuration: 0.4 },
    },
    frames: [0, 2, 4, 10, 17, 24, 40],
    ...{ ssim: 0.96, psnr: 38 },
  },
  'bars, a picture that moves, and captions, smaller than the video': {
    previewed: {
      ...{ clips: [still, sample('misty-hills')], subtitles },
      settings: {
        ...{ engine: 'webcodecs', quality: 'high', size: tall, fit: 'contain', barColor: '#2080c0' },
        ...{ maxClipDuration: 1, kenBurns: 'in', transition: 'zoom-out' },
      },
    },
    frames: [1, 10, 20, 28, 40, 55],
    ...{ ssim: 0.94, psnr: 34 },
  },
};

describe('what is seen', () => {
  it.each(Object.entries(LOOKS))(
    'is what is encoded: %s',
    async (title, { previewed, frames, ssim, psnr }) => {
      const name = title.replace(/\W+/g, '-').slice(0, 24);
      await putOnPage(page, folder, previewed);
      await openPreview(page);
      const shown = await previewedFrames(page, folder, name, frames);
      const smaller = await sizeOf(page);
      const video = await makeVideo(page, folder.file(`${name}.mp4`));
      // A render ends the preview.
      expect(await page.getByTestId('preview').count()).toBe(0);
      const figures = [];
      for (const [index, frame] of frames.entries()) {
        const one = folder.file('one.mkv');
        await runFfmpeg([
          '-i',
          shown,
          '-vf',
          `select=eq(n\\,${index})`,
          '-frames:v',
          '1',
          '-c:v',
          'ffv1',
          one,
        ]);
        const encoded = await renderedFrames(video, [frame], smaller, folder.file('encoded.mkv'));
        figures.push({ frame, ...(await likeness(one, encoded)) });
      }
      console.log(title, smaller, JSON.stringify(figures));
      for (const figure of figures) {
        expect(figure.ssim, `frame ${figure.frame}`).toBeGreaterThan(ssim);
        expect(figure.psnr, `frame ${figure.frame}`).toBeGreaterThan(psnr);
      }
    },
  );
});

const countedProject = (settings: Previewed['settings'] = {}): Previewed => ({
  clips: counted,
  settings: { ...{ size, maxClipDuration: 2 }, ...settings },
});

/** Which clip and which of its frames a picture shows. */
const namesOf = (video: string) =>
  readCountedVideo(video, { target: size, fit: 'cover', sourceSizes: [size] });

/** The frames that are seen from now on, with the time at which each was. */
const watchFrames = (): Promise<void> =>
  page.evaluate(() => {
    const seen: [ms: number, frame: number][] = [];
    Object.assign(globalThis, { seenFrames: seen });
    const canvas = document.querySelector('[data-testid="preview-canvas"]');
    if (!canvas) throw new Error('There is no preview');
    const note = () => seen.push([performance.now(), Number(canvas.getAttribute('data-frame'))]);
    new MutationObserver(note).observe(canvas, { attributeFilter: ['data-frame'] });
  });
const seenFrames = () =>
  page.evaluate(() => (globalThis as unknown as { seenFrames: [number, number][] }).seenFrames);

const play = () => page.getByTestId('preview-play').click();
const time = () => page.getByTestId('preview-time').innerText();

describe('seeking', () => {
  it('shows the exact frame, forwards, backwards, within a clip and in another', async () => {
    await putOnPage(page, folder, countedProject());
    await openPreview(page);
    const frames = [0, 7, 59, 60, 119, 120, 179, 61, 58, 3, 100, 99, 130, 129, 1];
    const video = await previewedFrames(page, folder, 'seek', frames);
    expect(await namesOf(video)).toEqual(
      frames.map((frame) => ({ clipId: Math.floor(frame / 60), frame: frame % 60 })),
    );
  });

  it('while it is dragged shows the last one in the end, and something on the way', async () => {
    await putOnPage(page, folder, countedProject());
    await openPreview(page);
    await watchFrames();
    const places = Array.from({ length: 40 }, (_, step) => (step * 67) % 180);
    // How soon the first decoder is there is the machine's matter; that it is seen while the dragging goes on is not.
    let seen = 0;
    for (let round = 0; round < 10 && seen <= 3; round += 1) {
      for (const place of places) {
        await seekTo(page, place);
        await animationFrames(page, 1);
      }
      seen = (await seenFrames()).length;
    }
    expect(seen).toBeGreaterThan(3);
    await waitForFrame(page, places.at(-1)!);
    const video = folder.file('dragged.png');
    writeFileSync(video, await pictureOf(page));
    const last = places.at(-1)!;
    expect(await namesOf(video)).toEqual([{ clipId: Math.floor(last / 60), frame: last % 60 }]);
  });

  it('is done by keys: seconds, frames, both ends', async () => {
    await putOnPage(page, folder, countedProject());
    await openPreview(page);
    const press = async (key: string, frame: number) => {
      await page.keyboard.press(key);
      await waitForFrame(page, frame);
    };
    await press('ArrowRight', 30);
    await press('Shift+ArrowRight', 31);
    await press('Shift+ArrowLeft', 30);
    await press('End', 179);
    await press('ArrowLeft', 149);
    await press('Home', 0);
    await page.keyboard.press('Space');
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="preview-play"][aria-label="Pause"]'),
    );
    await page.keyboard.press('Space');
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="preview-play"][aria-label="Play"]'),
    );
  });
});

describe('playing', () => {
  it('shows the frames in order, by the clock of the sound, to the last; and that is the sound which is encoded', async () => {
    await listen(page);
    await putOnPage(page, folder, {
      ...countedProject({ musicVolume: 0.5, musicFadeOut: 1, duck: true, voiceVolume: 0.8, clipVolume: 0.3 }),
      ...{ voiceOver: voice, music },
    });
    await openPreview(page);
    const played = async () => {
      await watchFrames();
      await play();
      await waitForFrame(page, 119, 60_000);
      await expect.poll(time).toBe('0:04.0 / 0:04.0');
      const { samples, times } = await heardSamples(page);
      return { samples, pieces: times.map((at) => Math.round(at * 48_000)) };
    };
    let { samples, pieces } = await played();
    // A machine that is busy for a second lets the sound wait, and the pictures with it. It is not busy each time.
    for (let again = 0; again < 4 && pieces.some((at, index) => at !== index * 12_000); again += 1) {
      await seekTo(page, 0);
      await waitForFrame(page, 0);
      await forgetHeard(page);
      ({ samples, pieces } = await played());
    }

    const seen = await seenFrames();
    const frames = seen.map(([, frame]) => frame);
    expect(frames).toEqual([...new Set(frames)].sort((a, b) => a - b));
    console.log(`played: ${frames.length} of 120 frames seen`);
    // Whatever is dropped on a busy machine: what is seen is what is heard then, and does not fall behind.
    const late = seen.map(([ms, frame]) => ms - (frame * 1000) / 30);
    const drift = Math.abs(median(late.slice(-15)) - median(late.slice(0, 15)));
    console.log(`drift: ${drift.toFixed(0)} ms`);
    expect(drift).toBeLessThan(150);

    expect(pieces).toEqual(pieces.map((_, index) => index * 12_000));
    expect(samples).toHaveLength(4 * 48_000);
    const encoded = await soundOf(await makeVideo(page, folder.file('heard.mp4')));
    const likeness = signalToNoise(samples, encoded);
    const shifted = signalToNoise(samples.subarray(48), encoded);
    console.log(`sound: ${likeness.toFixed(1)} dB, a millisecond off: ${shifted.toFixed(1)} dB`);
    expect(likeness).toBeGreaterThan(20);
    expect(shifted).toBeLessThan(10);
  });

  it('goes on with new settings at the same place, and pauses in a tab that is hidden', async () => {
    await putOnPage(page, folder, countedProject({ musicVolume: 0.5 }));
    await openPreview(page);
    await seekTo(page, 100);
    await waitForFrame(page, 100);
    await page.getByLabel('Width (pixels)').fill('180');
    await page.getByLabel('Height (pixels)').fill('320');
    await expect.poll(() => sizeOf(page)).toEqual({ width: 180, height: 320 });
    expect(await time()).toMatch(/^0:03.3/);

    await play();
    await page.waitForFunction(
      () =>
        Number(document.querySelector('[data-testid="preview-canvas"]')?.getAttribute('data-frame')) > 110,
    );
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="preview-play"][aria-label="Play"]'),
    );
    const stood = await time();
    await animationFrames(page, 20);
    expect(await time()).toBe(stood);
  });
});

describe('what the browser cannot decode', () => {
  it('is a still of each clip’s first frame, composed as it will be, and holds nothing up', async () => {
    const mpeg2 = folder.file('mpeg2.mpg');
    const clipId = 5;
    await makeCountedClip({
      path: mpeg2,
      clipId,
      fps: 30,
      seconds: 2,
      ...size,
      codec: 'mpeg2video',
      extraArgs: ['-q:v', '2'],
    });
    const small = { width: 180, height: 320 };
    await putOnPage(page, folder, {
      ...{ clips: [counted[0]!, mpeg2], subtitles },
      settings: { size: small, mode: 'random', maxClipDuration: 1, seed: 1 },
    });
    await openPreview(page);
    const note = page.getByTestId('preview-still');
    const places = [0, 1, 2, 3, 4].map((shot) => shot * 30);
    const kinds: string[] = [];
    for (const place of places) {
      await seekTo(page, place);
      await waitForFrame(page, place);
      // Nothing is shown for long of which there is nothing.
      await page.getByTestId('preview-hidden').waitFor({ state: 'detached' });
      kinds.push((await note.count()) > 0 ? 'still' : 'played');
      if (kinds.at(-1) === 'still')
        await page.screenshot({ path: join(PROJECT, 'tests', 'output', 'preview-still.png') });
    }
    const shown = await previewedFrames(page, folder, 'stills', places);
    const later = await previewedFrames(
      page,
      folder,
      'later',
      places.map((place) => place + 10),
    );
    await seekTo(page, 80);
    await waitForFrame(page, 80);
    await play();
    await waitForFrame(page, 149, 30_000);

    const video = await makeVideo(page, folder.file('stills.mp4'));
    const begins = await renderedFrames(video, places, small, folder.file('begins.mkv'));
    const figures = await likeness(shown, begins);
    console.log(`stills: ${JSON.stringify(figures)}`);
    const read = (path: string) =>
      readCountedVideo(path, { target: small, fit: 'cover', sourceSizes: [size] });
    const encoded = await read(begins);
    expect(encoded.map((name) => name?.clipId === clipId)).toEqual(kinds.map((kind) => kind === 'still'));
    expect(kinds.filter((kind) => kind === 'still')).toHaveLength(2);
    expect(await read(shown)).toEqual(encoded);
    // A still stays, and everything else moves on.
    expect(await read(later)).toEqual(
      encoded.map((name) => name && (name.clipId === clipId ? name : { ...name, frame: name.frame + 10 })),
    );
    expect(figures.ssim).toBeGreaterThan(0.94);
  });
});

describe('closing', () => {
  it('gives back workers and sound device, keeps the place, and can be opened again', async () => {
    await listen(page);
    await putOnPage(page, folder, { ...countedProject(), voiceOver: voice });
    await openPreview(page);
    await play();
    await page.waitForFunction(
      () => Number(document.querySelector('[data-testid="preview-canvas"]')?.getAttribute('data-frame')) > 20,
    );
    expect(await runningWorkers(page)).toEqual(expect.arrayContaining(['PreviewPictures', 'PreviewSound']));
    await page.getByTestId('preview-close').click();
    await expect.poll(() => runningWorkers(page)).not.toContain('PreviewPictures');
    expect(await runningWorkers(page)).not.toContain('PreviewSound');
    await expect.poll(() => soundDevices(page)).toEqual(['closed']);

    const before = await memoryOf(page);
    for (let round = 0; round < 5; round += 1) {
      await page.getByTestId('preview-open').click();
      await page.waitForFunction(
        () =>
          Number(document.querySelector('[data-testid="preview-canvas"]')?.getAttribute('data-frame')) > 20,
      );
      await page.getByTestId('preview-close').click();
    }
    await expect.poll(() => runningWorkers(page)).not.toContain('PreviewPictures');
    await expect.poll(async () => (await memoryOf(page)) - before).toBeLessThan(4e6);

    await page.getByTestId('preview-open').click();
    await page.getByTestId('preview-canvas').waitFor();
    await page.getByTestId('create').click();
    await expect.poll(() => runningWorkers(page)).not.toContain('PreviewPictures');
    await page.getByTestId('result-video').waitFor({ timeout: 120_000 });
  });
});

describe('a preview that fails', () => {
  const SCRIPT = /preview-pictures[^/]*\.js$/;

  it('says so where its worker does not come, in a bounded time, and works when that is tried again', async () => {
    await putOnPage(page, folder, countedProject());
    await page.route(SCRIPT, (route) => route.abort());
    await page.getByTestId('preview-open').click();
    await page.getByTestId('preview-error').waitFor({ timeout: 10_000 });
    await page.unroute(SCRIPT);
    // One that never answers at all.
    await hurry(page);
    await page.route(SCRIPT, () => {});
    await page.getByText('Try again').click();
    await page.getByTestId('preview-error').waitFor({ state: 'detached' });
    await page.getByTestId('preview-error').filter({ hasText: 'get on' }).waitFor({ timeout: 30_000 });
    expect(await runningWorkers(page)).not.toContain('PreviewPictures');
    await page.unroute(SCRIPT);
    await page.getByText('Try again').click();
    await waitForFrame(page, 0);
    expect(await page.getByTestId('preview-error').count()).toBe(0);
  });
});
