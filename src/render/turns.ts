import { cancelledError } from '../shared/errors';

let last: Promise<unknown> = Promise.resolve();

/** Resolves when `promise` has settled, or rejects as soon as the signal is aborted. */
const settledOrAborted = (promise: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const onAbort = () => reject(cancelledError());
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    const onSettled = () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    };
    promise.then(onSettled, onSettled);
  });

/**
 * Renders share the page's workers and cores, so they run one after another: `work` starts when all that came before
 * it have ended.
 * @throws RenderError `cancelled` if the signal is aborted while it waits
 */
export const inTurn = <T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
  const mine = settledOrAborted(last, signal).then(work);
  // Whoever comes next waits for those before as well, even if this one gave up waiting.
  // Only that they have ended is kept, not what they gave: a video may hang on it.
  last = Promise.allSettled([last, mine]).then(() => undefined);
  return mine;
};
