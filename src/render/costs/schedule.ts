/**
 * When the last of these jobs ends, in ms, if each goes to the worker that is free first, in this order.
 * @param workers at least 1
 */
export const finishMs = (jobs: readonly number[], workers: number): number => {
  const free = Array.from({ length: Math.max(1, workers) }, () => 0);
  for (const ms of jobs) {
    const earliest = free.indexOf(Math.min(...free));
    free[earliest] = (free[earliest] ?? 0) + ms;
  }
  return Math.max(...free);
};
