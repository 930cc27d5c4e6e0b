import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { ensureBrowser, launchBrowser } from '../../../scripts/lib/browser';
import { PROJECT } from '../../../scripts/lib/paths';
import { startServer } from '../../../scripts/lib/server';
import type * as Drawing from './drawing';
import type { DrawReply, DrawRequest } from './drawingTypes';
import { tempDir } from './tempDir';

const PAGE = '<!doctype html><script type="module" src="page.js"></script>';
const SCRIPT = "globalThis.drawing = await import('./drawing.js');";

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

/** Builds `drawing.ts` as the page is built, and opens it. */
export const openDrawingPage = async (): Promise<DrawingPage> => {
  const folder = tempDir();
  await build({
    configFile: false,
    logLevel: 'warn',
    root: PROJECT,
    base: './',
    publicDir: false,
    build: {
      target: 'es2022',
      outDir: folder.path,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      rollupOptions: {
        input: 'tests/browser/support/drawing.ts',
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'drawing.js', format: 'es' },
      },
    },
  });
  writeFileSync(folder.file('index.html'), PAGE);
  writeFileSync(folder.file('page.js'), SCRIPT);
  const server = await startServer({ root: folder.path });
  const browser = await launchBrowser(await ensureBrowser());
  const page = await browser.newPage();
  const fetchedFonts: string[] = [];
  page.context().on('request', (request) => {
    const name = /[^/]*\.woff2$/.exec(request.url())?.[0];
    if (name !== undefined) fetchedFonts.push(name);
  });
  await page.goto(server.url);
  await page.waitForFunction(() => 'drawing' in globalThis);
  return {
    page,
    fetchedFonts,
    serve(name, data) {
      writeFileSync(folder.file(name), data);
      return new URL(name, server.url).href;
    },
    draw: (request, where = 'worker') => page.evaluate(where === 'worker' ? inWorker : inPage, request),
    async close() {
      await browser.close();
      await server.close();
      folder[Symbol.dispose]();
    },
  };
};
