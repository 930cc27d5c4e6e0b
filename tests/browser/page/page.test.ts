import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { PROJECT } from '../../../scripts/lib/paths';
import english from '../../../src/page/text/languages/en';
import { makeCountedClip } from '../../media/makeCountedClip';
import { openFakePage } from '../support/fakeEngine/page';
import { freshPage } from '../support/freshPage';
import { canCreate } from '../support/pageStates';
import { chooseSize } from '../support/resumePage';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const clips = [0, 1, 2].map((id) => folder.file(`clip-${id}.mp4`));
const voiceOver = folder.file('voice.mp3');
const notAVideo = folder.file('notes.mp4');
let session: CliploomSession;
let page: Page;

/** Screenshots of each state, to be looked at. */
const shot = async (name: string): Promise<void> => {
  const shots = join(PROJECT, 'tests', 'output');
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
};

const rows = () => page.getByTestId('clip-row');
const names = async () => (await rows().allInnerTexts()).map((text) => /clip-\d|notes/.exec(text)?.[0]);

const boxOf = async (testid: string) => {
  const box = await page.getByTestId(testid).boundingBox();
  if (!box) throw new Error(`${testid} is not shown.`);
  return box;
};

const addClips = async (paths = clips): Promise<void> => {
  await page.getByTestId('clip-input').setInputFiles(paths);
  await page.getByTestId('voice-input').setInputFiles(voiceOver);
  await expect.poll(() => rows().count()).toBe(paths.length);
};

const chooseSmallSize = (): Promise<void> => chooseSize(page, 180, 320);

beforeAll(async () => {
  for (const [clipId, path] of clips.entries()) {
    await makeCountedClip({ path, clipId, width: 320, height: 180, fps: 30, seconds: 3, withAudio: true });
  }
  await makeTone(voiceOver, 6);
  writeFileSync(notAVideo, 'Not a video at all.\n'.repeat(50));
  session = await openFakePage();
  page = session.page;
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});
beforeEach(async () => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await freshPage(page);
});

