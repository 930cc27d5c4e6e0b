import type { Browser, Page, Route } from 'playwright-core';
import { build, type Rollup } from 'vite';
import { PROJECT } from '../../../scripts/lib/paths';
import type * as Drawing from './drawing';
import type { DrawReply, DrawRequest } from './drawingTypes';
import { sharedBrowser } from './session';

const PAGE = '<!doctype html><script type="module" src="page.js"></script>';
const SCRIPT = "globalThis.drawing = await import('./drawing.js');";

/** Answered from memory: nothing listens there. */
const ORIGIN = 'http://drawing.localhost/';

/** `src/draw` in a browser. */
export interface DrawingPage {
  readonly page: Page;
  /** Puts a file where requests can name it. */
  serve(name: string, data: string | Uint8Array): string;
  draw(request: DrawRequest, where?: 'worker' | 'page'): Promise<DrawReply>;
  /** Names of the font files that were fetched so far. */
  readonly fetchedFonts: readonly string[];
  close(): Promise<void>;
}

type Files = Map<string, string | Uint8Array>;

/** Builds `drawing.ts` as the page is built. */
const buildFiles = async (): Promise<Files> => {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    root: PROJECT,
    base: './',
    publicDir: false,
    build: {
      target: 'es2022',
      write: false,
      assetsInlineLimit: 0,
      rollupOptions: {
        input: 'tests/browser/support/drawing.ts',
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'drawing.js', format: 'es' },
      },
    },
  });
  // Neither a list, as with several outputs, nor a watcher.
  const { output } = built as Rollup.RollupOutput;
  const files: Files = new Map([
    ['', PAGE],
    ['page.js', SCRIPT],
  ]);
  for (const file of output) files.set(file.fileName, file.type === 'chunk' ? file.code : file.source);
  return files;
};

// One build for all test files of the process.
let builtFiles: Promise<Files> | null = null;

const TYPES: Readonly<Record<string, string>> = {
  '': 'text/html',
  js: 'text/javascript',
  svg: 'image/svg+xml',
};

const answerFrom =
  (files: Files) =>
  (route: Route): Promise<void> => {
    const name = decodeURIComponent(new URL(route.request().url()).pathname.slice(1));
    const data = files.get(name);
    if (data === undefined) return route.fulfill({ status: 404 });
    const contentType = TYPES[/[^.]*$/.exec(name)?.[0] ?? ''] ?? 'application/octet-stream';
    return route.fulfill({ contentType, body: Buffer.from(data) });
  };

const inPage = (request: DrawRequest): Promise<DrawReply> =>
  (globalThis as unknown as { drawing: typeof Drawing }).drawing.draw(request);

/** One worker for all requests, as it is when clips are made. */
const inWorker = (request: DrawRequest): Promise<DrawReply> => {
  const scope = globalThis as unknown as { drawingWorker?: Worker };
  scope.drawingWorker ??= new Worker('./drawing.js', { type: 'module' });
  const worker = scope.drawingWorker;
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(request);
  });
};

/**
 * Opens `drawing.ts` in a context of its own, where nothing was drawn before and no font fetched.
 * @param browser default: the one that all tests share
 */
export const openDrawingPage = async (browser?: Browser): Promise<DrawingPage> => {
  builtFiles ??= buildFiles();
  const files: Files = new Map(await builtFiles);
  const context = await (browser ?? (await sharedBrowser())).newContext();
  const fetchedFonts: string[] = [];
  context.on('request', (request) => {
    const name = /[^/]*\.woff2$/.exec(request.url())?.[0];
    if (name !== undefined) fetchedFonts.push(name);
  });
  await context.route(`${ORIGIN}**`, answerFrom(files));
  const page = await context.newPage();
  await page.goto(ORIGIN);
  await page.waitForFunction(() => 'drawing' in globalThis);
  return {
    page,
    fetchedFonts,
    serve(name, data) {
      files.set(name, data);
      return new URL(encodeURIComponent(name), ORIGIN).href;
    },
    draw: (request, where = 'worker') => page.evaluate(where === 'worker' ? inWorker : inPage, request),
    close: () => context.close(),
  };
};

let shared: Promise<DrawingPage> | null = null;

/** The one for all tests that only look at what is drawn. It ends with the process. */
export const sharedDrawingPage = async (): Promise<DrawingPage> => {
  const open = await shared?.catch(() => null);
  if (open && !open.page.isClosed()) return open;
  shared = openDrawingPage();
  return shared;
};
