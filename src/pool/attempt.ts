import { cancelledError, type RenderError } from '../shared/errors';
import type { Clock } from './clock';

export type Bounds = {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
} & (
  | {
      readonly timeoutMs: number;
      /** The error when time is up. */
      readonly timedOut: () => RenderError;
    }
  /** For work that bounds itself. */
  | { readonly timeoutMs?: undefined }
);

/**
 * Waits for `work`, but no longer than the limit and no longer than until the signal is aborted. What `work` does
 * later is ignored: ending it is the caller's business.
 */
export const bounded = <T>(work: Promise<T>, bounds: Bounds): Promise<T> =>
  new Promise((resolve, reject) => {
    const { clock, signal } = bounds;
    if (signal?.aborted) {
      // It may fail later, and nobody looks at it any more.
      work.catch(() => {});
      reject(cancelledError());
      return;
    }
    const onAbort = () => settle(() => reject(cancelledError()));
    const stopTimer =
      bounds.timeoutMs === undefined
        ? () => {}
        : clock.after(bounds.timeoutMs, () => settle(() => reject(bounds.timedOut())));
    const settle = (answer: () => void) => {
      stopTimer();
      signal?.removeEventListener('abort', onAbort);
      answer();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    work.then(
      (value) => settle(() => resolve(value)),
      (thrown) => settle(() => reject(thrown)),
    );
  });
