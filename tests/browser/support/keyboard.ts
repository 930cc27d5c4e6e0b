import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What has the focus, and whether it can be seen that it has. */
export const focused = (of: Page) =>
  of.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    // The browser's own players ring what has the focus inside of them.
    const player = element.matches('audio, video');
    const ringed = [element, element.closest('label'), element.closest('li')].filter((one) => one !== null);
    const ring =
      player ||
      ringed.some((one) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      });
    const box = (element.closest('label') ?? element).getBoundingClientRect();
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return { testid: element.getAttribute('data-testid'), tag: element.tagName, ring, seen };
  });

/** Goes on by Tab until something has the focus; each stop on the way has to be seen. */
export const tabTo = async (of: Page, testid: string, key = 'Tab'): Promise<void> => {
  for (let step = 0; step < 150; step += 1) {
    await of.keyboard.press(key);
    const stop = await focused(of);
    if (stop === null) continue;
    expect(stop).toMatchObject({ ring: true, seen: true });
    if (stop.testid === testid) return;
  }
  throw new Error(`Tab does not lead to ${testid}.`);
};

/** Goes on to a button and presses it. */
export const pressByKeyboard = async (of: Page, testid: string, key = 'Enter'): Promise<void> => {
  await tabTo(of, testid);
  await of.keyboard.press(key);
};

/** Chooses files at an input, in the dialog that Playwright can answer. */
export const chooseByKeyboard = async (of: Page, testid: string, ...paths: string[]): Promise<void> => {
  const [chooser] = await Promise.all([
    // Before the way there, not only before the key: the dialog is caught from then on.
    of.waitForEvent('filechooser', { timeout: 60_000 }),
    pressByKeyboard(of, testid, 'Space'),
  ]);
  await chooser.setFiles(paths);
};
