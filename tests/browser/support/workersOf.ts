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

/** Collections go on until one frees less than a hundredth. */
const SETTLED = 0.99;
const MOST_COLLECTIONS = 10;

/** What the page holds after a garbage collection, in bytes: objects, what the browser keeps for them, and buffers. */
export const memoryOf = async (page: Page): Promise<number> => {
  const devTools = await page.context().newCDPSession(page);
  const inUse = async (): Promise<number> => {
    await devTools.send('HeapProfiler.collectGarbage');
    const usage = await devTools.send('Runtime.getHeapUsage');
    return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0);
  };
  let before = Number.POSITIVE_INFINITY;
  let after = await inUse();
  // What one collection frees may have kept something else alive.
  for (let round = 0; round < MOST_COLLECTIONS && after < before * SETTLED; round += 1) {
    await animationFrames(page, 3);
    [before, after] = [after, await inUse()];
  }
  await devTools.detach();
  return after;
};
