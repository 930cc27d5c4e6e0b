import { run } from '../../scripts/lib/run';
import { keptFile } from './fixtures';

const SECONDS = 60;

/**
 * Runs native ffmpeg to its end.
 * @throws Error with what it wrote on stderr when it fails
 */
export const runFfmpeg = async (args: readonly string[]): Promise<string> => {
  const { code, stderr } = await run('ffmpeg', ['-nostdin', '-hide_banner', '-v', 'info', '-y', ...args], {
    timeoutSeconds: SECONDS,
    output: 'capture',
  });
  if (code !== 0) throw new Error(`ffmpeg ${args.join(' ')}\nended with ${code}:\n${stderr.slice(-2000)}`);
  return stderr;
};

/** Makes a file by native ffmpeg, once for all tests that want the same one. `args` are all but the output's path. */
export const makeByFfmpeg = (path: string, args: readonly string[]): Promise<void> =>
  keptFile(path, ['ffmpeg', args], (own) => runFfmpeg([...args, own]));
