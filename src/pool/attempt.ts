import { cancelledError, type RenderError } from '../shared/errors';
import type { Clock } from './clock';

export interface Bounds {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** The error when time is up. */
  readonly timedOut: () => RenderError;
}

/**
 * Waits for `work`, but no longer than the limit and no longer than until the signal is aborted. What `work` does
 * later is ignored: ending it is the caller's business.
 */
export const bounded = <T>(work: Promise<T>, { clock, timeoutMs, signal, timedOut }: Bounds): Promise<T> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(cancelledError());
      return;
    }
    const onAbort = () => settle(() => reject(cancelledError()));
    const stopTimer = clock.after(timeoutMs, () => settle(() => reject(timedOut())));
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
