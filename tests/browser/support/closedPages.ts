import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { seededRandom } from '../../../src/plan/random';
import { makeCountedClip } from '../../media/makeCountedClip';
import { clearClips, storedClips } from './cachePage';
import { chooseEngine, chooseSize, clipCounts, openTab, rows, untilStored, videoHash } from './resumePage';
import { openSession } from './session';
import { tempDir } from './tempDir';

/** Clips of the video that is cut off. */
export const COUNT = 12;
const SEED = 20_261_124;
/** Some clips are done by then, and some are not, however busy the machine is. */
export const IN_THE_MIDDLE = 40;

/** So many moments, in percent, that may be before the first clip is done and hardly ever after the last one. */
export const randomMoments = (count: number): number[] => {
  const random = seededRandom(SEED);
  return Array.from({ length: count }, () => Math.floor(random() * 85));
};

/** Makes them. */
export const makeClips = async (folder: ReturnType<typeof tempDir>): Promise<string[]> => {
  const clips = Array.from({ length: COUNT }, (_, id) => folder.file(`clip-${id}.mp4`));
  for (const [clipId, path] of clips.entries())
    await makeCountedClip({ path, clipId, width: 320, height: 180, fps: 30, seconds: 2 });
  return clips;
};

/** Starts the video that is on the page, and waits until so much of it is done. */
export const createTo = async (page: Page, percent: number): Promise<void> => {
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
export const continued = async (page: Page) => {
  await page.getByTestId('unfinished').waitFor({ timeout: 30_000 });
  const stored = (await storedClips(page)).length;
  await page.getByTestId('continue').click();
  return { stored, ...(await finished(page)) };
};

const finished = async (page: Page) => {
  await page.getByTestId('result-video').waitFor({ timeout: 90_000 });
  return { hash: await videoHash(page), ...(await clipCounts(page)) };
};

/**
 * Makes the whole video on a page, by an engine whose bytes are always the same there; stored with it, the project comes
 * back on the next one.
 * @returns the video's hash
 */
export const makeWhole = async (
  page: Page,
  clips: readonly string[],
  engine: 'ffmpeg' | 'webcodecs',
): Promise<string> => {
  await page.getByTestId('clip-input').setInputFiles(clips);
  await chooseSize(page, 320, 180);
  await chooseEngine(page, engine);
  await page.getByTestId('create').click();
  const { hash, ...counts } = await finished(page);
  expect(counts).toEqual({ encoded: COUNT, cached: 0 });
  await untilStored(page, 'clip-11.mp4', '320');
  await page.goto('about:blank');
  return hash;
};

/** Declares a test in which the page is closed in mid-render at each of these moments, in percent, and continues. */
export const describeClosedPages = (moments: readonly number[]): void => {
  describe('a page that was closed in mid-render', () => {
    const folder = tempDir();
    let session: CliploomSession;
    beforeAll(async () => {
      session = await openSession();
    });
    afterAll(async () => {
      await session?.close();
      folder[Symbol.dispose]();
    });

    it(`continues with what is missing alone, to the same bytes, after each of ${moments.length} moments`, async () => {
      const { page } = session;
      const url = page.url();
      const undisturbed = await makeWhole(page, await makeClips(folder), 'ffmpeg');
      const seen: string[] = [];
      let both = 0;
      for (const percent of moments) {
        const first = await openTab(page, url);
        await createTo(first, percent);
        await first.close();

        const second = await openTab(page, url);
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
      expect(both).toBeGreaterThanOrEqual(moments.length / 2);
    }, 600_000);
  });
};
