import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { PROJECT } from '../../../scripts/lib/paths';
import { axeFindings } from '../support/axe';
import { failAt, holdAt, openFakePage } from '../support/fakeEngine/page';
import { freshPage } from '../support/freshPage';
import { chooseByKeyboard, focused, tabTo } from '../support/keyboard';
import {
  addAll,
  canCreate,
  chooseLanguage,
  chooseSmall,
  makePageFiles,
  openAll,
  type PageFiles,
  put,
} from '../support/pageStates';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
let files: PageFiles;
let session: CliploomSession;
let page: Page;
let url: string;

beforeAll(async () => {
  files = await makePageFiles(folder);
  session = await openFakePage();
  page = session.page;
  url = page.url();
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});
beforeEach(async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await freshPage(page);
});

const shot = async (name: string): Promise<void> => {
  const shots = join(PROJECT, 'tests', 'output');
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
};

const overflow = (of = page) =>
  of.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Text of buttons that is cut off. */
/** A clip on the timeline is as wide as it is long, however short; the list of clips has its whole name, and larger buttons. */
const ON_TIMELINE = '[data-testid="timeline-scroller"] *';

const cutOff = (of = page) =>
  of.evaluate(
    (onTimeline) =>
      [...document.querySelectorAll('button, .button, h1, h2, h3')]
        .filter((element) => element.scrollWidth > element.clientWidth + 1 && !element.matches(onTimeline))
        .map((element) => element.textContent?.trim()),
    ON_TIMELINE,
  );

/** By axe in both languages, light and dark; then at twice the size, on the usual screen and on a phone's. */
const check = async (state: string, of = page): Promise<void> => {
  const found: string[] = [];
  for (const tag of ['en', 'zh-Hans']) {
    await chooseLanguage(of, tag);
    for (const colorScheme of ['light', 'dark'] as const) {
      await of.emulateMedia({ colorScheme });
      const findings = await axeFindings(of);
      found.push(...findings.map((finding) => `${state}, ${tag}, ${colorScheme}: ${finding}`));
    }
    for (const width of [640, 320]) {
      await of.setViewportSize({ width, height: 400 });
      expect(await overflow(of), `${state}, ${tag}: sideways at ${width} pixels`).toBeLessThanOrEqual(0);
      expect(await cutOff(of), `${state}, ${tag}: cut off at ${width} pixels`).toEqual([]);
    }
    await of.setViewportSize({ width: 1280, height: 800 });
    if (of === page) await shot(`${state}-${tag}`);
  }
  await of.emulateMedia({ colorScheme: 'light' });
  await chooseLanguage(of, 'en');
  expect(found).toEqual([]);
};

describe('axe finds nothing, and nothing is lost at 200 %', () => {
  it('on the empty page', () => check('empty'));

  it('with materials, one of them bad', async () => {
    await addAll(page, files);
    await check('materials');
  });

  it('while rendering', async () => {
    await page.getByTestId('samples').click();
    await canCreate(page);
    await holdAt(page, 'encoding');
    await page.getByTestId('create').click();
    await page.getByTestId('lane').first().waitFor();
    await page.getByTestId('made').first().waitFor();
    await check('rendering');
    expect(await page.getByTestId('cancel').isVisible()).toBe(true);
    await page.getByTestId('cancel').click();
    await page.getByTestId('create').waitFor();
  });

  it('with a result of which a file was left out', async () => {
    await addAll(page, files);
    await chooseSmall(page);
    await canCreate(page);
    await page.getByTestId('create').click();
    await page.getByTestId('result-video').waitFor({ timeout: 120_000 });
    await openAll(page);
    await check('result');
  });

  it('with an error', async () => {
    const own = await page.context().newPage();
    await own.emulateMedia({ reducedMotion: 'reduce' });
    try {
      await own.goto(url);
      await put(own, 'clip-input', files.clips[0]!);
      await canCreate(own);
      await failAt(own, 'encoding', {
        category: 'worker-lost',
        message:
          'The video engine could not be loaded. Its download began and then stood still. Check the connection, then try again.',
        detail: 'fetch failed',
      });
      await own.getByTestId('create').click();
      await own.getByTestId('render-error').waitFor({ timeout: 60_000 });
      await openAll(own);
      await check('error', own);
    } finally {
      await own.close();
    }
  });

  it('where a browser cannot make videos', async () => {
    const own = await page.context().newPage();
    await own.emulateMedia({ reducedMotion: 'reduce' });
    try {
      await own.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'));
      await own.goto(url);
      await own.getByRole('alert').waitFor();
      await check('unsupported', own);
    } finally {
      await own.close();
    }
  });

  it('with files that are missing', async () => {
    await put(page, 'project-input', files.project);
    await page.getByTestId('missing').waitFor();
    await check('missing-files');
  });
});

