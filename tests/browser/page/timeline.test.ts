import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { makeCountedClip } from '../../media/makeCountedClip';
import { runFfmpeg } from '../../media/runFfmpeg';
import { openFakePage } from '../support/fakeEngine/page';
import { freshPage } from '../support/freshPage';
import { untilStored } from '../support/resumePage';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';
import { shotsOf } from '../support/timeline';

const folder = tempDir();
const clips = [0, 1, 2].map((id) => folder.file(`clip-${id}.mp4`));
const other = folder.file('other.mp4');
const voice = folder.file('voice.wav');
const music = folder.file('music.wav');
const subtitles = folder.file('film.srt');
const SRT = `1
00:00:01,000 --> 00:00:02,500
Hello

2
00:00:04,000 --> 00:00:09,000
there
`;
let session: CliploomSession;
let page: Page;

const shots = () => shotsOf(page);
const shown = async () => (await shots()).map(([name]) => name);
const shot = (place: number) => page.locator(`[data-shot="${place}"]`);
const rows = async () =>
  (await page.getByTestId('clip-row').allInnerTexts()).map((text) => /[a-z]+(-\d)?(?=\.mp4)/.exec(text)?.[0]);
const set = (testid: string, ...paths: string[]) => page.getByTestId(testid).setInputFiles(paths);
const middle = async (place: number) => {
  const { x, y, width, height } = (await shot(place).boundingBox())!;
  return { x: x + width / 2, y: y + height / 2, left: x, right: x + width };
};
const drag = async (from: { x: number; y: number }, x: number): Promise<void> => {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(x, from.y, { steps: 8 });
  await page.mouse.up();
};

/** Three clips of three seconds as they are listed, two seconds of each. */
const listed = async (): Promise<void> => {
  await set('clip-input', ...clips);
  await page.getByLabel('Order').selectOption('sequential');
  await page.getByLabel('Longest clip (seconds)').fill('2');
  await expect.poll(shots).toEqual([
    ['clip-0', 0, 60],
    ['clip-1', 60, 60],
    ['clip-2', 120, 60],
  ]);
};

beforeAll(async () => {
  for (const [clipId, path] of [...clips, other].entries()) {
    await makeCountedClip({ path, clipId, width: 320, height: 180, fps: 30, seconds: 3 });
  }
  await makeTone(voice, 5);
  await runFfmpeg(['-f', 'lavfi', '-i', 'aevalsrc=0.9*sin(2*PI*220*t):d=2', music]);
  writeFileSync(subtitles, SRT);
  session = await openFakePage();
  page = session.page;
  await page.setViewportSize({ width: 1280, height: 900 });
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});
beforeEach(() => freshPage(page));

