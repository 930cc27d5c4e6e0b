import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const script = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** WCAG 2.2 on the levels A and AA, and what axe advises beyond it. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page as it is now: each rule that is broken, with the elements that break it. */
export const axeFindings = async (page: Page): Promise<string[]> => {
  const loaded = await page.evaluate(() => 'axe' in globalThis);
  if (!loaded) await page.evaluate(script);
  const { violations, passed } = await page.evaluate(async (values) => {
    // What happens to be half under a bar that stays in its place can be scrolled out from under it.
    const bars = [...document.querySelectorAll<HTMLElement>('body *')].filter(
      (element) => getComputedStyle(element).position === 'sticky',
    );
    for (const { style } of bars) style.position = 'static';
    try {
      const found = await (globalThis as unknown as { axe: typeof axe }).axe.run({
        runOnly: { type: 'tag', values },
        // Of rules that pass, one element each: to name them all takes longer than to find them.
        resultTypes: ['violations'],
      });
      return { violations: found.violations, passed: found.passes.length };
    } finally {
      for (const { style } of bars) style.position = '';
    }
  }, RULES);
  // A page that axe did not see has no violations either.
  if (passed < 10) throw new Error(`axe passed only ${passed} rules.`);
  return violations.map(({ id, help, nodes }) => {
    const where = nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary})`);
    return `${id}: ${help}: ${where.join('; ')}`;
  });
};
