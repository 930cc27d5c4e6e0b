import type { Page } from 'playwright-core';
import { type Chaos, FAULTS, type Fault } from '../../../scripts/lib/chaos';
import type { ChaosGlobals } from '../../../scripts/lib/chaosInPage';
import type { CliploomGlobals } from '../../../scripts/lib/pageRender';
import { animationFrames } from './animationFrames';

/** Workers that are wrapped and counted, and have no faults yet. */
export const NO_FAULTS: Chaos = { oneIn: {}, seed: 0 };

/** Each fault to one clip in `oneIn`. */
export const allFaults = (oneIn: number, seed: number): Chaos => ({
  oneIn: Object.fromEntries(FAULTS.map((fault) => [fault, oneIn])),
  seed,
});

/** Names of the page's workers that run; the session has to be opened with chaos. */
export const runningWorkers = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as ChaosGlobals).cliploomChaos?.running() ?? ['not counted']);

export const faultsSoFar = (page: Page): Promise<Fault[]> =>
  page.evaluate(() => (globalThis as ChaosGlobals).cliploomChaos?.faults() ?? []);

export const beginFaults = (page: Page, chaos: Chaos): Promise<void> =>
  page.evaluate((next) => (globalThis as ChaosGlobals).cliploomChaos?.begin(next), chaos);

export const releaseWorkers = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as CliploomGlobals).cliploom?.releaseWorkers());

/**
 * What the page holds after a garbage collection, in bytes: objects, what the browser keeps for them, and buffers. What
 * was just let go of may take the browser a moment more: to be asked again then.
 */
export const memoryOf = async (page: Page): Promise<number> => {
  const devTools = await page.context().newCDPSession(page);
  // What the first one frees may have kept something else alive.
  for (let round = 0; round < 3; round += 1) {
    await devTools.send('HeapProfiler.collectGarbage');
    await animationFrames(page, 3);
  }
  const usage = await devTools.send('Runtime.getHeapUsage');
  await devTools.detach();
  return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0);
};
