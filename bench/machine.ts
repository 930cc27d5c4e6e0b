import { cpus, platform, release, totalmem } from 'node:os';

/** The machine that figures come from, in a line. */
export const describeMachine = (): string => {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores.length} cores (${cores[0]?.model ?? 'unknown'}), ${memory} GiB, ${platform()} ${release()}`;
};
