import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIST, PROJECT } from '../../scripts/lib/paths';
import { makeCountedClip } from '../media/makeCountedClip';
import { hostSite, openVisitors, untilIsolated } from './support/hostedSite';
import { chooseSize } from './support/resumePage';
import { tempDir } from './support/tempDir';

const folder = tempDir();
const clip = folder.file('clip.mp4');
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

const begin = async (page: Page): Promise<void> => {
  await page.getByTestId('clip-input').setInputFiles(clip);
  await chooseSize(page, 180, 320);
  await page.getByTestId('create').click();
};

const video = (page: Page) => page.getByTestId('result-video').waitFor({ timeout: 120_000 });

const shot = async (page: Page, name: string): Promise<void> => {
  const shots = join(PROJECT, 'tests', 'output');
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `hosting-${name}.png`), fullPage: true });
};

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
      await page.goto(site.url);
      const startedAt = performance.now();
      await begin(page);
      await page.getByTestId('engine-download').filter({ hasText: '4 MB of 10.3 MB' }).waitFor();
      await shot(page, 'engine-download');
      await page.getByText('Its download began and then stood still').waitFor({ timeout: 60_000 });
      expect(performance.now() - startedAt).toBeLessThan(50_000);
      await shot(page, 'engine-stalled');
      await page.getByTestId('create').click();
      await video(page);
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
      await page.getByTestId('note-offline').waitFor({ timeout: 60_000 });
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
      await begin(page);
      await video(page);
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
      await begin(page);
      await video(page);
    } finally {
      await context.close();
      await site.close();
    }
  });
});
