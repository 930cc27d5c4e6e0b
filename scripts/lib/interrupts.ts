import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interrupts {
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
  /** The exit status that says which signal it was (128 + its number); `null` before one came. */
  exitCode(): number | null;
}

/**
 * Turns Ctrl-C and its kin into an AbortSignal, so that work in progress can clean up. A signal often comes twice (from
 * the terminal and again from npm): only the first counts.
 */
export const watchInterrupts = (): Interrupts => {
  const controller = new AbortController();
  let exitCode: number | null = null;
  for (const name of SIGNALS) {
    process.on(name, () => {
      exitCode ??= 128 + constants.signals[name];
      controller.abort();
    });
  }
  return { signal: controller.signal, exitCode: () => exitCode };
};
