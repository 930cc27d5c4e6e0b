import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIST } from '../../../scripts/lib/paths';
import { beginScripts } from '../support/alteredScripts';
import {
  beginVideo,
  hostSite,
  keptOffline,
  makeVideo,
  shot,
  untilIsolated,
  useVisitors,
} from '../support/hostedSite';
import { HURRIED } from '../support/hurry';

const { clip, visitor } = useVisitors({ seconds: 1 });

const coreName = (threads: boolean): string =>
  readdirSync(join(DIST, 'assets')).find(
    (name) => name.endsWith('.bin') && name.includes('core-mt') === threads,
  ) ?? '';

describe('the download of the engine', () => {
  it('is shown in bytes; one that stands still ends with what to do, and the next try is whole', async () => {
    const core = readFileSync(join(DIST, 'assets', coreName(false)));
    let stalled: ServerResponse | null = null;
    // Without a service worker, which would begin to fetch it by itself.
    const site = await hostSite({
      answerFirst: ({ url = '' }, response) => {
        if (!url.endsWith(coreName(false)) || stalled) return false;
        stalled = response;
        response.writeHead(200, { 'Content-Length': core.length });
        response.write(core.subarray(0, 4_000_000));
        return true;
      },
    });
    const context = await visitor({ serviceWorkers: 'block' });
    try {
      const page = await context.newPage();
      await beginScripts(page, /core-compiler[^/]*\.js$/, HURRIED);
      await page.goto(site.url);
      await beginVideo(page, clip);
      await page.getByTestId('engine-download').filter({ hasText: '4 MB of 10.3 MB' }).waitFor();
      await shot(page, 'engine-download');
      await page.getByText('Its download began and then stood still').waitFor({ timeout: 60_000 });
      await shot(page, 'engine-stalled');
      await page.getByTestId('create').click();
      await page.getByTestId('result-video').waitFor({ timeout: 120_000 });
      expect(await page.getByTestId('engine-download').count()).toBe(0);
    } finally {
      await context.close();
      await site.close();
    }
  });

  it('is repeated past the caches where what they hold is damaged', async () => {
    const site = await hostSite();
    const context = await visitor();
    try {
      const page = await context.newPage();
      await page.goto(site.url);
      await untilIsolated(page);
      await keptOffline(page);
      const damaged = await page.evaluate(async () => {
        const name = (await caches.keys()).find((key) => key.endsWith(' later')) ?? '';
        const cache = await caches.open(name);
        const cores = (await cache.keys()).filter(({ url }) => url.includes('.bin'));
        for (const { url } of cores) {
          const bytes = new Uint8Array(await (await cache.match(url))!.arrayBuffer());
          bytes.fill(0, 1_000_000, 1_000_100);
          await cache.put(url, new Response(bytes));
        }
        return cores.length;
      });
      expect(damaged).toBe(2);
      const before = site.asked.length;
      await makeVideo(page, clip);
      expect(site.asked.slice(before)).toEqual([`assets/${coreName(true)}`]);
    } finally {
      await context.close();
      await site.close();
    }
  });

  it('works where a host unpacks the file on its way', async () => {
    const site = await hostSite({
      answerFirst: ({ url = '' }, response) => {
        if (!url.endsWith('.bin')) return false;
        response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Type': 'application/gzip' });
        response.end(readFileSync(join(DIST, 'assets', url.split('/').at(-1) ?? '')));
        return true;
      },
    });
    const context = await visitor();
    try {
      const page = await context.newPage();
      await page.goto(site.url);
      await untilIsolated(page);
      await makeVideo(page, clip);
    } finally {
      await context.close();
      await site.close();
    }
  });
});
