import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliploomSession, openCliploom } from '../../scripts/lib/driver';
import { seededRandom } from '../../src/plan/random';
import { makeCountedClip } from '../media/makeCountedClip';
import { clearClips, storedClips } from './support/cachePage';
import {
  chooseEngine,
  chooseSize,
  clipCounts,
  openTab,
  rows,
  untilStored,
  videoHash,
} from './support/resumePage';
import { tempDir } from './support/tempDir';

const COUNT = 12;
const { CLIPLOOM_CLOSINGS } = process.env;
/** Ten in `npm run test:faults`. */
const CLOSINGS = Number(CLIPLOOM_CLOSINGS ?? 4);
const SEED = 20_261_124;

const folder = tempDir();
const clips = Array.from({ length: COUNT }, (_, id) => folder.file(`clip-${id}.mp4`));
let session: CliploomSession;
let url: string;
let undisturbed = '';

/** Begins the video that is on the page, and waits until so much of it is done. */
const createTo = async (page: Page, percent: number): Promise<void> => {
  await expect.poll(() => rows(page).count()).toBe(COUNT);
  expect(await page.getByTestId('unfinished').count()).toBe(0);
  await clearClips(page);
  await page.getByTestId('create').click();
  await page.waitForFunction(
    (from) => {
      const bar = document.querySelector('[data-testid=progress]');
      return Number(bar?.getAttribute('aria-valuenow') ?? -1) >= from;
    },
    percent,
    { timeout: 60_000, polling: 10 },
  );
};

/** Continues the video that was cut off, and tells what was there before. */
const continued = async (page: Page) => {
  await page.getByTestId('unfinished').waitFor({ timeout: 30_000 });
  const stored = (await storedClips(page)).length;
  await page.getByTestId('continue').click();
  return { stored, ...(await finished(page)) };
};

const finished = async (page: Page) => {
  await page.getByTestId('result-video').waitFor({ timeout: 90_000 });
  return { hash: await videoHash(page), ...(await clipCounts(page)) };
};

beforeAll(async () => {
  for (const [clipId, path] of clips.entries()) {
    await makeCountedClip({ path, clipId, width: 320, height: 180, fps: 30, seconds: 2 });
  }
  session = await openCliploom({ profile: folder.file('profile') });
  url = session.page.url();
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

describe('a page that was closed in mid-render', () => {
  it(`continues with what is missing alone, to the same bytes, after each of ${CLOSINGS} moments`, async () => {
    const { page } = session;
    await page.getByTestId('clip-input').setInputFiles(clips);
    await chooseSize(page, 320, 180);
    // Its bytes are always the same.
    await chooseEngine(page, 'ffmpeg');
    await page.getByTestId('create').click();
    const { hash: whole, ...counts } = await finished(page);
    undisturbed = whole;
    expect(counts).toEqual({ encoded: COUNT, cached: 0 });
    await untilStored(page, 'clip-11.mp4', '320');
    await page.goto('about:blank');

    const random = seededRandom(SEED);
    const seen: string[] = [];
    let both = 0;
    for (let round = 0; round < CLOSINGS; round += 1) {
      const percent = Math.floor(random() * 85);
      const first = await openTab(session.page, url);
      await createTo(first, percent);
      await first.close();

      const second = await openTab(session.page, url);
      const { stored, hash, encoded, cached } = await continued(second);
      seen.push(`closed at ${percent} %: ${cached} there, ${encoded} encoded`);
      expect({ hash, encoded, cached }).toEqual({
        hash: undisturbed,
        encoded: COUNT - stored,
        cached: stored,
      });
      if (encoded > 0 && cached > 0) both += 1;
      expect(await second.getByTestId('unfinished').count()).toBe(0);
      await second.close();
    }
    console.log(seen.join('\n'));
    // Closed before the first clip and after the last one, nothing would be shown.
    expect(both).toBeGreaterThanOrEqual(CLOSINGS / 2);
  }, 600_000);

  it('continues after the whole browser was closed', async () => {
    const page = await openTab(session.page, url);
    await expect.poll(() => rows(page).count()).toBe(COUNT);
    await chooseEngine(page, 'auto');
    await createTo(page, 40);
    await session.close();
    session = await openCliploom({ profile: folder.file('profile') });
    // What began goes on, whatever would be faster by now.
    await session.page.evaluate(() => {
      const one = Array(6).fill(0);
      const covariance = one.map((_, row) => one.map((__, at) => (row === at ? 1 : 0)));
      const fit = { factors: Array(6).fill(100), covariance, count: 9 };
      const fits = { 'browser in software': fit };
      localStorage.setItem('cliploom.costs', JSON.stringify({ version: 1, fits }));
    });
    const { stored, ...video } = await continued(session.page);
    expect(stored).toBeGreaterThan(0);
    expect(video).toMatchObject({ encoded: COUNT - stored, cached: stored });
  });
});
