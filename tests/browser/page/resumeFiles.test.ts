import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { PROJECT } from '../../../scripts/lib/paths';
import { makeCountedClip } from '../../media/makeCountedClip';
import { openFakePage } from '../support/fakeEngine/page';
import { freshPage } from '../support/freshPage';
import { canCreate } from '../support/pageStates';
import { chooseSize, enlarge, names, openTab, rows, untilStored } from '../support/resumePage';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const [small, large, other] = ['small.mp4', 'large.mp4', 'other.mp4'].map((name) => folder.file(name)) as [
  string,
  string,
  string,
];
const voice = folder.file('voice.wav');
const HOSTILE = '<img src=x onerror="globalThis.hit=1">.mp4';
let session: CliploomSession;
let page: Page;
let url: string;

const set = (testid: string, ...paths: string[]) => page.getByTestId(testid).setInputFiles(paths);
const missing = (tab = page) => tab.getByTestId('missing-file');
const project = (more: object, name = 'film.json'): string => {
  writeFileSync(folder.file(name), JSON.stringify({ format: 'cliploom-project', version: 1, ...more }));
  return folder.file(name);
};
const shots = async (name: string): Promise<void> => {
  const before = page.viewportSize();
  mkdirSync(join(PROJECT, 'tests', 'output'), { recursive: true });
  for (const width of [360, 1280]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({
        path: join(PROJECT, 'tests', 'output', `${name}-${width}-${colorScheme}.png`),
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (before) await page.setViewportSize(before);
};
/** A project that stands as its tab left it: with a render that was going on. */
const cutOff = () =>
  page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('cliploom');
        opening.onsuccess = () => {
          const change = opening.result.transaction('projects', 'readwrite');
          const projects = change.objectStore('projects');
          const keys = projects.getAllKeys();
          keys.onsuccess = () => {
            const id = String(keys.result.find((key) => String(key).startsWith('project/'))).slice(8);
            const startedAt = Date.UTC(2026, 10, 24, 12);
            projects.put({ startedAt, seenAt: startedAt + 60_000, fraction: 0.42 }, `render/${id}`);
          };
          change.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          change.onerror = () => reject(change.error);
        };
      }),
  );

beforeAll(async () => {
  const clip = { width: 320, height: 180, fps: 30, seconds: 2 } as const;
  await makeCountedClip({ ...clip, path: small, clipId: 0 });
  await makeCountedClip({ ...clip, path: large, clipId: 1 });
  await makeCountedClip({ ...clip, path: other, clipId: 2 });
  enlarge(large, 9_000_000);
  await makeTone(voice, 3);
  session = await openFakePage();
  page = session.page;
  url = page.url();
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});
beforeEach(() => freshPage(page));

