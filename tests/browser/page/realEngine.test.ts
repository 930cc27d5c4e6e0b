import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { DIST, PROJECT } from '../../../scripts/lib/paths';
import { makeBrokenAv1 } from '../../media/brokenAv1';
import { makeCountedClip } from '../../media/makeCountedClip';
import { freshPage } from '../support/freshPage';
import { canCreate, chooseLanguage, chooseLarge, chooseSmall, put } from '../support/pageStates';
import { chooseEngine, names } from '../support/resumePage';
import { openSession } from '../support/session';
import { tempDir } from '../support/tempDir';
import { shotsOf } from '../support/timeline';

const folder = tempDir();
const clips = [0, 1, 2].map((id) => folder.file(`clip-${id}.mp4`));
const FIRST_LOAD_BYTES = 150_000;
let session: CliploomSession;
let page: Page;

const shot = async (name: string): Promise<void> => {
  const shots = join(PROJECT, 'tests', 'output');
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
};
const set = (testid: string, ...paths: string[]) => put(page, testid, ...paths);

beforeAll(async () => {
  for (const [clipId, path] of clips.entries())
    await makeCountedClip({ path, clipId, width: 320, height: 180, fps: 30, seconds: 3, withAudio: true });
  session = await openSession();
  page = session.page;
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});
beforeEach(() => freshPage(page));

describe('the page and its engine', () => {
  it('do not come at once: the engine is fetched when it is needed', async () => {
    const scripts = await page.evaluate(() => [
      ...[...document.scripts].map(({ src }) => src),
      ...performance.getEntriesByType('resource').map(({ name }) => name),
    ]);
    const names = new Set(scripts.filter((url) => url.endsWith('.js')).map((url) => new URL(url).pathname));
    const bytes = [...names].reduce(
      (sum, name) => sum + gzipSync(readFileSync(join(DIST, name))).byteLength,
      0,
    );
    console.log(`first load: ${names.size} scripts, ${(bytes / 1000).toFixed(1)} kB with gzip`);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(FIRST_LOAD_BYTES);
  });

  it('say what would make the video, and why, unless somebody chooses', async () => {
    await set('clip-input', clips[0]!);
    const expected = page.getByTestId('expected-engine');
    await expected.waitFor({ timeout: 20_000 });
    expect(await expected.innerText()).toMatch(
      /^It will be made by the browser’s own codecs\. The browser encodes avc1\S+ in software, about/,
    );
    await chooseSmall(page);
    await chooseEngine(page, 'ffmpeg');
    await expect.poll(() => expected.innerText()).toBe('It will be made by ffmpeg. It was chosen.');
    await shot('engine');
    await page.getByTestId('create').click();
    await page.getByTestId('result-video').waitFor({ timeout: 60_000 });
    expect(await page.getByTestId('engine').innerText()).toBe('Made by ffmpeg. It was chosen.');
    expect(await expected.count()).toBe(0);
    await shot('engine-result');
    // It is a setting of the project.
    await page.reload();
    await expect.poll(() => page.getByLabel('Made by').inputValue()).toBe('ffmpeg');
  });

  it('cancel a video that is far from ready, keep everything, and can start again', async () => {
    await set('clip-input', ...clips);
    await canCreate(page);
    await chooseLarge(page);
    await page.getByTestId('create').click();
    await expect
      .poll(() => page.getByTestId('lane').allInnerTexts(), { timeout: 30_000 })
      .toContainEqual(expect.stringContaining('Clip 1'));
    await page.getByTestId('cancel').click();
    await page.getByTestId('create').waitFor();
    await canCreate(page);
    // The busy workers are gone, not left to finish; those that look at files have nothing to do.
    const busy = () => page.workers().filter((worker) => !/header-reader|shot-pictures/.test(worker.url()));
    await expect.poll(() => busy().length).toBe(0);
    expect(await names(page)).toEqual(['clip-0.mp4', 'clip-1.mp4', 'clip-2.mp4']);

    await chooseSmall(page);
    await page.getByTestId('create').click();
    await page.getByTestId('result-video').waitFor({ timeout: 60_000 });
  });

  it('do not say on the timeline where a video is that has lost a shot of it', async () => {
    const broken = folder.file('broken.mp4');
    await makeBrokenAv1(broken);
    await set('clip-input', broken, clips[0]!);
    await page.getByLabel('Order').selectOption('sequential');
    await chooseSmall(page);
    await expect.poll(async () => (await shotsOf(page)).map(([name]) => name)).toEqual(['broken', 'clip-0']);
    await page.getByTestId('create').click();
    await page.getByTestId('result-video').waitFor({ timeout: 60_000 });
    await page
      .getByText(/“broken\.mp4” (cannot|could|ends)/)
      .first()
      .waitFor();
    expect(await page.getByTestId('playhead').count()).toBe(0);
  });

  it('tell of a core that cannot be loaded, in the language of the page', async () => {
    const own = await page.context().newPage();
    try {
      await own.route('**/ffmpeg-core*.bin', (route) => route.abort());
      await own.goto(page.url());
      await put(own, 'clip-input', clips[0]!);
      await canCreate(own);
      await own.getByTestId('create').click();
      const error = own.getByTestId('render-error');
      await error.waitFor({ timeout: 60_000 });
      await chooseLanguage(own, 'zh-Hans');
      expect(await error.innerText()).toContain('无法加载视频引擎。请检查网络连接，');
    } finally {
      await own.close();
    }
  });
});
