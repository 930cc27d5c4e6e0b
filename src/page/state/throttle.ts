/** In a tab that is not shown there are no animation frames; its title should move on all the same. */
const HIDDEN_TAB_MS = 1000;

/**
 * Hands on at most one value an animation frame, the latest. Progress arrives far more often than it can be seen, and
 * drawing each would block the page.
 */
export class LatestPerFrame<T> {
  readonly #receive: (value: T) => void;
  #pending: { value: T; frame: number; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(receive: (value: T) => void) {
    this.#receive = receive;
  }

  push(value: T): void {
    if (this.#pending) {
      this.#pending.value = value;
      return;
    }
    const flush = () => this.#flush();
    this.#pending = { value, frame: requestAnimationFrame(flush), timer: setTimeout(flush, HIDDEN_TAB_MS) };
  }

  /** Forgets what was not handed on yet. */
  clear(): void {
    if (!this.#pending) return;
    cancelAnimationFrame(this.#pending.frame);
    clearTimeout(this.#pending.timer);
    this.#pending = null;
  }

  #flush(): void {
    const pending = this.#pending;
    this.clear();
    if (pending) this.#receive(pending.value);
  }
}
