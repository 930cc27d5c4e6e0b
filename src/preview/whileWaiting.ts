import type { JobOptions, JobOutcome } from '../pool/types';
import { cancelledError } from '../shared/errors';

/**
 * Runs a job that a signal takes back while it waits for its turn; one that is begun is done.
 * @throws RenderError `cancelled`
 */
export const whileWaiting = async <Result>(
  signal: AbortSignal,
  run: (options: Pick<JobOptions, 'signal' | 'onStart'>) => Promise<JobOutcome<Result>>,
): Promise<JobOutcome<Result>> => {
  if (signal.aborted) throw cancelledError();
  const waiting = new AbortController();
  const giveUp = (): void => waiting.abort();
  const stopWaiting = (): void => signal.removeEventListener('abort', giveUp);
  signal.addEventListener('abort', giveUp);
  try {
    const outcome = await run({ signal: waiting.signal, onStart: stopWaiting });
    if (outcome.status === 'failed' && outcome.error.category === 'cancelled') throw outcome.error;
    return outcome;
  } finally {
    stopWaiting();
  }
};
