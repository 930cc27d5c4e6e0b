import { cancelledError, type RenderError } from '../shared/errors';

/** The end of a render before its time: cancelled, or stopped by a problem after which nothing else counts. */
export class EarlyEnd {
  /** Rejects with the first reason; never resolves. */
  readonly promise: Promise<never>;
  #reject: (error: RenderError) => void = () => {};

  constructor(signal: AbortSignal | undefined) {
    this.promise = new Promise((_, reject) => {
      this.#reject = reject;
    });
    // Nobody waits for it when the render has ended.
    this.promise.catch(() => {});
    if (signal?.aborted) this.stop(cancelledError());
    signal?.addEventListener('abort', () => this.stop(cancelledError()), { once: true });
  }

  stop(error: RenderError): void {
    this.#reject(error);
  }
}
