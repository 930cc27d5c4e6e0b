import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { describeThrown, RenderError } from '../../src/shared/errors';
import { canInstallPackages, installPackage, isRoot, isUbuntu } from './apt';
import { within } from './bounded';
import { BROWSER_NAMES, usualPlaces } from './browserPlaces';
import { findOnPath, isExecutable } from './findOnPath';
import { packageScript } from './paths';
import { run } from './run';

const LAUNCH_SECONDS = 60;
const INSTALL_SECONDS = 900;

/** Keep it from talking to the network and from asking questions. */
const QUIET = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
];

const mustExist = (path: string, saidBy: string): string => {
  if (existsSync(path)) return path;
  throw new RenderError({ category: 'internal', message: `There is no browser at ${path} (${saidBy}).` });
};

/**
 * Looks for a Chromium or a relative of it: the given path, `CLIPLOOM_BROWSER`, the PATH, the usual places, and one
 * that Playwright installed.
 * @returns its path, or `null` if there is none
 * @throws RenderError when a path was given, but nothing is there
 */
export const findBrowser = (explicit?: string, env: NodeJS.ProcessEnv = process.env): string | null => {
  if (explicit !== undefined) return mustExist(explicit, '--browser');
  const { CLIPLOOM_BROWSER } = env;
  if (CLIPLOOM_BROWSER) return mustExist(CLIPLOOM_BROWSER, 'CLIPLOOM_BROWSER');
  for (const name of BROWSER_NAMES) {
    const path = findOnPath(name, env);
    if (path !== null) return path;
  }
  return [...usualPlaces(env), chromium.executablePath()].find(isExecutable) ?? null;
};

/**
 * Installs Chromium, saying so on stderr: Debian's package where that is possible, otherwise Playwright's build in the
 * user's own folder. Whether it worked shows in what {@link findBrowser} finds.
 */
const installBrowser = async (signal?: AbortSignal): Promise<void> => {
  if (canInstallPackages() && !isUbuntu()) {
    await installPackage('chromium', signal);
    if (findBrowser() !== null) return;
  }
  // Only root can add the system libraries that the browser needs.
  const args = canInstallPackages() ? ['install', '--with-deps', 'chromium'] : ['install', 'chromium'];
  console.error(`No Chromium was found: installing one (npx playwright-core ${args.join(' ')}) …`);
  await run(process.execPath, [packageScript('playwright-core/cli.js'), ...args], {
    timeoutSeconds: INSTALL_SECONDS,
    signal,
  });
};

/**
 * The path of a browser, installing one if there is none.
 * @throws RenderError saying what to install
 */
export const ensureBrowser = async (explicit?: string, signal?: AbortSignal): Promise<string> => {
  const found = findBrowser(explicit);
  if (found !== null) return found;
  await installBrowser(signal);
  const installed = findBrowser();
  if (installed !== null) return installed;
  throw new RenderError({
    category: 'internal',
    message:
      'No Chromium was found and none could be installed. Install Chromium, Chrome or Edge, or name one with --browser.',
  });
};

/** What the browser said, out of Playwright's message: without its long command line and without the log of the call. */
const launchTrouble = (thrown: unknown): string =>
  (describeThrown(thrown).split('Call log:')[0] ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('<launching>'))
    .join('\n');

/** Signals are left to the caller, who has files to clean up; whatever happens, the browser ends with this process. */
const launchOptions = (executablePath: string) => ({
  executablePath,
  // Chromium's sandbox does not work for root.
  chromiumSandbox: !isRoot(),
  args: QUIET,
  timeout: LAUNCH_SECONDS * 1000,
  handleSIGINT: false,
  handleSIGTERM: false,
  handleSIGHUP: false,
});

const started = async <T>(launched: Promise<T>, executablePath: string, signal?: AbortSignal): Promise<T> => {
  try {
    return await within(launched, { what: 'Starting the browser', seconds: LAUNCH_SECONDS + 5, signal });
  } catch (thrown) {
    if (thrown instanceof RenderError) throw thrown;
    const message = `The browser ${executablePath} could not be started.`;
    throw new RenderError(
      { category: 'internal', message, detail: launchTrouble(thrown) },
      { cause: thrown },
    );
  }
};

/** Starts a browser without a window. */
export const launchBrowser = (executablePath: string, signal?: AbortSignal): Promise<Browser> =>
  started(chromium.launch(launchOptions(executablePath)), executablePath, signal);

/** A service worker could add the isolation that was asked to be left out, or answer from an older build. */
const CONTEXT = { acceptDownloads: true, serviceWorkers: 'block' } as const;

/** A place for pages in a browser, and how to close what was opened for it. */
interface OpenContext {
  readonly browser: Browser;
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** A place for pages in a browser that is open already, and stays open. */
export const contextIn = async (browser: Browser): Promise<OpenContext> => {
  const context = await browser.newContext(CONTEXT);
  return { browser, context, close: () => context.close() };
};

/**
 * A browser without a window, with a place for pages.
 * @param profile folder in which it keeps what pages store, for the next time; `undefined`: it keeps nothing
 */
export const launchContext = async (
  executablePath: string,
  profile?: string,
  signal?: AbortSignal,
): Promise<OpenContext> => {
  if (profile === undefined) {
    const browser = await launchBrowser(executablePath, signal);
    return { browser, context: await browser.newContext(CONTEXT), close: () => browser.close() };
  }
  const options = { ...launchOptions(executablePath), ...CONTEXT };
  const context = await started(chromium.launchPersistentContext(profile, options), executablePath, signal);
  const browser = context.browser();
  if (browser === null) throw new Error('Playwright gave no browser with the profile.');
  return { browser, context, close: () => browser.close() };
};
