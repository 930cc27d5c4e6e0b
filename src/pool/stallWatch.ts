import type { Clock } from './clock';

/**
 * Before the first progress a job gets so many times the limit: its worker reads, cuts and lets the browser draw first,
 * and has nothing to count.
 */
const FIRST_FACTOR = 4;

/** Steps of progress after which a job's own pace is known. */
const PACE_FROM = 3;

/** A job stands still when nothing comes for so many times its longest gap so far … */
const GAPS = 10;

/** … but the limit stays within these parts of the one it began with: gaps are uneven on a busy machine. */
const LEAST = 1 / 3;
const MOST = 4;

/** A check that comes so late says that the page itself stood still: a computer that slept, a blocked tab. */
const LATE_MS = 5000;

/**
 * Tells a job that hangs from one that works. How long it waits for progress:
 * first 4 × `stallMs`; then `stallMs`; from the third step on 10 × the longest gap between two steps, within a third and
 * four times `stallMs`.
 */
export class StallWatch {
  readonly #clock: Clock;
  readonly #stallMs: number;
  readonly #onStall: (waitedMs: number) => void;
  #stopTimer: () => void = () => {};
  #movedAt: number;
  #done = 0;
  #steps = 0;
  #longestGap = 0;

  constructor(clock: Clock, stallMs: number, onStall: (waitedMs: number) => void) {
    this.#clock = clock;
    this.#stallMs = stallMs;
    this.#onStall = onStall;
    this.#movedAt = clock.now();
    this.#wait();
  }

  /** Only what goes beyond the best so far is progress. */
  progress(done: number): void {
    if (!(done > this.#done)) return;
    const now = this.#clock.now();
    if (this.#steps > 0) this.#longestGap = Math.max(this.#longestGap, now - this.#movedAt);
    this.#done = done;
    this.#steps += 1;
    this.#movedAt = now;
    this.#wait();
  }

  stop(): void {
    this.#stopTimer();
  }

  get #limitMs(): number {
    if (this.#steps === 0) return this.#stallMs * FIRST_FACTOR;
    if (this.#steps < PACE_FROM) return this.#stallMs;
    return Math.min(Math.max(this.#longestGap * GAPS, this.#stallMs * LEAST), this.#stallMs * MOST);
  }

  #wait(): void {
    this.#stopTimer();
    const limit = this.#limitMs;
    const dueAt = this.#movedAt + limit;
    this.#stopTimer = this.#clock.after(limit, () => {
      const now = this.#clock.now();
      if (now - dueAt <= LATE_MS) return this.#onStall(limit);
      this.#movedAt = now;
      this.#wait();
    });
  }
}
