import { canInstallPackages, installPackage } from './apt';
import { findOnPath } from './findOnPath';
import { run } from './run';

/** Scripts that the bundled font lacks: Debian's package with a font for each, and what fontconfig calls the script. */
const SCRIPTS = {
  arabic: { package: 'fonts-noto-core', language: 'ar' },
  hebrew: { package: 'fonts-noto-core', language: 'he' },
  thai: { package: 'fonts-noto-core', language: 'th' },
  cjk: { package: 'fonts-noto-cjk', language: 'ja' },
  emoji: { package: 'fonts-noto-color-emoji', language: 'und-zsye' },
} as const;
export type Script = keyof typeof SCRIPTS;

const LIST_SECONDS = 60;

/** Systems without fontconfig come with fonts for all of these. */
const usesFontconfig = (): boolean => process.platform === 'linux';

const isThere = async (script: Script): Promise<boolean> => {
  if (!usesFontconfig()) return true;
  if (findOnPath('fc-list') === null) return false;
  const { language } = SCRIPTS[script];
  const options = { timeoutSeconds: LIST_SECONDS, output: 'capture' } as const;
  const { stdout } = await run('fc-list', [`:lang=${language}`, 'family'], options);
  return stdout.trim() !== '';
};

/** Those of the scripts that no font here has. */
export const scriptsWithoutFont = async (): Promise<Script[]> => {
  const missing: Script[] = [];
  for (const script of Object.keys(SCRIPTS) as Script[]) if (!(await isThere(script))) missing.push(script);
  return missing;
};

/** Installs fonts for scripts that have none where that is possible (root on Debian), and says what is still missing. */
export const ensureFonts = async (): Promise<void> => {
  if (!usesFontconfig()) return;
  if (findOnPath('fc-list') === null && canInstallPackages()) await installPackage('fontconfig');
  const packages = new Set((await scriptsWithoutFont()).map((script) => SCRIPTS[script].package));
  if (canInstallPackages()) for (const name of packages) await installPackage(name);
  const missing = await scriptsWithoutFont();
  if (missing.length === 0) return;
  console.error(
    `No font was found for: ${missing.join(', ')}. Tests of captions in these scripts are left out.`,
  );
};
