import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openCliploom } from '../../scripts/lib/driver';
import {
  COUNT,
  continued,
  createTo,
  IN_THE_MIDDLE,
  makeClips,
  makeWhole,
} from '../browser/support/closedPages';
import { chooseEngine, openTab, rows } from '../browser/support/resumePage';
import { tempDir } from '../browser/support/tempDir';

/** Lets the page believe that it has measured this: ffmpeg as expected, the browser's encoder so many times as slow. */
const believe = (page: Page, slowness: number): Promise<void> =>
  page.evaluate((factor) => {
    const one = Array(6).fill(0);
    const covariance = one.map((_, row) => one.map((__, at) => (row === at ? 1 : 0)));
    const fitOf = (slow: number) => ({ factors: Array(6).fill(slow), covariance, count: 9 });
    const fits = { 'browser in software': fitOf(factor), 'ffmpeg × 1': fitOf(1) };
    localStorage.setItem('cliploom.costs', JSON.stringify({ version: 1, fits }));
  }, slowness);

it('a video continues after the whole browser was closed', async () => {
  using folder = tempDir();
  const profile = folder.file('profile');
  let session = await openCliploom({ profile });
  try {
    const url = session.page.url();
    const undisturbed = await makeWhole(session.page, await makeClips(folder), 'webcodecs');
    const page = await openTab(session.page, url);
    await expect.poll(() => rows(page).count()).toBe(COUNT);
    await chooseEngine(page, 'auto');
    await believe(page, 0.01);
    await createTo(page, IN_THE_MIDDLE);
    await session.close();
    session = await openCliploom({ profile });
    // What began goes on, whatever would be faster by now.
    await believe(session.page, 100);
    const { stored, hash, ...video } = await continued(session.page);
    expect(hash).toBe(undisturbed);
    expect(stored).toBeGreaterThan(0);
    expect(video).toEqual({ encoded: COUNT - stored, cached: stored });
  } finally {
    await session.close();
  }
});