describe('a project on the next visit', () => {
  it('is there again with its settings, order and small files, and asks for the large ones', async () => {
    await set('clip-input', small, large);
    await set('voice-input', voice);
    await rows(page).nth(1).getByTestId('move-up').click();
    await chooseSize(page, 320, 180);
    await page.getByTestId('own-settings').nth(0).locator('summary').click();
    await page.getByLabel('Begin at (seconds)').fill('0.5');
    await untilStored(page, 'large.mp4', '0.5');
    await page.reload();
    await page.getByTestId('returned').waitFor();
    await expect.poll(() => names(page)).toEqual(['large.mp4', 'small.mp4']);
    expect(await page.getByTestId('own-sign').allInnerTexts()).toEqual(['1 set']);
    expect(await page.getByLabel('Width (pixels)').inputValue()).toBe('320');
    await page.getByTestId('voice-row').getByText('3 s').waitFor();
    expect(await missing().allInnerTexts()).toEqual([expect.stringMatching(/large\.mp4\s+Still missing, 9/)]);
    await page.getByText('1 file of the project is missing.').waitFor();
    // Nothing is: it is waited for.
    await expect.poll(() => page.getByText('being read').count()).toBe(0);
    await shots('missing');

    // One of its name that is another one is not taken without a word.
    const content = readFileSync(other);
    const buffer = { name: 'large.mp4', mimeType: 'video/mp4', buffer: content };
    await page.getByTestId('missing-input').setInputFiles([buffer]);
    await missing()
      .getByText(/another one/)
      .waitFor();
    expect(await rows(page).count()).toBe(2);
    await shots('differs');
    await set('clip-input', large);
    await canCreate(page);
    expect(await missing().count()).toBe(0);
    await expect.poll(() => names(page)).toEqual(['large.mp4', 'small.mp4']);
  });

  it('takes a file that was changed if the person says so, or goes on without', async () => {
    await set('clip-input', small, large);
    await untilStored(page, 'large.mp4');
    await page.reload();
    await missing().waitFor();
    const stamp = new Date(2020, 1, 1);
    utimesSync(large, stamp, stamp);
    await set('missing-input', large);
    await missing().getByText('was changed since').waitFor();
    await page.getByRole('button', { name: 'Use the changed “large.mp4”' }).click();
    await canCreate(page);
    await untilStored(page, 'large.mp4');
    await page.reload();
    await missing().waitFor();
    await page.getByTestId('leave-out').click();
    await canCreate(page);
    await expect.poll(() => names(page)).toEqual(['small.mp4']);
  });

  it('can be put away, and back', async () => {
    await set('clip-input', small);
    await untilStored(page, 'small.mp4');
    await page.reload();
    await page.getByTestId('afresh').click();
    expect(await rows(page).count()).toBe(0);
    await page.getByTestId('take-back').click();
    await expect.poll(() => names(page)).toEqual(['small.mp4']);
    await canCreate(page);
  });

  it('finds files by their handles, with permission', async () => {
    // Handles of the page's own disk are as good as others, but need no permission: it is asked for all the same.
    await page.evaluate(
      async ([bytes]) => {
        const root = await navigator.storage.getDirectory();
        const handle = await root.getFileHandle('kept.mp4', { create: true });
        const writable = await handle.createWritable();
        await writable.write(Uint8Array.from(atob(bytes ?? ''), (letter) => letter.charCodeAt(0)));
        await writable.close();
      },
      [readFileSync(large).toString('base64')],
    );
    const tab = await page.context().newPage();
    await tab.addInitScript(() => {
      Object.assign(globalThis, {
        asked: 0,
        showOpenFilePicker: async () => {
          const root = await navigator.storage.getDirectory();
          return [await root.getFileHandle('kept.mp4')];
        },
      });
      let permission = 'prompt';
      Object.assign(FileSystemHandle.prototype, {
        queryPermission: async () => permission,
        requestPermission: async () => {
          permission = 'granted';
          (globalThis as unknown as { asked: number }).asked += 1;
          return permission;
        },
      });
    });
    await tab.goto(url);
    await tab.getByText('Choose clips…').click();
    await expect.poll(() => names(tab)).toEqual(['kept.mp4']);
    await canCreate(tab);
    await untilStored(tab, 'kept.mp4');
    await tab.reload();
    await missing(tab).waitFor();
    expect(await tab.evaluate(() => (globalThis as unknown as { asked: number }).asked)).toBe(0);
    await tab.getByRole('button', { name: 'Allow access to 1 file' }).click();
    await canCreate(tab);
    expect(await tab.evaluate(() => (globalThis as unknown as { asked: number }).asked)).toBe(1);
    await tab.close();
  });

  it('begins with the settings that an earlier version remembered', async () => {
    await page.goto(new URL('samples/samples.json', url).href);
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          localStorage.setItem('cliploom.settings', '{"fps":50,"speed":9}');
          localStorage.setItem('cliploom.sound', '{"clipVolume":0.4}');
          indexedDB.deleteDatabase('cliploom').onsuccess = () => resolve();
        }),
    );
    await page.goto(url);
    await untilStored(page, '\\"fps\\": 50', '\\"clipVolume\\": 0.4');
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await page.reload();
    await expect.poll(() => page.getByLabel('Frame rate').inputValue()).toBe('50');
  });

  it('belongs to one tab: a second one has the settings, and a project of its own', async () => {
    await set('clip-input', small);
    await chooseSize(page, 320, 180);
    await untilStored(page, 'small.mp4', '320');
    const second = await openTab(page, url);
    await expect.poll(() => second.getByLabel('Width (pixels)').inputValue()).toBe('320');
    expect(await rows(second).count()).toBe(0);
    await second.getByTestId('clip-input').setInputFiles(other);
    await untilStored(second, 'small.mp4', 'other.mp4');
    await second.close();
    await page.reload();
    await page.getByTestId('returned').waitFor();
    await expect.poll(() => rows(page).count()).toBe(1);
  });
});

