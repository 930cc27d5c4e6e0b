import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { PROJECT } from '../../../scripts/lib/paths';
import english from '../../../src/page/text/languages/en';
import { failAt, openFakePage } from '../support/fakeEngine/page';
import { freshPage } from '../support/freshPage';
import {
  addAll,
  canCreate,
  chooseLanguage,
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

const CHUNK = '**/zh-Hans-*.js';

/** Every sentence that needs no name or number. */
const sentences = (of: object): string[] =>
  Object.values(of).flatMap((word) => {
    if (typeof word === 'string') return word.length > 2 ? [word] : [];
    return typeof word === 'object' && word !== null ? sentences(word) : [];
  });
const ENGLISH = new Set(sentences(english).filter((word) => word !== english.name));

/** All that is said on the page: seen, or by a screen reader. */
const saidOn = (of: Page) =>
  of.evaluate(() => {
    // Cues are a person's own words.
    const said: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent?.closest('textarea, script, noscript, [aria-live], [data-testid=cue]'))
        said.push(walker.currentNode.textContent ?? '');
    }
    for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]:not([data-testid=cue])`))
        said.push(element.getAttribute(name) ?? '');
    }
    return said.map((sentence) => sentence.trim()).filter(Boolean);
  });

/** What is still English: whole sentences, and two English words in a row that are no name. */
const englishOn = async (of: Page): Promise<string[]> =>
  (await saidOn(of)).filter(
    (said) =>
      (ENGLISH.has(said) && !/^[\d:]+$/.test(said)) ||
      /\b[a-z]{2,} [a-z]{2,}/i.test(said.replace('Shift JIS', '')),
  );

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
beforeEach(() => freshPage(page));

const lang = (of = page) => of.evaluate(() => document.documentElement.lang);
const createButton = (of = page) => of.getByTestId('create');

describe('the language', () => {
  it('is the browser’s, as far as the page speaks it', async () => {
    const browser = page.context().browser()!;
    for (const [locale, expected, title] of [
      ['zh-CN', 'zh-Hans', '生成视频'],
      ['de-DE', 'en', 'Create video'],
    ] as const) {
      const context = await browser.newContext({ locale });
      const own = await context.newPage();
      await own.goto(url);
      await own.getByRole('button', { name: title, exact: true }).waitFor();
      expect(await lang(own)).toBe(expected);
      await context.close();
    }
  });

  it('is switched without loading the page again, and remembered', async () => {
    const chunks = () =>
      page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('zh-Hans')).length,
      );
    expect(await chunks()).toBe(0);
    await put(page, 'clip-input', ...files.clips);
    await chooseLanguage(page, 'zh-Hans');
    expect(await createButton().innerText()).toBe('生成视频');
    expect(await page.title()).toMatch(/片段/);
    expect(await page.getByTestId('clip-row').count()).toBe(2);
    expect(await chunks()).toBe(1);
    await page.reload();
    await page.getByText('已恢复您上次的项目。').first().waitFor();
    expect(await lang()).toBe('zh-Hans');
    await chooseLanguage(page, 'en');
    await page.reload();
    await page.getByText('Your last project is here again.').first().waitFor();
  });

  it('stays as it is where another one cannot be loaded, and says so', async () => {
    await page.route(CHUNK, (route) => route.abort());
    try {
      await page.getByTestId('language').selectOption('zh-Hans');
      await page.getByText(english.languageMissing).waitFor();
      expect(await page.getByTestId('language').inputValue()).toBe('en');
      expect(await createButton().innerText()).toBe('Create video');
    } finally {
      await page.unroute(CHUNK);
    }
  });

  it('leaves no English word, whatever was on the page before the switch', async () => {
    await addAll(page, files);
    await put(page, 'font-input', files.broken);
    await page.getByText('Transition', { exact: true }).first().waitFor();
    expect(await englishOn(page)).not.toEqual([]);
    await chooseLanguage(page, 'zh-Hans');
    expect(await englishOn(page)).toEqual([]);

    await page.getByTestId('font-remove').click();
    await page.getByLabel('画面比例').selectOption('custom');
    await page.getByLabel('宽度（像素）').fill('321');
    expect(await page.getByText('请输入64到4,096之间的偶数。').count()).toBeGreaterThan(0);
    expect(await englishOn(page)).toEqual([]);
    await page.getByLabel('宽度（像素）').fill('320');
    await page.getByLabel('高度（像素）').fill('180');
    await canCreate(page);
    await createButton().click();
    await page.getByTestId('result-video').waitFor({ timeout: 120_000 });
    await openAll(page);
    expect(await englishOn(page)).toEqual([]);
    const log = await page.getByTestId('event-log').locator('textarea').inputValue();
    expect(log).toMatch(/阶段 {2}正在检查成片/);
    expect(log.split('\n').filter((line) => /\b[a-z]{2,} [a-z]{2,}/i.test(line))).toEqual([]);

    await put(page, 'project-input', files.project);
    await page.getByTestId('missing').waitFor();
    expect(await englishOn(page)).toEqual([]);
  });

  it('tells that the samples could not be fetched in its own words, not in the browser’s', async () => {
    await page.route('**/samples/*.mp4', (route) => route.abort());
    try {
      await page.getByTestId('samples').click();
      await page.getByText(english.drop.samplesUnreachable).waitFor();
      await chooseLanguage(page, 'zh-Hans');
      await page.getByText('无法加载示例片段：无法连接到此页面所在的服务器。').waitFor();
      expect(await englishOn(page)).toEqual([]);
    } finally {
      await page.unroute('**/samples/*.mp4');
    }
  });

  it('tells of a failure in Chinese', async () => {
    await put(page, 'clip-input', files.clips[0]!);
    await canCreate(page);
    await failAt(page, 'reading', {
      category: 'worker-lost',
      message:
        'The video engine could not be loaded. Check the connection, and whether a content blocker or a firewall holds back files of 10 MB, then try again.',
    });
    await createButton().click();
    const error = page.getByTestId('render-error');
    await error.waitFor();
    await chooseLanguage(page, 'zh-Hans');
    expect(await error.innerText()).toContain('无法加载视频引擎。请检查网络连接，');
    expect(await englishOn(page)).toEqual([]);
  });
});

describe('from right to left', () => {
  it.each([360, 1280])('everything keeps its place at %i pixels', async (width) => {
    const before = page.viewportSize();
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await addAll(page, files);
    const places = () =>
      page.evaluate(() =>
        // Time goes from left to right in every language.
        [
          ...document.querySelectorAll(
            ['h1', 'h2', 'button', 'select', 'summary', '.file-name']
              .map((one) => `${one}:not([data-testid="timeline-scroller"] *)`)
              .join(),
          ),
        ].map((element) => {
          const { left, right } = element.getBoundingClientRect();
          return { left, right, what: element.textContent?.trim().slice(0, 30) };
        }),
      );
    const [leftToRight, body] = [await places(), await page.evaluate(() => document.body.clientWidth)];
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    const rightToLeft = await places();
    mkdirSync(join(PROJECT, 'tests', 'output'), { recursive: true });
    await page.screenshot({ path: join(PROJECT, 'tests', 'output', `rtl-${width}.png`), fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    // The page is its own picture in a mirror.
    const turned = rightToLeft.filter(({ left, right }, index) => {
      const was = leftToRight[index]!;
      return Math.abs(body - right - was.left) > 4 || Math.abs(body - left - was.right) > 4;
    });
    expect(turned).toEqual([]);
    if (before) await page.setViewportSize(before);
  });
});
