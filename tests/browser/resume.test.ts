import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliploomSession, openCliploom } from '../../scripts/lib/driver';
import { seededRandom } from '../../src/plan/random';
import { makeCountedClip } from '../media/makeCountedClip';
import { clearClips, storedClips } from './support/cachePage';
import { chooseSize, clipCounts, openTab, rows, untilStored, videoHash } from './support/resumePage';
import { tempDir } from './support/tempDir';

const COUNT = 12;
const CLOSINGS = 10;
const SEED = 20_261_124;

const folder = tempDir();
const clips = Array.from({ length: COUNT }, (_, id) => folder.file(`clip-${id}.mp4`));
let session: CliploomSession;
let url: string;

const finished = async (page: Awaited<ReturnType<typeof openTab>>) => {
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
    await page.getByTestId('create').click();
    const { hash: undisturbed, ...counts } = await finished(page);
    expect(counts).toEqual({ encoded: COUNT, cached: 0 });
    await untilStored(page, 'clip-11.mp4', '320');
    await page.goto('about:blank');

    const random = seededRandom(SEED);
    const seen: string[] = [];
    let both = 0;
    for (let round = 0; round < CLOSINGS; round += 1) {
      const percent = Math.floor(random() * 85);
      const first = await openTab(session.page, url);
      await expect.poll(() => rows(first).count(), { timeout: 20_000 }).toBe(COUNT);
      expect(await first.getByTestId('unfinished').count()).toBe(0);
      await clearClips(first);
      await first.getByTestId('create').click();
      await first.waitForFunction(
        (from) => {
          const bar = document.querySelector('[data-testid=progress]');
          return Number(bar?.getAttribute('aria-valuenow') ?? -1) >= from;
        },
        percent,
        { timeout: 60_000, polling: 10 },
      );
      await first.close();

      const second = await openTab(session.page, url);
      await second.getByTestId('unfinished').waitFor({ timeout: 20_000 });
      const stored = (await storedClips(second)).length;
      await second.getByTestId('continue').click();
      const { hash, encoded, cached } = await finished(second);
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
});
