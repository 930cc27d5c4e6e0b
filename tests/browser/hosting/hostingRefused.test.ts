import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DIST } from '../../../scripts/lib/paths';
import { countLoads, hostSite, keptOffline, makeVideo, shot, useVisitors } from '../support/hostedSite';
import { startRecordingProxy } from '../support/recordingProxy';

const { clip, visitor } = useVisitors({ seconds: 1 });

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
      await makeVideo(page, clip);
      await shot(page, 'no-service-worker');
      expect(loads()).toBe(1);
      expect(site.asked.filter((path) => path.endsWith('.bin'))).toEqual([
        expect.not.stringContaining('core-mt'),
      ]);
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
