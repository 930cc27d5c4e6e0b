import type { ErrorCategory } from '../shared/errors';

/** Failures of the source, the settings, the browser or the person: another worker would fail the same way. */
const FINAL: ReadonlySet<ErrorCategory> = new Set([
  'unreadable-source',
  'unsupported-codec',
  'invalid-settings',
  // It has been tried in more than one way.
  'encoder-failed',
  'cancelled',
]);

/** Whether a failure says nothing against the worker it happened on. */
export const isJobsOwn = (category: ErrorCategory): boolean =>
  FINAL.has(category) && category !== 'cancelled';

/** How a job that failed is tried again: beside fewer workers, on a worker with safer settings, or not at all. */
export type NextTry = 'fewer-workers' | 'safer' | 'none';

export interface TriedBefore {
  /** The last try was one with safer settings. */
  readonly safer: boolean;
  /** A place of the pool was given up for this job. */
  readonly gaveUpPlace: boolean;
}

/**
 * Once more, with safer settings; a job for which memory did not suffice first beside fewer workers, where there are
 * several.
 */
export const nextTry = (category: ErrorCategory, before: TriedBefore, severalPlaces: boolean): NextTry => {
  if (FINAL.has(category) || before.safer) return 'none';
  return category === 'out-of-memory' && severalPlaces && !before.gaveUpPlace ? 'fewer-workers' : 'safer';
};
