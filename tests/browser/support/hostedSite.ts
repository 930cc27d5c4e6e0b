import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { nameVersion } from '../../../build/serviceWorker';
import { DIST, PROJECT } from '../../../scripts/lib/paths';
import { startServer } from '../../../scripts/lib/server';
import { SERVICE_WORKER } from '../../../src/shared/serviceWorker';
import { makeCountedClip } from '../../media/makeCountedClip';
import { chooseSize } from './resumePage';
import { sharedBrowser } from './session';
import { tempDir } from './tempDir';

type AnswerFirst = (request: IncomingMessage, response: ServerResponse) => boolean;

interface SiteOptions {
  /** Whether the host sends the page's headers. Default `false`. */
  readonly headers?: boolean;
  /** Default: the built page. */
  readonly root?: string;
  readonly answerFirst?: AnswerFirst;
}

/** The built page on a simple host, below a path of its own. */
export interface HostedSite {
  readonly url: string;
  readonly port: number;
  /** Paths that were asked for, relative to the page, in order; but for the service worker's script. */
  readonly asked: readonly string[];
  /** The host is gone. */
  close(): Promise<void>;
}

const BASE = '/some/where/';

export const hostSite = async ({
  headers = false,
  root = DIST,
  answerFirst,
}: SiteOptions = {}): Promise<HostedSite> => {
  const asked: string[] = [];
  const server = await startServer({
    ...{ root, isolation: headers, basePath: BASE },
    answerFirst: (request, response) => {
      const path = (request.url ?? '').replace(BASE, '');
      // Browsers look for a new one whenever they like.
      if (path !== SERVICE_WORKER) asked.push(path);
      return answerFirst?.(request, response) ?? false;
    },
  });
  return { url: server.url, port: server.port, asked, close: server.close };
};

/** For the tests of a file: visitors, and a clip of so many seconds with numbered frames; all of it gone afterwards. */
export const useVisitors = ({ seconds }: { readonly seconds: number }) => {
  const folder = tempDir();
  const clip = folder.file('clip.mp4');
  const contexts: BrowserContext[] = [];
  beforeAll(() => makeCountedClip({ path: clip, clipId: 1, width: 320, height: 180, fps: 30, seconds }));
  afterAll(async () => {
    for (const context of contexts) await context.close();
    folder[Symbol.dispose]();
  });
  /** Somebody who was never here before, with service workers as people have them. */
  const visitor = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const browser = await sharedBrowser();
    const context = await browser.newContext({ acceptDownloads: true, serviceWorkers: 'allow', ...options });
    contexts.push(context);
    return context;
  };
  return { folder, clip, visitor };
};

/** Puts a next version into a site's folder, as a host gets it: not one script has the name that it had before, and the old ones are gone. */
export const deployNext = async (root: string): Promise<void> => {
  const assets = join(root, 'assets');
  const names = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
  const next = (name: string) => name.replace(/\.(js|css)$/, 'next.$1');
  for (const path of [...names.map((name) => join(assets, name)), join(root, 'index.html')]) {
    let content = readFileSync(path, 'utf8');
    for (const name of names) content = content.replaceAll(name, next(name));
    writeFileSync(path, content);
  }
  for (const name of names) renameSync(join(assets, name), join(assets, next(name)));
  await nameVersion(root);
};

/** Counts how often the page is loaded from now on, by each of its documents. */
export const countLoads = (page: Page): (() => number) => {
  let loads = 0;
  page.on('domcontentloaded', () => {
    loads += 1;
  });
  return () => loads;
};

export const versionOf = (page: Page): Promise<string | null> =>
  page.locator('meta[name=cliploom-version]').getAttribute('content');

/** Resolves when the page is isolated, however often it is loaded until then. */
export const untilIsolated = async (page: Page): Promise<void> => {
  for (let tries = 0; ; tries += 1) {
    try {
      await page.waitForFunction(() => crossOriginIsolated, undefined, { timeout: 30_000 });
      return;
    } catch (thrown) {
      // It may be loaded again while it is looked at.
      if (tries === 2 || !String(thrown).includes('context was destroyed')) throw thrown;
    }
  }
};

/** A small picture. */
const SIZE = [180, 320] as const;

/** Begins to make a video of a clip by hand. */
export const beginVideo = async (
  page: Page,
  clip: string,
  [width, height] = SIZE as readonly [number, number],
): Promise<void> => {
  await page.getByTestId('clip-input').setInputFiles(clip);
  await chooseSize(page, width, height);
  await page.getByTestId('create').click();
};

/** Makes a video of a clip by hand. */
export const makeVideo = async (page: Page, clip: string): Promise<void> => {
  await beginVideo(page, clip);
  await page.getByTestId('result-video').waitFor({ timeout: 120_000 });
};

/** Makes a video of a clip by hand, and saves it. */
export const makeAndSaveVideo = async (page: Page, clip: string, out: string): Promise<void> => {
  await makeVideo(page, clip);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download').click()]);
  await download.saveAs(out);
};

/** Resolves when all of the page is stored in the browser. */
export const keptOffline = (page: Page): Promise<void> =>
  page.getByTestId('note-offline').waitFor({ timeout: 60_000 });

/** Screenshots of each state, to be looked at. */
export const shot = async (page: Page, name: string): Promise<void> => {
  const shots = join(PROJECT, 'tests', 'output');
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `hosting-${name}.png`), fullPage: true });
};
