import { run } from '../../../scripts/lib/run';

/** Makes a sound of exactly so many seconds; the path's ending decides the format. */
export const makeTone = async (path: string, seconds: number): Promise<string> => {
  const { code, stderr } = await run(
    'ffmpeg',
    [
      '-v',
      'error',
      '-y',
      '-f',
      'lavfi',
      '-i',
      `sine=frequency=330:sample_rate=44100:duration=${seconds}`,
      path,
    ],
    { timeoutSeconds: 60, output: 'capture' },
  );
  if (code !== 0) throw new Error(stderr);
  return path;
};