describe('the timeline', () => {
  it('is reordered by mouse and by keyboard, as the list is', async () => {
    await listed();
    await drag(await middle(0), (await middle(2)).right - 4);
    await expect.poll(shown).toEqual(['clip-1', 'clip-2', 'clip-0']);
    expect(await rows()).toEqual(['clip-1', 'clip-2', 'clip-0']);
    await shot(2).focus();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(shown).toEqual(['clip-1', 'clip-0', 'clip-2']);
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-shot'))).toBe('1');
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(shown).toEqual(['clip-0', 'clip-1', 'clip-2']);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-shot'))).toBe('1');
    // Escape while dragging leaves everything where it is.
    const from = await middle(0);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((await middle(2)).right - 4, from.y, { steps: 4 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await shown()).toEqual(['clip-0', 'clip-1', 'clip-2']);
  });

  it('is trimmed by whole frames, by keyboard and by mouse', async () => {
    await listed();
    await shot(1).click();
    await page.getByTestId('trim-start').focus();
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(shots).toEqual([
      ['clip-0', 0, 60],
      ['clip-1', 60, 50],
      ['clip-2', 110, 60],
    ]);
    await page.getByTestId('trim-end').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await shots())[1]).toEqual(['clip-1', 60, 49]);
    // From frame 10 on there are 80 left: it goes no further.
    const handle = (await page.getByTestId('trim-end').boundingBox())!;
    await drag({ x: handle.x + 2, y: handle.y + 20 }, handle.x + 900);
    await expect.poll(async () => (await shots())[1]).toEqual(['clip-1', 60, 80]);
    const own = page.getByTestId('clip-row').nth(1).getByTestId('own-settings');
    await own.locator('summary').click();
    expect(await own.getByLabel('Begin at (seconds)').inputValue()).toBe('0.3333');
    expect(await own.getByLabel('End at (seconds)').inputValue()).toBe('3');
  });

  it('leaves clips out and takes them back, and replaces one', async () => {
    await listed();
    await shot(1).focus();
    await page.keyboard.press('Delete');
    await expect.poll(shown).toEqual(['clip-0', 'clip-2']);
    expect(await rows()).toEqual(['clip-0', 'clip-1', 'clip-2']);
    await page.getByTestId('include').click();
    await expect.poll(shown).toEqual(['clip-0', 'clip-1', 'clip-2']);
    await shot(2).click();
    await set('replace-input', other);
    await expect.poll(shown).toEqual(['clip-0', 'clip-1', 'other']);
    await page.reload();
    await expect.poll(rows).toEqual(['clip-0', 'clip-1', 'other']);
  });

  it('is shuffled by its seed, and its order kept for moving', async () => {
    await set('clip-input', ...clips, other);
    await expect.poll(async () => (await shown()).length).toBe(4);
    const seed = page.getByLabel('Seed');
    // What is planned again is there before it is stored.
    const planned = async () => untilStored(page, `\\"seed\\": ${await seed.inputValue()}`);
    const orders = new Map<string, string>();
    for (const value of ['1', '2', '3', '1']) {
      await seed.fill(value);
      await planned();
      const order = (await shown()).join();
      expect(orders.get(value) ?? order).toBe(order);
      orders.set(value, order);
    }
    expect(new Set(orders.values()).size).toBeGreaterThan(1);
    await page.getByTestId('timeline-reshuffle').click();
    await expect.poll(() => seed.inputValue()).not.toBe('1');
    await planned();
    const before = await shown();
    await page.getByTestId('keep-order').click();
    await expect.poll(rows).toEqual(before);
    await expect.poll(shown).toEqual(before);
    expect(await page.getByLabel('Order').inputValue()).toBe('sequential');
  });

  it('and everything else is undone and done again, by keys and buttons', async () => {
    await listed();
    // What follows each other fast is one step. It is over before the project is stored.
    await untilStored(page, '\\"maxClipDuration\\": 2');
    await page.getByTestId('preset').nth(1).click();
    await untilStored(page, '16:9');
    expect(await page.getByLabel('Shape').inputValue()).toBe('16:9');
    await shot(0).focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(shown).toEqual(['clip-1', 'clip-0', 'clip-2']);
    await page.keyboard.press('Control+z');
    await expect.poll(shown).toEqual(['clip-0', 'clip-1', 'clip-2']);
    await page.getByTestId('undo').click();
    expect(await page.getByLabel('Shape').inputValue()).toBe('9:16');
    expect(await page.getByTestId('preset').nth(1).getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+y');
    await expect.poll(shown).toEqual(['clip-1', 'clip-0', 'clip-2']);
    expect(await page.getByTestId('preset').nth(1).getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByTestId('redo').isDisabled()).toBe(true);
    // A field takes back its own letters itself.
    await page.getByLabel('Longest clip (seconds)').fill('1');
    await page.keyboard.press('Control+z');
    await expect.poll(shown).toEqual(['clip-1', 'clip-0', 'clip-2']);
  });

  it('has only what is in sight in the document', async () => {
    await set('clip-input', ...clips);
    await page.getByLabel('Longest clip (seconds)').fill('0.5');
    await page.getByLabel('Video length (seconds)').fill('300');
    await page.getByText('600 shots').waitFor({ timeout: 20_000 });
    for (let press = 0; press < 6; press += 1) await page.getByTestId('zoom-in').click();
    await expect.poll(async () => (await shots()).length).toBeLessThan(150);
    await page.getByTestId('timeline-scroller').evaluate((scroller) => scroller.scrollTo(1e6, 0));
    await expect.poll(async () => (await shots()).at(-1)?.[1]).toBe(9000 - 15);
  });
});

describe('the timeline’s music', () => {
  it('is heard again and again to the end, fading out', async () => {
    await set('clip-input', clips[0]!);
    await page.getByLabel('Video length (seconds)').fill('5');
    await page.getByText('5 s, 2 shots').waitFor({ timeout: 20_000 });
    await set('music-input', music);
    const lane = page.getByTestId('music-lane');
    await lane.waitFor({ timeout: 20_000 });
    await expect.poll(() => page.getByTestId('music-seam').count()).toBe(2);
    expect(await lane.getAttribute('aria-label')).toBe(
      'Music: “music.wav”, 3 times in a row, to the video’s end',
    );
    /** Height of the wave at places of the video, as shares of the highest. */
    const heights = () =>
      lane.getByTestId('waveform').evaluate((canvas: HTMLCanvasElement) => {
        const { width, height } = canvas;
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
        const at = (x: number) =>
          Array.from({ length: height }, (_, y) => data[(y * width + x) * 4 + 3]!).filter(
            (alpha) => alpha > 0,
          ).length;
        const all = [0.1, 0.38, 0.7, 0.99].map((share) => at(Math.floor(share * width)));
        return all.map((one) => one / Math.max(...all));
      });
    // The last three of five seconds fade: half of it is left at 3.5 s.
    await expect
      .poll(async () => (await heights()).map((height) => Math.round(height * 10) / 10))
      .toEqual([1, 1, 0.5, 0]);
    await page.getByTestId('music-remove').click();
    await expect.poll(() => lane.count()).toBe(0);
  });
});

describe('files', () => {
  it('come by pasting, and as folders', async () => {
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(['1\n00:00:01,000 --> 00:00:02,000\nHi\n'], 'pasted.srt'));
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await page.getByText('1 subtitle, SRT, utf-8').waitFor();
    const sub = join(folder.path, 'day one');
    mkdirSync(sub);
    for (const [id, name] of ['b10.mp4', 'b9.mp4'].entries()) {
      await makeCountedClip({
        path: join(sub, name),
        clipId: id,
        width: 320,
        height: 180,
        fps: 30,
        seconds: 1,
      });
    }
    writeFileSync(join(sub, 'notes.txt'), 'not wanted');
    await set('folder-input', sub);
    await expect.poll(shown).toHaveLength(2);
    await page.getByText('1 file of no use here was passed over.').waitFor({ state: 'attached' });
  });
});
