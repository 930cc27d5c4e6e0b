import { spawnSync } from 'node:child_process';

/** The programs among `tools` that are not on this machine's search path. */
export const missingTools = (tools: readonly string[]): string[] =>
  tools.filter((tool) => spawnSync(tool, ['--help'], { stdio: 'ignore' }).error !== undefined);
