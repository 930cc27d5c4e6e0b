/** Time as the pool sees it; tests give their own. */
export interface Clock {
  /** Milliseconds; only differences mean anything. */
  now(): number;
  /** Calls `action` once after `ms`, 25 days at most, unless the returned function is called before. */
  after(ms: number, action: () => void): () => void;
}

/** Timers of browsers end at once where they are told to wait for longer: 32 bits with a sign. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, Math.min(ms, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
