import { homedir } from 'node:os';
import { join } from 'node:path';

/** Names under which Chromium and its relatives stand on the PATH, in order of preference. */
export const BROWSER_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chrome',
  'msedge',
];

const LINUX = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/snap/bin/chromium',
];

const MACOS = ['Chromium', 'Google Chrome', 'Microsoft Edge'].flatMap((name) =>
  ['/', homedir()].map((folder) => join(folder, 'Applications', `${name}.app`, 'Contents', 'MacOS', name)),
);

const windowsPlaces = (env: NodeJS.ProcessEnv): string[] =>
  [
    ['Chromium', 'Application', 'chrome.exe'],
    ['Google', 'Chrome', 'Application', 'chrome.exe'],
    ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ].flatMap((path) =>
    ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => env[name])
      .filter((folder) => folder !== undefined)
      .map((folder) => join(folder, ...path)),
  );

/** Where installers put browsers without adding them to the PATH. */
export const usualPlaces = (env: NodeJS.ProcessEnv): readonly string[] => {
  if (process.platform === 'darwin') return MACOS;
  if (process.platform === 'win32') return windowsPlaces(env);
  return LINUX;
};
