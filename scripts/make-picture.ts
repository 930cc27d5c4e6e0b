/**
 * Takes the README's picture of the page, `docs/page.png`: the samples, and the video that was made of them. It is part of
 * the repository: run it again where the page has changed.
 */
import { join } from 'node:path';
import { openCliploom } from './lib/driver';
import { PROJECT } from './lib/paths';

const SIZE = { width: 1280, height: 1000 };
const RENDER_MS = 300_000;
/** A moment of the video that has something to see. */
const SEEN_AT_SECONDS = 6.5;

const main = async (): Promise<void> => {
  const session = await openCliploom();
  try {
    const { page } = session;
    await page.setViewportSize(SIZE);
    await page.getByTestId('samples').click();
    await page.locator('[data-testid="create"]:enabled').click();
    const video = page.getByTestId('result-video');
    await video.waitFor({ timeout: RENDER_MS });
    await video.evaluate((element: HTMLVideoElement, seconds) => {
      element.currentTime = seconds;
      scrollTo(0, 0);
      (document.activeElement as HTMLElement | null)?.blur();
    }, SEEN_AT_SECONDS);
    // Seeking, and what fades with the focus.
    await page.waitForTimeout(1000);
    await page.screenshot({ path: join(PROJECT, 'docs', 'page.png') });
  } finally {
    await session.close();
  }
};

await main();
