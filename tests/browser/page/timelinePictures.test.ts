import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { PROJECT } from '../../../scripts/lib/paths';
import { type CountedClip, makeCountedClip } from '../../media/makeCountedClip';
import { readCountedVideo } from '../../media/readCountedVideo';
import { freshPage } from '../support/freshPage';
import { openSession } from '../support/session';
import { tempDir } from '../support/tempDir';
import { shotsOf } from '../support/timeline';

const folder = tempDir();
const clips = [1, 2].map((id) => folder.file(`clip-${id}.mp4`));
/** What no browser, or only some, decodes. The name tells the clip's number; `gop`: frames from one key frame to the next. */
const FFMPEGS: readonly (Required<Pick<CountedClip, 'codec' | 'extraArgs'>> & {
  name: string;
  gop: number;
})[] = [
  // Read whole by ffmpeg, to the frame.
  { name: '3.mpg', codec: 'mpeg2video', gop: 1, extraArgs: ['-q:v', '2'] },
  { name: '4.ts', codec: 'mpeg2video', gop: 10, extraArgs: ['-q:v', '2', '-g', '10'] },
  { name: '5.mov', codec: 'prores_ks', gop: 1, extraArgs: ['-pix_fmt', 'yuv422p10le'] },
  {
    ...{ name: '6.mp4', codec: 'libx265', gop: 10 },
    extraArgs: [
      '-tag:v',
      'hvc1',
      '-x265-params',
      'keyint=10:min-keyint=10:scenecut=0:open-gop=0:log-level=error',
    ],
  },
];
const SIZE = { width: 320, height: 180 };
let session: CliploomSession;
let page: Page;

beforeAll(async () => {
  const make = (path: string, clipId: number, how: Pick<CountedClip, 'codec' | 'extraArgs'> = {}) =>
    makeCountedClip({ path, clipId, ...SIZE, fps: 30, seconds: 3, ...how });
  for (const [place, path] of clips.entries()) await make(path, place + 1);
  for (const { name, codec, extraArgs } of FFMPEGS) {
    await make(folder.file(name), Number.parseInt(name, 10), { codec, extraArgs });
  }
  session = await openSession();
  page = session.page;
  await page.setViewportSize({ width: 1280, height: 900 });
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});
beforeEach(() => freshPage(page));

const shot = (place: number) => page.locator(`[data-shot="${place}"]`);

interface Seen {
  readonly clipId: number;
  readonly frame: number;
}

/** Which clip and frame a small picture shows; `null` where it cannot be made out. */
const readPicture = async (address: string): Promise<Seen | null> => {
  const bytes = await page.evaluate(async (url) => Array.from(await (await fetch(url)).bytes()), address);
  const path = folder.file('picture.jpg');
  writeFileSync(path, Uint8Array.from(bytes));
  const target = { width: 192, height: 108 };
  const [seen] = await readCountedVideo(path, { target, fit: 'cover', sourceSizes: [SIZE] });
  return seen ?? null;
};

/** Of each shot: what its picture shows, and what it begins with. */
const shotsSeen = async (): Promise<{ seen: Seen | null; begins: Seen }[]> => {
  const all = await page.getByTestId('shot').evaluateAll((elements) =>
    elements.map((one) => ({
      address:
        /url\("(.*)"\)/.exec(getComputedStyle(one.querySelector('button')!).backgroundImage)?.[1] ?? '',
      name: one.getAttribute('data-name') ?? '',
      from: Number(one.getAttribute('data-from')),
    })),
  );
  const seen = [];
  for (const { address, name, from } of all) {
    const begins = { clipId: Number(/\d/.exec(name)?.[0]), frame: Math.round(from * 30) };
    seen.push({ seen: await readPicture(address), begins });
  }
  return seen;
};

/** Every shot shows what it begins with, once that is there. */
const expectOwnPictures = async (
  framesAtMostBefore: (clipId: number) => number = () => 0,
  timeout = 15_000,
): Promise<void> => {
  const isOwn = ({ seen, begins }: { seen: Seen | null; begins: Seen }): boolean =>
    seen !== null &&
    seen.clipId === begins.clipId &&
    seen.frame <= begins.frame &&
    seen.frame >= begins.frame - framesAtMostBefore(begins.clipId);
  await expect
    .poll(async () => (await shotsSeen().catch(() => [])).map(isOwn), { timeout })
    .toEqual(expect.toSatisfy((all: boolean[]) => all.length > 0 && all.every(Boolean)));
};

describe('the timeline’s pictures', () => {
  it('are what each shot begins with, whichever plan it is', async () => {
    await page.getByTestId('clip-input').setInputFiles(clips);
    await page.getByLabel('Longest clip (seconds)').fill('1');
    await expect.poll(async () => (await shotsOf(page)).length).toBe(6);
    await expectOwnPictures();
    await page.getByTestId('timeline-reshuffle').click();
    await expectOwnPictures();
    await shot(4).click();
    await page.getByTestId('trim-start').focus();
    await page.keyboard.press('Shift+ArrowRight');
    // Its clip shows this part alone now.
    await expect.poll(async () => (await shotsOf(page)).length).toBe(4);
    await expectOwnPictures();
    await page.screenshot({ path: join(PROJECT, 'tests', 'output', 'timeline-pictures.png') });
  });

  it('are made by ffmpeg where the browser has none, and so are those of the list', async () => {
    await page.getByTestId('clip-input').setInputFiles(FFMPEGS.map(({ name }) => folder.file(name)));
    await page.getByLabel('Longest clip (seconds)').fill('1.5');
    await expect.poll(async () => (await shotsOf(page)).length, { timeout: 60_000 }).toBe(8);
    await expectOwnPictures(
      (clipId) => FFMPEGS.find(({ name }) => Number.parseInt(name, 10) === clipId)!.gop - 1,
      60_000,
    );
    const listed = page.getByTestId('clip-row').locator('.picture img');
    await expect.poll(() => listed.count(), { timeout: 60_000 }).toBe(FFMPEGS.length);
    const addresses = await listed.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).src));
    const ids = [];
    for (const address of addresses) ids.push((await readPicture(address))?.clipId);
    expect(ids).toEqual([3, 4, 5, 6]);
    await page.screenshot({ path: join(PROJECT, 'tests', 'output', 'timeline-pictures-ffmpeg.png') });
  });
});
