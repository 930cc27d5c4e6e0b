import { existsSync, readFileSync } from 'node:fs';
import { findOnPath } from './findOnPath';
import { run } from './run';

const INSTALL_SECONDS = 900;

export const isRoot = (): boolean => process.getuid?.() === 0;

/** Whether packages can be installed with apt-get: as root on Debian or a system made from it. */
export const canInstallPackages = (): boolean => isRoot() && findOnPath('apt-get') !== null;

/** Ubuntu's `chromium` package only points to a snap, which containers and services cannot run. */
export const isUbuntu = (): boolean =>
  existsSync('/etc/os-release') && /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'));

/** Installs a Debian package, saying so on stderr. Whether that worked shows in whether its program is there. */
export const installPackage = async (name: string, signal?: AbortSignal): Promise<void> => {
  console.error(`${name} is not there: installing Debian's package (apt-get install ${name}) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { timeoutSeconds: INSTALL_SECONDS, env, signal };
  await run('apt-get', ['update', '-q'], options);
  await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', name], options);
};
