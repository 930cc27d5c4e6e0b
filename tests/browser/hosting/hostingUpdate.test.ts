import { cpSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIST } from '../../../scripts/lib/paths';
import {
  deployNext,
  type HostedSite,
  hostSite,
  keptOffline,
  untilIsolated,
  useVisitors,
  versionOf,
} from '../support/hostedSite';

const { folder, visitor } = useVisitors({ seconds: 1 });
const root = folder.file('site');
let site: HostedSite;
let page: Page;

beforeAll(async () => {
  cpSync(DIST, root, { recursive: true });
  site = await hostSite({ root });
  page = await (await visitor()).newPage();
  await page.goto(site.url);
  await untilIsolated(page);
  await keptOffline(page);
});
afterAll(async () => {
  await site?.close();
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
    await tab.close();
  });
});

describe('a new version', () => {
  /** The long tier has several tabs, and renders meanwhile. */
  it('is announced, and taken at a click', async () => {
    await page.goto(site.url);
    const before = await versionOf(page);
    await deployNext(root);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByTestId('note-update').waitFor({ timeout: 30_000 });
    expect(await versionOf(page)).toBe(before);
    await page.getByTestId('take-update').click();
    await expect.poll(() => versionOf(page).catch(() => before), { timeout: 30_000 }).not.toBe(before);
    await untilIsolated(page);
    expect(await page.getByTestId('note-update').count()).toBe(0);
  });
});
