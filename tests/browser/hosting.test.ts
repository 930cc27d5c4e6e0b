import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIST, PROJECT } from '../../scripts/lib/paths';
import { makeCountedClip } from '../media/makeCountedClip';
import { decodeWarnings, frameTimes } from './support/ffprobe';
import { countLoads, hostSite, openVisitors, untilIsolated } from './support/hostedSite';
import { startRecordingProxy } from './support/recordingProxy';
import { chooseSize, rows } from './support/resumePage';
import { tempDir } from './support/tempDir';

const folder = tempDir();
const clip = folder.file('clip.mp4');
const FRAMES = 30;
let browser: Browser;
let visitor: Awaited<ReturnType<typeof openVisitors>>['visitor'];

beforeAll(async () => {
  await makeCountedClip({ path: clip, clipId: 1, width: 320, height: 180, fps: 30, seconds: 1 });
  ({ browser, visitor } = await openVisitors());
});
afterAll(async () => {
  await browser?.close();
  folder[Symbol.dispose]();
});

/** Screenshots of each state, to be looked at. */
const shot = async (page: Page, name: string): Promise<void> => {
  const shots = join(PROJECT, 'tests', 'output');
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `hosting-${name}.png`), fullPage: true });
};

/** Makes a video of the clip by hand, and saves it. */
const makeVideo = async (page: Page, name: string): Promise<string> => {
  await page.getByTestId('clip-input').setInputFiles(clip);
  await chooseSize(page, 180, 320);
  await page.getByTestId('create').click();
  await page.getByTestId('result-video').waitFor({ timeout: 120_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download').click()]);
  const out = folder.file(`${name}.mp4`);
  await download.saveAs(out);
  expect(await frameTimes(out)).toHaveLength(FRAMES);
  expect(await decodeWarnings(out)).toBe('');
  return out;
};

const isCore = (path: string): boolean => path.endsWith('.bin');
const keptOffline = (page: Page) => page.getByTestId('note-offline').waitFor({ timeout: 60_000 });

describe('on a host without headers, below a path', () => {
  it('the first visit is loaded again once, isolated, and makes videos with threads', async () => {
    const site = await hostSite();
    const context = await visitor();
    try {
      const page = await context.newPage();
      const loads = countLoads(page);
      await page.goto(site.url);
      await untilIsolated(page);
      await page.getByTestId('create').waitFor();
      expect(loads()).toBe(2);
      expect(await page.getByTestId('note-isolation').count()).toBe(0);
      await keptOffline(page);
      await shot(page, 'isolated');
      await makeVideo(page, 'isolated');
      // By the core with threads; and each core came once.
      expect(page.workers().map((worker) => worker.url())).toContainEqual(
        expect.stringContaining('core.worker'),
      );
      const [first, second, ...more] = site.asked.filter(isCore);
      expect([first, second]).toEqual([
        expect.stringContaining('core-mt'),
        expect.not.stringContaining('core-mt'),
      ]);
      expect(more).toEqual([]);
      await page.reload();
      await untilIsolated(page);
      expect(loads()).toBe(3);
    } finally {
      await context.close();
      await site.close();
    }
  });

  it('is ready to use in under a second', async () => {
    const site = await hostSite();
    const context = await visitor();
    try {
      const page = await context.newPage();
      const times: number[] = [];
      for (let visit = 0; visit < 4; visit += 1) {
        await page.goto(site.url);
        await untilIsolated(page);
        await page.getByTestId('create').waitFor();
        // The page is there when its script has run, before the load ends.
        times.push(
          await page.evaluate(() => {
            const [entry] = performance.getEntriesByType('navigation');
            return (entry as PerformanceNavigationTiming).loadEventStart;
          }),
        );
      }
      console.log(`ready after ${times.map(Math.round).join(', ')} ms`);
      expect(Math.min(...times)).toBeLessThan(1000);
    } finally {
      await context.close();
      await site.close();
    }
  });

  it('works offline from then on, the cores and the samples too', async () => {
    const site = await hostSite();
    const context = await visitor();
    try {
      const page = await context.newPage();
      await page.goto(site.url);
      await untilIsolated(page);
      await keptOffline(page);
      await site.close();
      await page.goto(`${site.url}index.html`);
      await untilIsolated(page);
      await shot(page, 'offline');
      await makeVideo(page, 'offline');
      await page.getByTestId('samples').click();
      await expect.poll(() => rows(page).count(), { timeout: 20_000 }).toBe(7);
    } finally {
      await context.close();
    }
  });

  it('a page that somebody has begun to use is not loaded again, but offers it', async () => {
    let release: (() => void) | null = null;
    const site = await hostSite({
      answerFirst: ({ url = '' }, response) => {
        if (!url.endsWith('/service-worker.js') || release) return false;
        release = () => {
          response.writeHead(200, { 'Content-Type': 'text/javascript' });
          response.end(readFileSync(join(DIST, 'service-worker.js')));
        };
        return true;
      },
    });
    const context = await visitor();
    const page = await context.newPage();
    const loads = countLoads(page);
    try {
      await page.goto(site.url);
      await page.getByTestId('clip-input').setInputFiles(clip);
      await rows(page).waitFor();
      await expect.poll(() => release).not.toBeNull();
      release!();
      await page.getByTestId('note-reload').waitFor({ timeout: 30_000 });
      await shot(page, 'reload-offered');
      expect([loads(), await rows(page).count()]).toEqual([1, 1]);
      await page.getByTestId('reload').click();
      await untilIsolated(page);
      // What was added is there again.
      await rows(page).waitFor();
      expect(loads()).toBe(2);
    } finally {
      await context.close();
      await site.close();
    }
  });
});

describe('where the page cannot isolate itself', () => {
  const note = (page: Page) => page.getByTestId('note-isolation');

  it('without its service worker it says so, and makes videos all the same', async () => {
    const site = await hostSite({
      answerFirst: ({ url = '' }, response) => {
        if (!url.endsWith('/service-worker.js')) return false;
        response.writeHead(404).end();
        return true;
      },
    });
    const context = await visitor();
    try {
      const page = await context.newPage();
      const loads = countLoads(page);
      await page.goto(site.url);
      await note(page).filter({ hasText: 'could not be installed' }).waitFor();
      await makeVideo(page, 'single-threaded');
      await shot(page, 'no-service-worker');
      expect(loads()).toBe(1);
      expect(site.asked.filter(isCore)).toEqual([expect.not.stringContaining('core-mt')]);
    } finally {
      await context.close();
      await site.close();
    }
  });

  it('with a host that mixes two versions nothing is stored', async () => {
    const site = await hostSite({
      answerFirst: ({ url = '' }, response) => {
        if (!url.endsWith('/where/')) return false;
        const page = readFileSync(join(DIST, 'index.html'), 'utf8');
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end(page.replace(/(cliploom-version" content=")\w+/, '$1anotherversion'));
        return true;
      },
    });
    const context = await visitor();
    try {
      const page = await context.newPage();
      await page.goto(site.url);
      await note(page).filter({ hasText: 'could not be installed' }).waitFor();
      expect(await page.evaluate(() => caches.keys())).toEqual([]);
    } finally {
      await context.close();
      await site.close();
    }
  });

  it('where the browser takes no isolation from it the page is loaded again once, never in a loop', async () => {
    const site = await hostSite({
      answerFirst: ({ url = '' }, response) => {
        if (!url.endsWith('/service-worker.js')) return false;
        const script = readFileSync(join(DIST, 'service-worker.js'), 'utf8');
        response.writeHead(200, { 'Content-Type': 'text/javascript' });
        response.end(script.replace('Cross-Origin-Opener-Policy', 'X-Not-That'));
        return true;
      },
    });
    const context = await visitor();
    try {
      const page = await context.newPage();
      const loads = countLoads(page);
      await page.goto(site.url);
      await note(page).filter({ hasText: 'does not accept it' }).waitFor({ timeout: 30_000 });
      await keptOffline(page);
      expect(loads()).toBe(2);
      await page.reload();
      await note(page).filter({ hasText: 'does not accept it' }).waitFor({ timeout: 30_000 });
      expect(loads()).toBe(3);
    } finally {
      await context.close();
      await site.close();
    }
  });

  it('from an insecure origin it says that HTTPS is missing', async () => {
    const site = await hostSite();
    const proxy = await startRecordingProxy(site.port);
    const context = await visitor({ proxy: { server: proxy.url } });
    try {
      const page = await context.newPage();
      await page.goto('http://cliploom.example/some/where/');
      await note(page).filter({ hasText: 'Over HTTPS' }).waitFor();
      await shot(page, 'insecure');
    } finally {
      await context.close();
      await proxy.close();
      await site.close();
    }
  });
});
