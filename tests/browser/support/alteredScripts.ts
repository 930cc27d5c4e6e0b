import type { Page } from 'playwright-core';

/**
 * Has each script of this name begin with a line of the test's own, in all pages and workers that start from now on.
 * Where the line cannot be put there the script does not load.
 */
export const beginScripts = async (page: Page, name: RegExp, line: string): Promise<void> => {
  await page.context().route(name, async (route) => {
    try {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${line}\n${await response.text()}` });
    } catch {
      // One may be on its way still when the browser is closed.
      await route.abort().catch(() => {});
    }
  });
};
