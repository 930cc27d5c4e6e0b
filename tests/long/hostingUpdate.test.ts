import { cpSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIST } from '../../scripts/lib/paths';
import {
  beginVideo,
  countLoads,
  deployNext,
  type HostedSite,
  hostSite,
  keptOffline,
  makeVideo,
  shot,
  untilIsolated,
  useVisitors,
  versionOf,
} from '../browser/support/hostedSite';

const { folder, clip, visitor } = useVisitors({ seconds: 2 });
const root = folder.file('site');
let site: HostedSite;
let page: Page;
let open: () => Promise<Page>;

const cachedVersions = async (): Promise<number> =>
  (await page.evaluate(() => caches.keys())).filter((name) => name.includes(' version ')).length;

beforeAll(async () => {
  cpSync(DIST, root, { recursive: true });
  site = await hostSite({ root });
  const context = await visitor();
  open = async () => {
    const tab = await context.newPage();
    await tab.goto(site.url);
    await untilIsolated(tab);
    return tab;
  };
  page = await open();
});
afterAll(async () => {
  await site?.close();
});

describe('a new version', () => {
  it('is announced, waits for a click, and is never mixed with the one before in any tab', async () => {
    await keptOffline(page);
    const other = await open();
    const loads = [page, other].map(countLoads);
    const before = await versionOf(page);
    await deployNext(root);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByTestId('note-update').waitFor({ timeout: 30_000 });
    await shot(page, 'update');
    expect(await cachedVersions()).toBe(2);

    // The host has nothing of the old version any more, and the engine was not fetched yet.
    const askedBefore = site.asked.length;
    await makeVideo(page, clip);
    expect(site.asked.slice(askedBefore)).toEqual([]);
    await page.reload();
    expect(await versionOf(page)).toBe(before);

    // Not while a video is made.
    await beginVideo(page, clip, [1920, 1080]);
    await page.getByTestId('cancel').waitFor();
    expect(await page.getByTestId('take-update').isDisabled()).toBe(true);
    await page.getByTestId('result-video').waitFor({ timeout: 120_000 });

    await page.getByTestId('take-update').click();
    await expect.poll(() => versionOf(page).catch(() => before), { timeout: 30_000 }).not.toBe(before);
    await untilIsolated(page);
    expect(await page.getByTestId('note-update').count()).toBe(0);
    await makeVideo(page, clip);

    // The other tab goes on as it was, with what it has not fetched yet, and says that there is something new.
    expect([await versionOf(other), loads[1]?.()]).toEqual([before, 0]);
    await other.getByTestId('note-update').waitFor();
    await makeVideo(other, clip);
    expect(await cachedVersions()).toBe(2);
    await other.getByTestId('take-update').click();
    await expect
      .poll(() => versionOf(other).catch(() => before), { timeout: 30_000 })
      .toBe(await versionOf(page));
    await untilIsolated(other);
    // Nobody has the old one any more.
    await page.reload();
    await expect.poll(cachedVersions).toBe(1);
    expect(site.asked.filter((path) => path.endsWith('.bin'))).toHaveLength(2);
  });
});
