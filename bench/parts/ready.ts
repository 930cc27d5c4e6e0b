import { openCliploom } from '../../scripts/lib/driver';
import type { Part } from '../report/part';
import type { Setup } from '../setup';

/** From asking for the page's address until its script has run, on visits after each other with an empty cache. */
export const benchReady = async ({ options }: Setup): Promise<Part> => {
  const session = await openCliploom();
  const times: number[] = [];
  try {
    const { page } = session;
    const url = page.url();
    for (let visit = 1; visit <= Math.max(options.repeats, 4); visit += 1) {
      await page.goto(url);
      await page.getByTestId('create').waitFor();
      const ready = await page.evaluate(() => {
        const [entry] = performance.getEntriesByType('navigation');
        // The page is there when its script has run, before the load ends.
        return (entry as PerformanceNavigationTiming).loadEventStart;
      });
      times.push(ready);
      console.log(`visit ${visit}: ready after ${Math.round(ready)} ms`);
    }
  } finally {
    await session.close();
  }
  return {
    name: 'ready',
    title: 'The page, until it can be used',
    notes: ['Wanted: under a second on localhost.'],
    tables: [
      {
        title: 'From the address to the page’s script having run',
        columns: ['visit', 'time'],
        rows: times.map((time, index) => [`${index + 1}`, `${Math.round(time)} ms`]),
      },
    ],
    charts: [],
    figures: { readyMs: times },
  };
};
