import { describe, expect, it, vi } from 'vitest';
import { countsOf, step } from '../../scripts/lib/testSteps';

const report = (numPassedTests: number, numFailedTests: number, numPendingTests = 0, numTodoTests = 0) =>
  JSON.stringify({ numPassedTests, numFailedTests, numPendingTests, numTodoTests });

describe('countsOf', () => {
  it('counts tests', () => {
    expect(countsOf(report(5, 2, 1, 1), 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
    expect(countsOf(report(5, 0), 0)).toEqual({ passed: 5, failed: 0, skipped: 0 });
  });

  it('never calls a run that went wrong passed', () => {
    expect(countsOf(null, 0).failed).toBe(1);
    expect(countsOf(report(5, 0), 1).failed).toBe(1);
    expect(countsOf(report(0, 0), 0).failed).toBe(1);
    expect(countsOf(report(0, 0, 3), 0).failed).toBe(1);
  });
});

it('step counts what is thrown as a failure, and says what it was', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const errors = vi.spyOn(console, 'error').mockReturnValue();
  expect(await step('broken', () => Promise.reject(new Error('an example of a broken step')))).toMatchObject({
    name: 'broken',
    passed: 0,
    failed: 1,
  });
  expect(errors).toHaveBeenCalledWith('an example of a broken step');
  vi.restoreAllMocks();
});
