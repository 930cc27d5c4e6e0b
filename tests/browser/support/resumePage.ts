import { appendFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Another tab of the same browser, or the same one after it was closed. */
export const openTab = async (of: Page, url: string): Promise<Page> => {
  const page = await of.context().newPage();
  await page.goto(url);
  return page;
};

export const rows = (page: Page) => page.getByTestId('clip-row');

export const names = async (page: Page): Promise<(string | undefined)[]> =>
  (await rows(page).locator('.file-name').allInnerTexts()).map((name) => name.trim());

export const chooseSize = async (page: Page, width: number, height: number): Promise<void> => {
  await page.getByLabel('Shape').selectOption('custom');
  await page.getByLabel('Width (pixels)').fill(String(width));
  await page.getByLabel('Height (pixels)').fill(String(height));
};

export const chooseEngine = async (page: Page, engine: string): Promise<void> => {
  const select = page.getByLabel('Made by');
  if (!(await select.isVisible())) await page.getByText('Advanced', { exact: true }).click();
  await select.selectOption(engine);
};

/** Waits until the project on the page is stored: its text has all these parts. */
export const untilStored = (page: Page, ...parts: string[]): Promise<void> =>
  expect
    .poll(
      () =>
        page.evaluate(
          () =>
            new Promise<string>((resolve, reject) => {
              const opening = indexedDB.open('cliploom');
              opening.onerror = () => reject(opening.error);
              opening.onsuccess = () => {
                const database = opening.result;
                const all = database.transaction('projects').objectStore('projects').getAll();
                all.onsuccess = () => {
                  database.close();
                  resolve(JSON.stringify(all.result.map((value) => (value as { json?: string }).json)));
                };
              };
            }),
        ),
      { timeout: 30_000 },
    )
    .toSatisfy((stored: string) => parts.every((part) => stored.includes(part)));

/** The bytes of the video that is shown. */
export const videoHash = (page: Page): Promise<string> =>
  page.getByTestId('result-video').evaluate(async (video) => {
    const bytes = await (await fetch((video as HTMLVideoElement).src)).arrayBuffer();
    const digest = await crypto.subtle.digest('SHA-256', bytes);
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  });

/** How many clips were encoded for the video that is shown, and how many were there already. */
export const clipCounts = async (page: Page): Promise<{ encoded: number; cached: number }> => {
  const fact = await page.getByText(/^\d+ encoded/).innerText();
  const number = (pattern: RegExp) => Number(pattern.exec(fact)?.[1] ?? 0);
  return { encoded: number(/(\d+) encoded/), cached: number(/(\d+) done before/) };
};

/** Makes an MP4 too large to be kept whole, by a box at its end that players skip. */
export const enlarge = (path: string, bytes: number): void => {
  const box = Buffer.alloc(bytes);
  box.writeUInt32BE(bytes, 0);
  box.write('free', 4);
  appendFileSync(path, box);
};
