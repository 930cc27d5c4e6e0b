import { RenderError } from '../../src/shared/errors';
import { canInstallPackages, installPackage } from './apt';
import { findOnPath } from './findOnPath';

/** Debian's package of each tool, which is also the name of the project that people install elsewhere. */
const PACKAGES = { ffmpeg: 'ffmpeg', ffprobe: 'ffmpeg' } as const;
export type Tool = keyof typeof PACKAGES;

/**
 * Finds native tools, and installs those that are missing where that is possible (root on Debian).
 * @returns the full path of each
 * @throws RenderError saying what to install
 */
export const ensureTools = async (tools: readonly Tool[]): Promise<string[]> => {
  for (const tool of tools) {
    if (findOnPath(tool) === null && canInstallPackages()) await installPackage(PACKAGES[tool]);
  }
  return tools.map((tool) => {
    const path = findOnPath(tool);
    if (path !== null) return path;
    throw new RenderError({
      category: 'internal',
      message: `${tool} is not on the PATH. Install ${PACKAGES[tool]} (apt, dnf, brew or winget all have it) and try again.`,
    });
  });
};
