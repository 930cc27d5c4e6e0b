import { existsSync } from 'node:fs';
import { RenderError } from '../../src/shared/errors';
import { canInstallPackages, installPackage, isUbuntu } from './apt';
import { findOnPath, isExecutable } from './findOnPath';

const NAMES = ['firefox-esr', 'firefox'];
const MACOS = '/Applications/Firefox.app/Contents/MacOS/firefox';

/**
 * Looks for a Firefox that tests can drive: `CLIPLOOM_FIREFOX`, the PATH, the usual place on macOS. Ubuntu's is a snap,
 * which reads no profile outside its own folder: there it has to be named.
 * @returns its path, or `null` if there is none
 * @throws RenderError when a path was given, but nothing is there
 */
export const findFirefox = (env: NodeJS.ProcessEnv = process.env): string | null => {
  const { CLIPLOOM_FIREFOX: named } = env;
  if (named) {
    if (existsSync(named)) return named;
    throw new RenderError({
      category: 'internal',
      message: `There is no Firefox at ${named} (CLIPLOOM_FIREFOX).`,
    });
  }
  if (isUbuntu()) return null;
  const onPath = NAMES.map((name) => findOnPath(name, env)).find((path) => path !== null);
  return onPath ?? (isExecutable(MACOS) ? MACOS : null);
};

/** Installs Firefox where that is possible (root on Debian), and says so where there is none in the end: its tests are skipped. */
export const tryToHaveFirefox = async (): Promise<void> => {
  if (findFirefox() !== null) return;
  if (canInstallPackages() && !isUbuntu()) await installPackage('firefox-esr');
  if (findFirefox() !== null) return;
  console.error(
    'No Firefox was found: its tests are skipped. Install it, or name one with CLIPLOOM_FIREFOX.',
  );
};
