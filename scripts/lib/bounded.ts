import { cancelledError, RenderError } from '../../src/shared/errors';

export interface Bounds {
  /** What is waited for, as the beginning of a sentence: "Starting the browser". */
  readonly what: string;
  readonly seconds: number;
  /** Ends the waiting with the category `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits for `work`, but not longer than allowed. The work itself goes on: whoever started it ends it.
 * @throws RenderError `timeout` or `cancelled`, or what `work` rejects with
 */
export const within = async <T>(work: Promise<T>, { what, seconds, signal }: Bounds): Promise<T> => {
  const ending = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => {
      reject(new RenderError({ category: 'timeout', message: `${what} took longer than ${seconds} s.` }));
    }, seconds * 1000);
    ending.signal.addEventListener('abort', () => clearTimeout(timer));
    if (signal?.aborted) reject(cancelledError());
    signal?.addEventListener('abort', () => reject(cancelledError()), { signal: ending.signal });
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    ending.abort();
  }
};
