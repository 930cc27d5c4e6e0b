import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliploomSession, openCliploom } from '../../scripts/lib/driver';
import { findFirefox } from '../../scripts/lib/firefox';
import type { RenderReport, RenderSettings } from '../../scripts/lib/pageRender';
import { PROJECT } from '../../scripts/lib/paths';
import { decodeWarnings, ffprobeJson, frameTimes } from '../browser/support/ffprobe';
import { CliploomInFirefox } from '../browser/support/firefox/cliploomInFirefox';
import { likeness } from '../browser/support/nativePicture';
import { makeTone } from '../browser/support/sound';
import { tempDir } from '../browser/support/tempDir';
import { makeCountedClip } from '../media/makeCountedClip';
import { readCountedVideo } from '../media/readCountedVideo';
import { runFfmpeg } from '../media/runFfmpeg';
import { makeAv1 } from '../media/troubles';

const executable = findFirefox();
const sample = (name: string): string => join(PROJECT, 'public', 'samples', `${name}.mp4`);
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const size = { width: 320, height: 180 };

// Without one, `setup.ts` has said that these are skipped.
describe.skipIf(executable === null)('in Firefox', () => {
  const folder = tempDir();
  const counted = [0, 1, 2].map((id) => folder.file(`clip-${id}.mp4`));
  const voiceOver = folder.file('voice.wav');
  const SAME = {
    clips: counted,
    voiceOver,
    settings: { engine: 'ffmpeg', mode: 'random', seed: 5, maxClipDuration: 0.5, transition: 'crossfade' },
  } as const;
  let firefox: CliploomInFirefox;
  let chromium: CliploomSession;

  const open = (name: string, isolation = true): Promise<CliploomInFirefox> => {
    mkdirSync(folder.file(name));
    return CliploomInFirefox.open(executable ?? '', folder.file(name), isolation);
  };

  beforeAll(async () => {
    for (const [clipId, path] of counted.entries())
      await makeCountedClip({ path, clipId, fps: 30, seconds: 2, withAudio: true, ...size });
    await makeTone(voiceOver, 4.3);
    [firefox, chromium] = await Promise.all([open('profile'), openCliploom()]);
  });
  afterAll(async () => {
    await firefox?.close();
    await chromium?.close();
    folder[Symbol.dispose]();
  });

  interface Request {
    readonly clips: readonly string[];
    readonly voiceOver?: string;
    readonly subtitles?: string;
    readonly watermark?: string;
    readonly settings?: RenderSettings;
  }

  const settingsOf = ({ settings }: Request) =>
    ({ size, mode: 'sequential', maxClipDuration: 1, engine: 'ffmpeg', ...settings }) as const;
  const render = async (name: string, request: Request, by = firefox) => {
    const out = folder.file(`${name}.mp4`);
    const report = await by.renderFiles({ ...request, out, settings: settingsOf(request) });
    return { out, report: await expectSound(out, report) };
  };
  const renderInChromium = async (name: string, { watermark, ...request }: Request) => {
    const out = folder.file(`${name}-chromium.mp4`);
    const drawn = watermark === undefined ? {} : { watermark: { path: watermark } };
    const report = await chromium.renderFiles({ ...request, ...drawn, out, settings: settingsOf(request) });
    return { out, report: await expectSound(out, report) };
  };
  const expectSound = async (out: string, report: RenderReport): Promise<RenderReport> => {
    expect(report.problems).toEqual([]);
    expect(await decodeWarnings(out)).toBe('');
    const times = await frameTimes(out);
    expect(times).toHaveLength(report.output.frames);
    for (const [frame, time] of times.entries()) expect(time).toBeCloseTo(frame / 30, 4);
    return report;
  };

  const subtitles = (): string => {
    const path = folder.file('subtitles.srt');
    writeFileSync(path, '1\n00:00:00,000 --> 00:00:03,000\nHello, Grüße 👋\nשלום and 你好\n');
    return path;
  };
  const still = async (): Promise<string> => {
    const path = folder.file('still.png');
    await runFfmpeg(['-y', '-ss', '1', '-i', sample('misty-hills'), '-frames:v', '1', path]);
    return path;
  };
  const logo = async (): Promise<string> => {
    const path = folder.file('logo.png');
    await runFfmpeg(['-y', '-f', 'lavfi', '-i', 'color=red:s=200x100', '-frames:v', '1', path]);
    return path;
  };
  const animated = async (): Promise<string> => {
    const path = folder.file('animated.webp');
    const [source, moved] = [sample('misty-hills'), 'fps=10,scale=320:-2'];
    await runFfmpeg(['-y', '-t', '1', '-i', source, '-vf', moved, '-quality', '95', '-loop', '0', path]);
    return path;
  };
  const av1 = async (): Promise<string> => {
    const path = folder.file('av1.mp4');
    await makeAv1(path);
    return path;
  };

  /** Of the same in Chromium. */
  let expected: string;
  beforeAll(async () => {
    expected = sha256((await renderInChromium('same', SAME)).out);
  });

  describe('ffmpeg’s engine gives the bytes that it gives in Chromium', () => {
    it('with threads, again with clips from the cache, and of a whole render each frame is the right one', async () => {
      const cached = { ...SAME, settings: { ...SAME.settings, cache: true } };
      const first = await render('same', cached);
      expect(sha256(first.out)).toBe(expected);
      expect(first.report.clips.every(({ status }) => status === 'encoded')).toBe(true);
      const again = await render('again', cached);
      expect(sha256(again.out)).toBe(expected);
      expect(again.report.clips.every(({ status }) => status === 'cached')).toBe(true);

      const { out } = await render('counted', { clips: counted, voiceOver });
      const read = await readCountedVideo(out, { target: size, fit: 'cover', sourceSizes: [size] });
      expect(read).toEqual(
        Array.from({ length: 129 }, (_, frame) => ({
          clipId: Math.floor(frame / 30) % counted.length,
          frame: frame % 30,
        })),
      );
    });
  });

  describe('what the browser draws and decodes looks as in Chromium', () => {
    it.each<[string, () => Promise<Request>]>([
      ['captions', async () => ({ clips: [sample('misty-hills')], subtitles: subtitles() })],
      ['a watermark', async () => ({ clips: [sample('misty-hills')], watermark: await logo() })],
      ['a still', async () => ({ clips: [await still()] })],
      ['AV1', async () => ({ clips: [await av1()] })],
      ['an animated WebP', async () => ({ clips: [await animated()] })],
    ])('%s', async (name, request) => {
      const { out } = await render(name, await request());
      const other = await renderInChromium(name, await request());
      const { ssim, psnr } = await likeness(out, other.out);
      expect(ssim).toBeGreaterThanOrEqual(0.95);
      // Edges of letters, and the colours that a canvas makes of a video's, are each browser's own.
      expect(psnr).toBeGreaterThanOrEqual(22);
    });
  });

  describe('the browser’s own codecs look as ffmpeg’s engine makes it', () => {
    it.each<[string, () => Promise<Request>]>([
      ['a blurred ground', async () => ({ clips: [sample('misty-hills')], settings: { fit: 'blur' } })],
      ['captions', async () => ({ clips: [sample('misty-hills')], subtitles: subtitles() })],
      ['a still', async () => ({ clips: [await still()] })],
      ['AV1', async () => ({ clips: [await av1()] })],
      [
        'a crossfade',
        async () => ({
          clips: [sample('misty-hills'), sample('sunrise-sea')],
          settings: { transition: 'crossfade', maxClipDuration: 1.5 },
        }),
      ],
    ])('%s', async (name, request) => {
      const asked = await request();
      const { settings } = asked;
      const mine = await render(`${name}-own`, { ...asked, settings: { ...settings, engine: 'webcodecs' } });
      expect(mine.report.engine, mine.report.engineReason).toBe('webcodecs');
      const theirs = await render(`${name}-ffmpeg`, {
        ...asked,
        settings: { ...settings, engine: 'ffmpeg' },
      });
      const { ssim, psnr } = await likeness(mine.out, theirs.out);
      expect(ssim).toBeGreaterThanOrEqual(0.95);
      expect(psnr).toBeGreaterThanOrEqual(30);
    });
  });

  describe('the page', () => {
    const texts = (testid: string): Promise<string[]> =>
      firefox.page.evaluate(
        (id) =>
          [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)].map((it) => it.innerText),
        testid,
      );
    const click = (testid: string): Promise<void> =>
      firefox.page.evaluate(
        (id) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)?.click(),
        testid,
      );
    const canCreate = () =>
      firefox.page.evaluate(
        () => document.querySelector<HTMLButtonElement>('[data-testid="create"]')?.disabled === false,
      );

    /** Plays some of a video, and tells what it is. */
    const played = (testid: string) =>
      firefox.page.evaluate(async (id) => {
        const video = document.querySelector<HTMLVideoElement>(`[data-testid="${id}"]`);
        if (!video) return null;
        video.muted = true;
        await video.play();
        if (video.currentTime === 0)
          await new Promise((resolve) => video.addEventListener('timeupdate', resolve, { once: true }));
        video.pause();
        return { seconds: video.duration, width: video.videoWidth, height: video.videoHeight };
      }, testid);

    const dropText = () =>
      firefox.page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['just text'], 'notes.txt', { type: 'text/plain' }));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      });

    // A worker within a worker stood still in every third of these starts.
    it('starts a core with threads each time', async () => {
      for (let visit = 0; visit < 8; visit++) {
        await firefox.page.goto(firefox.url);
        await dropText();
        await expect.poll(() => texts('clip-error')).toHaveLength(1);
        await click('remove');
      }
    });

    it('sorts what is dropped, though the browser gives no handles of files', async () => {
      await dropText();
      await expect.poll(() => texts('clip-row')).toContainEqual(expect.stringContaining('notes.txt'));
      // FFmpeg has a look at it too, and is fetched for that.
      await expect.poll(() => texts('clip-error'), { timeout: 60_000 }).toHaveLength(1);
      await click('remove');
      await expect.poll(() => texts('clip-row')).toEqual([]);
    });

    it('makes and plays a video of the samples', async () => {
      await click('samples');
      await expect.poll(() => texts('clip-row')).toHaveLength(6);
      await firefox.page.evaluate(async () => {
        const fill = (label: string, value: string) => {
          const found = [...document.querySelectorAll('label')].find(({ innerText }) => innerText === label);
          const field = found?.control as HTMLInputElement;
          field.value = value;
          for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
        };
        fill('Shape', 'custom');
        // Its fields are there with the next picture.
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
        fill('Width (pixels)', '360');
        fill('Height (pixels)', '640');
      });
      await expect.poll(canCreate).toBe(true);
      await click('create');
      // Something finished is watched while the rest is made.
      await expect.poll(() => texts('watch'), { timeout: 60_000 }).toHaveLength(1);
      await firefox.page.evaluate(() => {
        const list = document.querySelector<HTMLDetailsElement>('[data-testid="watch"]');
        if (list) list.open = true;
      });
      await expect
        .poll(() => texts('watch-part').then(({ length }) => length), { timeout: 60_000 })
        .toBeGreaterThan(0);
      await click('watch-part');
      await expect.poll(() => texts('part-video')).toHaveLength(1);
      expect(await played('part-video')).toMatchObject({ width: 360, height: 640 });
      expect(await texts('cancel')).toHaveLength(1);
      await expect.poll(() => texts('result-video'), { timeout: 100_000 }).toHaveLength(1);
      const result = await played('result-video');
      const voice = await ffprobeJson(join(PROJECT, 'public', 'samples', 'voice-over.flac'));
      const seconds = Math.ceil(Number(voice.format.duration) * 30) / 30;
      expect(result).toMatchObject({ width: 360, height: 640 });
      expect(result?.seconds).toBeCloseTo(seconds, 1);
      mkdirSync(join(PROJECT, 'tests', 'output'), { recursive: true });
      await firefox.page.screenshot(join(PROJECT, 'tests', 'output', 'firefox.png'));
    });

    it('has its small files again on the next visit, and asks for none', async () => {
      const before = await texts('clip-row');
      await firefox.page.goto(firefox.url);
      await expect.poll(() => texts('clip-row')).toHaveLength(before.length);
      await expect.poll(canCreate).toBe(true);
      expect(await texts('missing-file')).toEqual([]);
    });

    it('has complained of nothing', () => {
      expect(firefox.page.errors).toEqual([]);
    });
  });

  it('gives the bytes of ffmpeg’s engine without cross-origin isolation too, on the single-threaded core', async () => {
    const own = await open('profile-not-isolated', false);
    try {
      expect(await own.page.evaluate(() => crossOriginIsolated)).toBe(false);
      const { out, report } = await render('not-isolated', SAME, own);
      expect(report.threadsPerWorker).toBe(1);
      expect(sha256(out)).toBe(expected);
    } finally {
      await own.close();
    }
  });
});
