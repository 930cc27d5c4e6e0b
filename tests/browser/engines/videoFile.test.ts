import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import type { CliploomGlobals } from '../../../scripts/lib/pageRender';
import { runFfmpeg } from '../../media/runFfmpeg';
import { sha256, storedFiles } from '../support/cachePage';
import { decodeWarnings, frameTimes } from '../support/ffprobe';
import { openSession } from '../support/session';
import { tempDir } from '../support/tempDir';

const MIB = 2 ** 20;
const folder = tempDir();
const noise = folder.file('noise.mp4');
const settings = { size: { width: 640, height: 360 }, mode: 'sequential', maxClipDuration: 3 } as const;
let session: CliploomSession;

beforeAll(async () => {
  // Pictures that no encoder can make small.
  const source = 'color=gray:size=640x360:rate=30:duration=3,noise=alls=100:allf=t';
  await runFfmpeg(['-f', 'lavfi', '-i', source, '-c:v', 'mpeg4', '-q:v', '2', noise]);
  session = await openSession({ engine: 'ffmpeg' });
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

/** Files of tabs, by their folder. */
const scratch = async () =>
  Object.entries(await storedFiles(session.page)).filter(([path]) => path.startsWith('scratch/'));

/** The video by the driver, made once for all tests, and what lay on the disk when it was done. */
const makeWhole = async () => {
  const path = folder.file('whole.mp4');
  const { output } = await session.renderFiles({ clips: [noise], out: path, settings });
  return { path, bytes: output.bytes, stored: (await scratch()).map(([, bytes]) => bytes) };
};
let making: ReturnType<typeof makeWhole> | null = null;
const whole = () => {
  making ??= makeWhole();
  return making;
};

/** Renders without the driver, and plays what comes out in the page. */
const playInPage = () =>
  session.page.evaluate(async (options) => {
    const input = document.querySelector<HTMLInputElement>('#to-play');
    const { cliploom } = globalThis as CliploomGlobals;
    const result = await cliploom?.combineVideos({ ...options, clips: [...(input?.files ?? [])] });
    const video = document.createElement('video');
    video.src = URL.createObjectURL(result?.blob ?? new Blob());
    const seen: number[] = [];
    for (const seconds of [2.9, 0, 2]) {
      await new Promise((resolve, reject) => {
        video.onseeked = resolve;
        video.onerror = () => reject(new Error(video.error?.message));
        video.currentTime = seconds;
      });
      seen.push(video.currentTime);
    }
    const { duration, videoWidth } = video;
    return { type: result?.blob?.type, duration, videoWidth, seen };
  }, settings);

describe('a large video', () => {
  it('lies on the disk in pieces, and is downloaded whole, with its header in front', async () => {
    const { path, bytes, stored } = await whole();
    expect(bytes).toBeGreaterThan(9 * MIB);
    expect(stored).toHaveLength(Math.floor(bytes / (8 * MIB)));
    for (const piece of stored) expect(piece).toBeGreaterThanOrEqual(8 * MIB);
    expect(await frameTimes(path)).toHaveLength(90);
    expect(await decodeWarnings(path)).toBe('');
    const boxes = await runFfmpeg([
      ...['-v', 'trace', '-i', path, '-c', 'copy', '-frames:v', '1', '-f', 'null', '-'],
    ]);
    expect(boxes.indexOf("type:'moov'")).toBeGreaterThan(0);
    expect(boxes.indexOf("type:'moov'")).toBeLessThan(boxes.indexOf("type:'mdat'"));
  });

  it('plays in the page, and is gone with it', async () => {
    const { page } = session;
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('input'), { id: 'to-play', type: 'file' }));
    });
    await page.locator('#to-play').setInputFiles(noise);
    expect(await playInPage()).toEqual({
      type: 'video/mp4',
      duration: 3,
      videoWidth: 640,
      seen: [2.9, 0, 2],
    });
    const before = new Set((await scratch()).map(([path]) => path.split('/')[1]));
    expect(before.size).toBe(1);

    await page.reload();
    await page.waitForFunction(() => 'cliploom' in globalThis);
    const out = folder.file('after.mp4');
    await session.renderFiles({ clips: [noise], out, settings: { ...settings, maxClipDuration: 0.5 } });
    await expect
      .poll(async () => (await scratch()).filter(([path]) => before.has(path.split('/')[1])))
      .toEqual([]);
  });

  it('gives its room back when the page makes another', async () => {
    const { page } = session;
    await page.reload();
    await page.getByTestId('clip-input').setInputFiles(noise);
    await page.getByLabel('Shape').selectOption('custom');
    await page.getByLabel('Width (pixels)').fill('640');
    await page.getByLabel('Height (pixels)').fill('360');
    const video = page.getByTestId('result-video');
    await page.getByTestId('create').click();
    await video.waitFor({ timeout: 60_000 });
    const first = await video.getAttribute('src');
    const before = (await scratch()).map(([path]) => path);
    expect(before).not.toEqual([]);
    await page.getByTestId('create').click();
    await expect.poll(() => video.getAttribute('src'), { timeout: 60_000 }).not.toBe(first);
    const after = (await scratch()).map(([path]) => path);
    expect(after).toHaveLength(before.length);
    expect(after).not.toEqual(before);
  });

  it('is the same on a disk that is full', async () => {
    const { path: plenty } = await whole();
    const full = folder.file('full.mp4');
    const devtools = await session.page.context().newCDPSession(session.page);
    const { origin } = new URL(session.page.url());
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
    const before = (await scratch()).length;
    await session.renderFiles({ clips: [noise], out: full, settings });
    expect((await scratch()).length).toBe(before);
    expect(sha256(full)).toBe(sha256(plenty));
  });
});
