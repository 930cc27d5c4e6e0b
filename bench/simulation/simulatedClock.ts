import type { Clock } from '../../src/pool/clock';

/** Turns of the event loop in which promises that wait for nothing but each other settle. */
const TURNS = 3;

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Time that jumps from one thing that is due to the next. */
export class SimulatedClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ readonly at: number; readonly action: () => void }>();

  now = (): number => this.#now;

  after = (ms: number, action: () => void): (() => void) => {
    const timer = { at: this.#now + ms, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** Resolves after `ms` of this clock. */
  passed(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Lets time pass until `work` is done; in no time of ours. */
  async runUntil<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const ended = work.finally(() => {
      isDone = true;
    });
    // It is awaited below; until then a rejection is not unhandled.
    ended.catch(() => {});
    for (;;) {
      await settle();
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
      if (isDone || !next) break;
      this.#timers.delete(next);
      this.#now = next.at;
      next.action();
    }
    if (!isDone) throw new Error('The simulation waits for something that never comes.');
    return ended;
  }
}
