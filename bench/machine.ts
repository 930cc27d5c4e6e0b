import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { run } from '../scripts/lib/run';

/** The machine that figures come from, in a line. */
export const describeMachine = (): string => {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores.length} cores (${cores[0]?.model ?? 'unknown'}), ${memory} GiB, ${platform()} ${release()}`;
};

/** How many programs wanted a core in the last minute, this one included: above the number of cores, times mean little. */
export const describeLoad = (): string => `load ${(loadavg()[0] ?? 0).toFixed(1)} on ${cpus().length} cores`;

/** The first line of what native ffmpeg says of itself. */
export const describeFfmpeg = async (): Promise<string> => {
  const { stdout } = await run('ffmpeg', ['-version'], { timeoutSeconds: 30, output: 'capture' });
  return stdout.split('\n', 1)[0]?.replace(/ Copyright.*/, '') ?? '';
};