describe('by keyboard alone', () => {
  it('from choosing files to the downloaded video, with everything said aloud', async () => {
    const own = await page.context().newPage();
    await own.emulateMedia({ reducedMotion: 'reduce' });
    try {
      // The dialog that Playwright can answer.
      await own.addInitScript(() => Reflect.deleteProperty(globalThis, 'showOpenFilePicker'));
      await own.goto(url);
      await own.evaluate(() => {
        const said: string[] = [];
        Object.assign(globalThis, { said });
        const live = document.querySelector('[aria-live="polite"]')!;
        new MutationObserver(() => said.push(live.textContent ?? '')).observe(live, {
          ...{ childList: true, characterData: true, subtree: true },
        });
      });
      await chooseByKeyboard(own, 'clip-input', ...files.clips);
      await chooseByKeyboard(own, 'voice-input', files.voice);
      await canCreate(own);
      await tabTo(own, 'create');
      await own.keyboard.press('Enter');
      await own.getByTestId('result-video').waitFor({ timeout: 180_000 });
      // The button is there again, and what had the focus is not lost.
      expect(await own.evaluate(() => document.activeElement !== document.body)).toBe(true);
      await tabTo(own, 'download');
      const [download] = await Promise.all([own.waitForEvent('download'), own.keyboard.press('Enter')]);
      expect(download.suggestedFilename()).toMatch(/^cliploom-[\d-]+\.mp4$/);
      const said = await own.evaluate(() => (globalThis as unknown as { said: string[] }).said.join('\n'));
      expect(said).toMatch(/2 clips added\.[\s\S]*is a voice-over\.[\s\S]*Creating the video\./);
      expect(said).toMatch(/\d0 percent\. [A-Z][\s\S]*The video is ready\./);
    } finally {
      await own.close();
    }
  });

  it('goes through the whole page and out of it again, forwards and backwards', async () => {
    await addAll(page, files);
    const through = async (key: string): Promise<number> => {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      for (let stops = 0; stops < 250; stops += 1) {
        await page.keyboard.press(key);
        const stop = await focused(page);
        if (stop === null && stops > 20) return stops;
        if (stop !== null) expect(stop).toMatchObject({ ring: true, seen: true });
      }
      throw new Error('The focus does not leave the page.');
    };
    expect(await through('Tab')).toBeGreaterThan(40);
    expect(await through('Shift+Tab')).toBeGreaterThan(40);
  });
});

describe('for everybody', () => {
  it('nothing moves where that is not wanted', async () => {
    await addAll(page, files);
    await page.getByTestId('move-down').first().click();
    const moving = () =>
      page.evaluate(() => ({
        animations: document.getAnimations().filter(({ playState }) => playState === 'running').length,
        slow: [...document.querySelectorAll('*')].filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return Number.parseFloat(transitionDuration) > 0 || animationName !== 'none';
        }).length,
      }));
    expect(await moving()).toEqual({ animations: 0, slow: 0 });
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect((await moving()).slow).toBeGreaterThan(0);
  });

  it('a finger meets everything that can be pressed', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await addAll(page, files);
    const small = await page.evaluate(
      (onTimeline) =>
        [...document.querySelectorAll('button, .button, select, summary, input:not([type="file"])')]
          .filter((element) => element.getClientRects().length > 0 && !element.matches(onTimeline))
          .map((element) => ({
            what: element.textContent?.trim() || element.getAttribute('type'),
            box: (element.matches('[type="checkbox"]')
              ? element.closest('label')!
              : element
            ).getBoundingClientRect(),
          }))
          .filter(({ box }) => box.width < 44 || box.height < 44)
          .map(({ what, box }) => `${what}: ${box.width} × ${box.height}`),
      ON_TIMELINE,
    );
    expect(small).toEqual([]);
  });
});
