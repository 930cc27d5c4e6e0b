import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PROJECT } from '../../../scripts/lib/paths';

const LOOKS = [
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const;

/** The video's step as it looks on both kinds of screen, in both colours; to be looked at. */
export const shots = async (page: Page, name: string): Promise<void> => {
  const folder = join(PROJECT, 'tests', 'output');
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const { width, colorScheme } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 1000 });
    await page.locator('.panel').screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
};
