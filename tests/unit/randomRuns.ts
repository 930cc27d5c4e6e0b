import fc from 'fast-check';

const { CLIPLOOM_RUNS } = process.env;
/** Share of the cases that the core tier runs; the long tier runs all of them (`CLIPLOOM_RUNS=full`). */
const SHARE = CLIPLOOM_RUNS === 'full' ? 1 : 0.4;
/** Fewer say little. */
const LEAST = 25;
/** Fast-check's own default. */
const USUAL = 100;

/** So many random cases, or the core tier's share of them. */
export const runs = (full: number): { readonly numRuns: number } => ({
  numRuns: Math.min(full, Math.max(LEAST, Math.round(full * SHARE))),
});

fc.configureGlobal(runs(USUAL));
