import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameVersion } from '../../build/serviceWorker';
import { DIST } from '../../scripts/lib/paths';
import {
  beginVideo,
  countLoads,
  type HostedSite,
  hostSite,
  keptOffline,
  makeVideo,
  shot,
  untilIsolated,
  useVisitors,
  versionOf,
} from './support/hostedSite';

const { folder, clip, visitor } = useVisitors({ seconds: 2 });
const root = folder.file('site');
let site: HostedSite;
let page: Page;
let open: () => Promise<Page>;

/** A next version, as a host gets it: not one script has the name that it had before, and the old ones are gone. */
const deployNext = async (): Promise<void> => {
  const assets = join(root, 'assets');
  const names = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
  const next = (name: string) => name.replace(/\.(js|css)$/, 'next.$1');
  for (const path of [...names.map((name) => join(assets, name)), join(root, 'index.html')]) {
    let content = readFileSync(path, 'utf8');
    for (const name of names) content = content.replaceAll(name, next(name));
    writeFileSync(path, content);
  }
  for (const name of names) renameSync(join(assets, name), join(assets, next(name)));
  await nameVersion(root);
};

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
    await deployNext();
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

describe('files from other programs', () => {
  it('that are shared to the page are added to it, once', async () => {
    await page.evaluate(async () => {
      const form = new FormData();
      form.append('files', new File(['1\n00:00:00,000 --> 00:00:01,000\nHallo\n'], 'grüße & co.srt'));
      await fetch('share', { method: 'POST', body: form });
    });
    const asked = site.asked.length;
    await page.goto(`${site.url}?shared`);
    await page.getByTestId('subtitles-facts').waitFor();
    await page.getByText('grüße & co.srt').first().waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(site.asked.slice(asked)).toEqual([]);
    expect(
      await page.evaluate(
        async () => (await (await caches.open(`cliploom ${location.href} shared`)).keys()).length,
      ),
    ).toBe(0);
  });

  it('with which the installed page is opened are added to it', async () => {
    const tab = await page.context().newPage();
    // The system's part: a file of its own, through the queue that the browser hands to the page.
    await tab.addInitScript(() => {
      const setConsumer = async (consumer: (params: { files: FileSystemFileHandle[] }) => void) => {
        const root = await navigator.storage.getDirectory();
        const handle = await root.getFileHandle('opened.srt', { create: true });
        const writable = await handle.createWritable();
        await writable.write('1\n00:00:00,000 --> 00:00:01,000\nHello\n');
        await writable.close();
        consumer({ files: [handle] });
      };
      Object.defineProperty(globalThis, 'launchQueue', { value: { setConsumer } });
    });
    await tab.goto(site.url);
    await tab.getByText('opened.srt').first().waitFor();
  });
});
