import { join } from 'node:path';
import { PROJECT, packageScript } from '../../../scripts/lib/paths';
import { type Finished, run } from '../../../scripts/lib/run';

const SECONDS = 230;

/** Runs the render tool as the shell does, in the project's folder. */
export const runRenderTool = (args: readonly string[]): Promise<Finished> =>
  run(process.execPath, [packageScript('tsx/dist/cli.mjs'), join(PROJECT, 'scripts', 'render.ts'), ...args], {
    timeoutSeconds: SECONDS,
    output: 'capture',
    cwd: PROJECT,
  });
