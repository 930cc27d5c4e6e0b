import { expect, it } from 'vitest';
import { openCliploom } from '../../scripts/lib/driver';
import { COUNT, continued, createTo, makeClips, makeWhole } from '../browser/support/closedPages';
import { chooseEngine, openTab, rows } from '../browser/support/resumePage';
import { tempDir } from '../browser/support/tempDir';

it('a video continues after the whole browser was closed', async () => {
  using folder = tempDir();
  const profile = folder.file('profile');
  let session = await openCliploom({ profile });
  try {
    const url = session.page.url();
    const undisturbed = await makeWhole(session.page, await makeClips(folder));
    const page = await openTab(session.page, url);
    await expect.poll(() => rows(page).count()).toBe(COUNT);
    await chooseEngine(page, 'auto');
    await createTo(page, 40);
    await session.close();
    session = await openCliploom({ profile });
    // What began goes on, whatever would be faster by now.
    await session.page.evaluate(() => {
      const one = Array(6).fill(0);
      const covariance = one.map((_, row) => one.map((__, at) => (row === at ? 1 : 0)));
      const fit = { factors: Array(6).fill(100), covariance, count: 9 };
      const fits = { 'browser in software': fit };
      localStorage.setItem('cliploom.costs', JSON.stringify({ version: 1, fits }));
    });
    const { stored, hash, ...video } = await continued(session.page);
    expect(hash).toBe(undisturbed);
    expect(stored).toBeGreaterThan(0);
    expect(video).toEqual({ encoded: COUNT - stored, cached: stored });
  } finally {
    await session.close();
  }
});
