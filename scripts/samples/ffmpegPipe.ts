import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** stderr is kept for the error message; its end says what went wrong. */
const STDERR_KEPT = 4_000;

const started = (args: readonly string[]) => {
  const child = spawn('ffmpeg', ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  // ffmpeg that stops early closes its end of the pipe; its exit code and stderr tell why, EPIPE does not.
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`ffmpeg ${args.join(' ')}\nended with ${code}:\n${stderr}`));
    });
  });
  // Marked as handled: whoever awaits it later still gets the rejection.
  ended.catch(() => {});
  return { child, ended };
};

/**
 * Runs native ffmpeg and writes `chunks` into its stdin, no faster than it reads them. A chunk's memory may be reused
 * for the next one.
 * @throws Error with the end of stderr when ffmpeg cannot be started or fails
 */
export const feedFfmpeg = async (args: readonly string[], chunks: Iterable<Uint8Array>): Promise<void> => {
  const { child, ended } = started(args);
  for (const chunk of chunks) {
    const written = new Promise<void>((resolve) => child.stdin.write(chunk, () => resolve()));
    await Promise.race([written, ended]);
    if (child.exitCode !== null) break;
  }
  child.stdin.end();
  await ended;
};

/**
 * Runs native ffmpeg and yields what it writes to stdout in pieces of exactly `size` bytes, each in memory of its own.
 * @throws Error with the end of stderr when ffmpeg fails, or when the output ends inside a piece
 */
export async function* readFfmpeg(args: readonly string[], size: number): AsyncGenerator<Uint8Array> {
  const { child, ended } = started(args);
  child.stdin.end();
  let piece = new Uint8Array(size);
  let filled = 0;
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length; ) {
        const taken = chunk.subarray(at, at + size - filled);
        piece.set(taken, filled);
        filled += taken.length;
        at += taken.length;
        if (filled === size) {
          yield piece;
          piece = new Uint8Array(size);
          filled = 0;
        }
      }
    }
    await ended;
    if (filled > 0) throw new Error(`ffmpeg ${args.join(' ')}\nended inside a piece of ${size} bytes`);
  } finally {
    // A caller that stops early leaves no process behind.
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, 'close');
    }
  }
}
