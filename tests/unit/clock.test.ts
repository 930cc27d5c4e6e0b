import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/pool/clock';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('waits for longer than timers can count, instead of not at all', () => {
  let called = false;
  const stop = systemClock.after(2 ** 40, () => {
    called = true;
  });
  vi.advanceTimersByTime(86_400_000);
  expect(called).toBe(false);
  stop();
});
