import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { contentPolicyMeta } from './build/contentPolicy.ts';
import { firstSight } from './build/firstSight.ts';
import { hostFiles } from './build/hostFiles.ts';
import { languageFacts } from './build/languageFacts.ts';
import { packedFiles } from './build/packedFiles.ts';
import { serviceWorker } from './build/serviceWorker.ts';

/** Cross-origin isolation: without these two, SharedArrayBuffer and so the multi-threaded core are not available. */
const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * The development server makes a module of every script. The script that the core's threads start with is none, and
 * fails as one: it is sent as it is.
 */
const plainThreadScript = (): Plugin => ({
  name: 'cliploom:plain-thread-script',
  configureServer(server) {
    const script = fileURLToPath(import.meta.resolve('@ffmpeg/core-mt/worker'));
    server.middlewares.use(async (request, response, next) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
      // With `?url` it is the module that tells the script's address.
      if (!pathname.endsWith('/ffmpeg-core.worker.js') || searchParams.has('url')) return next();
      const headers = { ...isolationHeaders, 'Content-Type': 'text/javascript' };
      response.writeHead(200, headers).end(await readFile(script));
    });
  },
});

/** What the page shows in a moment may take a busy machine longer than the usual second. */
const PAGE_WAITS = { poll: { timeout: 20_000 } };

/** Tests by a real browser. Files of one process share its modules, and so a browser and a page that is warm. */
const inBrowser = (
  name: string,
  include: string[],
  { maxWorkers, groupOrder }: { maxWorkers: number; groupOrder: number },
): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    ...{ name, include, environment: 'node', pool: 'forks', isolate: false, maxWorkers },
    sequence: { groupOrder },
    globalSetup: ['tests/browser/setup.ts'],
    expect: PAGE_WAITS,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  // Relative addresses, so that dist/ works from any sub-path of any static host.
  base: './',
  plugins: [
    svelte(),
    packedFiles(),
    languageFacts(),
    firstSight(),
    contentPolicyMeta(),
    hostFiles(),
    serviceWorker(),
    plainThreadScript(),
  ],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // The cores are assets that must stay files: inlined as data: URLs the core's thread script could not load.
    assetsInlineLimit: 0,
    // Compressing the cores takes its time.
    rollupOptions: { checks: { pluginTimings: false } },
  },
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          environment: 'node',
          setupFiles: ['tests/unit/randomRuns.ts'],
          // Node would load their files itself, and knows no `?packed`.
          server: { deps: { inline: [/@ffmpeg\/core/] } },
          // Generated cases and seconds of sound, on a machine that may be busy.
          testTimeout: 60_000,
        },
      },
      // Two files at once: a test of the page waits more than it computes.
      inBrowser('browser', ['tests/browser/**/*.test.ts'], { maxWorkers: 2, groupOrder: 1 }),
      inBrowser('long', ['tests/long/**/*.test.ts'], { maxWorkers: 1, groupOrder: 2 }),
      inBrowser('damage', ['tests/campaigns/damage.test.ts'], { maxWorkers: 1, groupOrder: 3 }),
      inBrowser('faults', ['tests/campaigns/{faults,resume}.test.ts'], { maxWorkers: 1, groupOrder: 4 }),
    ],
  },
});
