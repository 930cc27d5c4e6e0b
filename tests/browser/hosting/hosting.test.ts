import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DIST } from '../../../scripts/lib/paths';
import { decodeWarnings, frameTimes } from '../support/ffprobe';
import {
  countLoads,
  hostSite,
  keptOffline,
  makeAndSaveVideo,
  shot,
  untilIsolated,
  useVisitors,
} from '../support/hostedSite';
import { rows } from '../support/resumePage';

const { folder, clip, visitor } = useVisitors({ seconds: 1 });

/** Makes a video in this page that is what it should be. */
const makeGoodVideo = async (page: Page): Promise<void> => {
  const out = folder.file('out.mp4');
  await makeAndSaveVideo(page, clip, out);
  expect(await frameTimes(out)).toHaveLength(30);
  expect(await decodeWarnings(out)).toBe('');
};

const isCore = (path: string): boolean => path.endsWith('.bin');

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
      await makeGoodVideo(page);
      // By the core with threads; and each core came once.
      expect(page.workers().map((worker) => worker.url())).toContainEqual(
        expect.stringContaining('core-thread'),
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
      await makeGoodVideo(page);
      await page.getByTestId('remove').click();
      await page.getByTestId('samples').click();
      await expect.poll(() => rows(page).count()).toBe(6);
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

describe('on a host with headers', () => {
  it('the first visit is loaded once, works offline from then on, and can be installed', async () => {
    const site = await hostSite({ headers: true });
    const context = await visitor();
    try {
      const page = await context.newPage();
      const loads = countLoads(page);
      await page.goto(site.url);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      await keptOffline(page);
      expect(loads()).toBe(1);
      const tools = await context.newCDPSession(page);
      const { errors } = await tools.send('Page.getAppManifest');
      expect(errors).toEqual([]);
      const { installabilityErrors } = await tools.send('Page.getInstallabilityErrors');
      // Playwright's visitors are all of this kind.
      expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);
      await site.close();
      await page.reload();
      await untilIsolated(page);
      await page.getByTestId('create').waitFor();
    } finally {
      await context.close();
    }
  });
});
