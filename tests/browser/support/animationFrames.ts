import type { Page } from 'playwright-core';

/** Lets the page draw so many frames: whatever it does at once has been done then. */
export const animationFrames = (page: Page, count: number): Promise<void> =>
  page.evaluate(async (frames) => {
    for (let frame = 0; frame < frames; frame += 1) await new Promise(requestAnimationFrame);
  }, count);
