import { numberWithin, wholeNumberWithin } from '../../../src/plan/checks';
import { type RunOptions, resolveRunSettings } from '../../../src/plan/runSettings';
import { parseChaos } from '../chaos';
import type { RenderCommand } from './command';
import { numberOf, type Values } from './table';

/** Bound for the whole render, if none is given. */
export const TIMEOUT_SECONDS = 3600;
/** Up to a week: no timer waits for more than three. */
const TIMEOUT = { min: 1, max: 604_800 };
const CORES = { min: 1, max: 1024 };

/** How the render is carried out in the page. */
export const runOptions = (values: Values): RunOptions => {
  const options = {
    threads: numberOf(values, 'threads'),
    // The word is checked by the plan, in the next line.
    engine: values.engine as RunOptions['engine'],
    clipTimeout: numberOf(values, 'clip-timeout'),
    stallTimeout: numberOf(values, 'stall-timeout'),
    onProblem: values['stop-on-problem'] ? ('stop' as const) : undefined,
  };
  resolveRunSettings(options);
  return options;
};

/** The browser that the page runs in, and how long it is waited for. */
export const browserOptions = (
  values: Values,
): Pick<
  RenderCommand,
  'simulateCores' | 'browserPath' | 'isolation' | 'profile' | 'chaos' | 'timeoutSeconds'
> => {
  const cores = numberOf(values, 'simulate-cores');
  const timeout = numberOf(values, 'timeout') ?? TIMEOUT_SECONDS;
  return {
    simulateCores: cores === undefined ? undefined : wholeNumberWithin('--simulate-cores', cores, CORES),
    browserPath: values.browser,
    isolation: values['no-isolation'] !== true,
    profile: values.profile,
    chaos: values.chaos === undefined ? undefined : parseChaos(values.chaos, numberOf(values, 'seed') ?? 0),
    timeoutSeconds: numberWithin('--timeout', timeout, TIMEOUT),
  };
};