describe('a video that was cut off', () => {
  it('is offered, waits for what is missing, and goes on by itself', async () => {
    await set('clip-input', small, large);
    await chooseSize(page, 320, 180);
    await untilStored(page, 'large.mp4', '320');
    await cutOff();
    await page.reload();
    const card = page.getByTestId('unfinished');
    await card.getByText('42 % was done').waitFor();
    expect(await card.innerText()).toMatch(/2 clips: “small\.mp4”, “large\.mp4”[\s\S]*November 24, 2026/);
    await shots('continue');
    await page.getByTestId('continue').focus();
    await page.keyboard.press('Enter');
    await card.getByText('as soon as the files below are there').waitFor();
    await set('missing-input', large);
    await page.getByTestId('result-video').waitFor({ timeout: 60_000 });
    expect(await card.count()).toBe(0);
    await page.reload();
    await missing().waitFor();
    expect(await card.count()).toBe(0);
  });

  it('can be given up, with the project or without', async () => {
    await set('clip-input', small);
    await untilStored(page, 'small.mp4');
    await cutOff();
    await page.reload();
    await page.getByTestId('discard').click();
    await expect.poll(() => names(page)).toEqual(['small.mp4']);
    await page.reload();
    await page.getByTestId('returned').waitFor();
    await cutOff();
    await page.reload();
    await page.getByTestId('unfinished-afresh').click();
    expect(await rows(page).count()).toBe(0);
    expect(await page.getByTestId('unfinished').count()).toBe(0);
    await page.getByTestId('take-back').waitFor();
  });
});

describe('a project file', () => {
  it('keeps what the page has no field for', async () => {
    await set('project-input', project({ settings: { musicStart: 4, loudness: -16, aspect: '1:1' } }));
    expect(await page.getByTestId('beyond').innerText()).toMatch(/musicStart, loudness/);
    expect(await page.getByLabel('Shape').inputValue()).toBe('1:1');
    await untilStored(page, 'musicStart', '-16');
  });

  it('that is none is told with its place, and nothing of what was there is lost', async () => {
    await set('clip-input', small);
    await canCreate(page);
    const problem = page.getByTestId('project-error');
    await set('project-input', project({ clips: [{ file: 'a.mp4', speed: 'fast' }] }, 'bad.json'));
    await problem.getByText('“bad.json”: clips[0].speed must be a number from 0.5 to 2').waitFor();
    writeFileSync(folder.file('half.json'), '{"format": ');
    await set('project-input', folder.file('half.json'));
    await problem.getByText('it ends too early (line 1, column 12)').waitFor();
    await expect.poll(() => names(page)).toEqual(['small.mp4']);
    await canCreate(page);
  });

  it('from strangers is text and nothing else', async () => {
    const clips = [HOSTILE, `${'../'.repeat(9)}etc/passwd`, 'x'.repeat(5000), '‮gpj.exe'];
    await set('project-input', project({ clips, music: HOSTILE, settings: { subtitleEncoding: HOSTILE } }));
    await expect.poll(() => names(page)).toEqual([HOSTILE, 'passwd', 'x'.repeat(5000), '‮gpj.exe']);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const hostile = project({ [HOSTILE]: 1 }, 'bad.json');
    await set('project-input', hostile);
    await page.getByTestId('project-error').getByText(HOSTILE.slice(0, 20)).waitFor();
    await untilStored(page, 'passwd');
    await cutOff();
    await page.reload();
    await page.getByTestId('unfinished').getByText(HOSTILE).waitFor();
    expect(await page.locator('img[src=x]').count()).toBe(0);
    expect(await page.evaluate(() => 'hit' in globalThis)).toBe(false);
  });
});
