import type { Page } from 'playwright-core';

/** The page as on a first visit: nothing of what it stored is there any more. */
export const freshPage = async (page: Page): Promise<void> => {
  const url = page.url();
  // Another document of the same address: the page stores what is left when it is gone.
  await page.goto(new URL('samples/samples.json', url).href);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        localStorage.clear();
        const request = indexedDB.deleteDatabase('cliploom');
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      }),
  );
  await page.goto(url);
};
