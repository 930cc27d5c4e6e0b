import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { RenderError, toRenderError } from '../../src/shared/errors';
import { type Bounds, within } from './bounded';

/** Last errors of the page that are kept to explain a failure. */
const KEPT_NOTES = 20;
/** Playwright's own error of a dead page may arrive a little before the event that says why. */
const REASON_MS = 500;
const CLOSE_MS = 100;

export interface PageWatch {
  /**
   * Waits for something that the page does: ends too when the page or the browser is gone, with a reason.
   * @throws RenderError always
   */
  guard<T>(work: Promise<T>, bounds: Bounds): Promise<T>;
  /** Rejects with the page's first uncaught error. */
  readonly firstError: Promise<never>;
}

const never = (): { promise: Promise<never>; reject: (error: RenderError) => void } => {
  let reject: (error: RenderError) => void = () => undefined;
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  // Nobody may be waiting at the moment.
  promise.catch(() => undefined);
  return { promise, reject };
};

/** Listens to what a page and its browser go through, so that nobody waits for an answer that cannot come. */
export const watchPage = (browser: Browser, page: Page): PageWatch => {
  const notes: string[] = [];
  const note = (text: string) => {
    notes.push(text);
    if (notes.length > KEPT_NOTES) notes.shift();
  };
  const noted = () => (notes.length === 0 ? {} : { detail: notes.join('\n') });

  const gone = never();
  const lost = (message: string) => {
    gone.reject(new RenderError({ category: 'worker-lost', message, ...noted() }));
  };
  page.on('crash', () => lost("The page crashed; most often it ran out of the machine's memory."));
  const ended = () => lost('The browser ended while it was needed.');
  browser.on('disconnected', ended);
  // A browser that dies closes its pages first.
  page.on('close', () => {
    setTimeout(() => {
      if (browser.isConnected()) lost('The page was closed while it was needed.');
      else ended();
    }, CLOSE_MS);
  });

  const failed = never();
  page.on('pageerror', (error) => {
    const text = error.stack || String(error);
    note(text);
    failed.reject(
      new RenderError({
        category: 'internal',
        message: 'The page failed while it was loading.',
        detail: text,
      }),
    );
  });
  page.on('console', (message) => {
    const { url } = message.location();
    if (message.type() === 'error' && !url.endsWith('/favicon.ico')) note(`${message.text()} (${url})`);
  });

  return {
    firstError: failed.promise,
    guard: async (work, bounds) => {
      try {
        return await within(Promise.race([work, gone.promise]), bounds);
      } catch (thrown) {
        if (!(thrown instanceof RenderError)) await Promise.race([gone.promise, sleep(REASON_MS)]);
        const error = toRenderError(thrown, { category: 'internal', message: `${bounds.what} failed.` });
        if (error.category !== 'timeout') throw error;
        throw new RenderError({ ...error.toReport(), ...noted() }, { cause: thrown });
      }
    },
  };
};
