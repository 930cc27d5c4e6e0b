import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';

export interface RunOptions {
  /** The command is ended after this time. */
  readonly timeoutSeconds: number;
  /** Where its standard output goes; its error output goes to our own unless captured. Default `stderr`. */
  readonly output?: keyof typeof STDIO | undefined;
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Aborting it ends the command. */
  readonly signal?: AbortSignal | undefined;
}

export interface Finished {
  /** Exit status; 124 when it ran out of time, 128 when a signal ended it, 127 when it could not be started. */
  readonly code: number;
  /** Both empty unless captured. */
  readonly stdout: string;
  readonly stderr: string;
}

const STDIO: Record<'stderr' | 'inherit' | 'capture', StdioOptions> = {
  stderr: ['ignore', 2, 2],
  inherit: ['ignore', 1, 2],
  capture: ['ignore', 'pipe', 'pipe'],
};

/** Ends a command with everything that it started; that needs a process group of its own, which Windows has not. */
const endGroup = (child: ChildProcess): void => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself a moment ago.
  }
};

/** Runs a command to its end. Never rejects: what went wrong is in the exit status. */
export const run = (command: string, args: readonly string[], options: RunOptions): Promise<Finished> =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: STDIO[options.output ?? 'stderr'],
      detached: process.platform !== 'win32',
    });
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (piece: string) => {
        text[name] += piece;
      });
    }

    let timedOut = false;
    const end = () => endGroup(child);
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, options.timeoutSeconds * 1000);
    options.signal?.addEventListener('abort', end, { once: true });
    if (options.signal?.aborted) end();
    process.once('exit', end);

    const finish = (code: number) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', end);
      process.off('exit', end);
      resolve({ code, ...text });
    };
    child.once('error', (error) => {
      text.stderr += error.message;
      finish(127);
    });
    child.once('close', (code) => finish(timedOut ? 124 : (code ?? 128)));
  });