describe('the page', () => {
  it('shows what is wrong with a file at its row, and makes the video of the others', async () => {
    await addClips([clips[0]!, notAVideo, clips[1]!]);
    await page.getByTestId('clip-error').waitFor({ timeout: 30_000 });
    expect(await page.getByTestId('clip-error').innerText()).toMatch(/“notes.mp4” is not a video/);
    await chooseSmallSize();
    await shot('bad-file');
    await page.getByTestId('create').click();
    await page.getByTestId('result-video').waitFor({ timeout: 60_000 });
  });

  it('has nothing to create without a usable clip, and says why', async () => {
    expect(await page.getByTestId('create').isDisabled()).toBe(true);
    expect(await page.getByText('Add at least one clip').isVisible()).toBe(true);
    await page.getByTestId('clip-input').setInputFiles([notAVideo]);
    await page.getByText('None of the clips can be read').waitFor({ timeout: 30_000 });
    expect(await page.getByTestId('create').isDisabled()).toBe(true);
  });

  it('is reordered by keyboard, with the focus staying on what moves, and by buttons', async () => {
    await addClips();
    expect(await names()).toEqual(['clip-0', 'clip-1', 'clip-2']);
    await rows().nth(2).focus();
    await page.keyboard.press('Alt+ArrowUp');
    expect(await names()).toEqual(['clip-0', 'clip-2', 'clip-1']);
    await page.keyboard.press('Alt+ArrowUp');
    expect(await names()).toEqual(['clip-2', 'clip-0', 'clip-1']);
    await rows().first().getByTestId('move-down').click();
    expect(await names()).toEqual(['clip-0', 'clip-2', 'clip-1']);
    await rows().nth(1).getByTestId('remove').click();
    expect(await names()).toEqual(['clip-0', 'clip-1']);
  });

  it('is reordered by mouse', async () => {
    await addClips();
    await canCreate(page);
    // The timeline covers the lower part of the window.
    await rows()
      .nth(0)
      .evaluate((row) => row.scrollIntoView({ block: 'start', behavior: 'instant' }));
    const from = (await rows().nth(0).locator('[data-drag-handle]').boundingBox())!;
    const to = (await rows().nth(2).boundingBox())!;
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2, to.y + to.height - 4, { steps: 12 });
    await page.mouse.up();
    expect(await names()).toEqual(['clip-1', 'clip-2', 'clip-0']);
  });

  it('sorts what is dropped by what it is', async () => {
    const drop = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['x'], 'speech.mp3', { type: 'audio/mpeg' }));
      transfer.items.add(new File(['just text'], 'notes.txt', { type: 'text/plain' }));
      return transfer;
    });
    await page.dispatchEvent('body', 'drop', { dataTransfer: drop });
    await page.getByTestId('clip-error').waitFor({ timeout: 30_000 });
    expect(await rows().allInnerTexts()).toEqual([expect.stringContaining('notes.txt')]);
    await page.getByText('speech.mp3').first().waitFor();
  });

  it('begins without what comes with the first clip, fetches it at a touch, and says so where it cannot', async () => {
    const later = () =>
      page.evaluate(
        () =>
          performance.getEntriesByType('resource').filter(({ name }) => /\/later-.*\.js$/.test(name)).length,
      );
    await page.getByTestId('create').waitFor();
    expect(await later()).toBe(0);
    await page.keyboard.press('Tab');
    await expect.poll(later).toBe(1);

    const own = await page.context().newPage();
    try {
      await own.route('**/later-*.js', (route) => route.abort());
      await own.goto(page.url());
      await own.getByTestId('clip-input').setInputFiles(clips);
      await own.getByRole('alert').getByText(english.partMissing).first().waitFor();
    } finally {
      await own.close();
    }
  });

  it('shows any shape of the video to come within its place', async () => {
    for (const width of [1280, 768, 360]) {
      await page.setViewportSize({ width, height: 800 });
      for (const [wide, high] of [
        [4096, 128],
        [1920, 1080],
        [128, 4096],
      ] as const) {
        await chooseSize(page, wide, high);
        const place = await boxOf('placeholder');
        const frame = (await page.getByTestId('placeholder').locator('div').boundingBox())!;
        const what = `${wide} × ${high} at ${width} pixels`;
        expect(frame.x, what).toBeGreaterThanOrEqual(place.x);
        expect(frame.x + frame.width, what).toBeLessThanOrEqual(place.x + place.width);
        expect(frame.width, what).toBeGreaterThan(2);
        expect(frame.height, what).toBeLessThanOrEqual(145);
      }
    }
  });

  it('has what makes the video above the timeline, at the page’s end too', async () => {
    await addClips();
    await page.getByTestId('ruler').waitFor();
    for (const top of [0, 1e6]) {
      await page.evaluate((y) => scrollTo({ top: y, behavior: 'instant' }), top);
      const [button, timeline] = [await boxOf('create'), await boxOf('timeline')];
      expect(button.y + button.height).toBeLessThanOrEqual(timeline.y);
      // Nothing comes below it that would push it up.
      expect(timeline.y + timeline.height).toBeGreaterThan(700);
    }
  });

  it('folds the timeline on a low window, until it is wanted', async () => {
    await page.setViewportSize({ width: 1280, height: 640 });
    await addClips();
    await page.getByTestId('timeline-facts').waitFor();
    expect(await page.getByTestId('ruler').count()).toBe(0);
    const folded = await boxOf('timeline');
    expect(folded.height).toBeLessThan(100);
    expect(folded.y + folded.height).toBeLessThanOrEqual(640);
    await page.getByRole('button', { name: english.timeline.show }).click();
    await page.getByTestId('ruler').waitFor();
  });

  it('fits a screen of 360 pixels', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await addClips();
    await page.locator('summary').first().click();
    await shot('360');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});
