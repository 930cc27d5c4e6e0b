import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT } from '../../../scripts/lib/paths';
import { run } from '../../../scripts/lib/run';
import { startServer } from '../../../scripts/lib/server';
import type * as Library from '../../../src/render';
import { makeCountedClip } from '../../media/makeCountedClip';
import { sharedBrowser } from '../support/session';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const clip = folder.file('clip.mp4');
const built = join(PROJECT, 'dist-lib');

/** What an embedding page has to be: one that imports the library, on an isolated origin. */
const PAGE = `<!doctype html><title>Embedding</title><input type="file">
<script type="module">globalThis.library = await import('./cliploom.js');</script>`;

beforeAll(async () => {
  await makeCountedClip({ path: clip, clipId: 1, width: 320, height: 180, fps: 30, seconds: 2 });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { code, stderr } = await run(npm, ['run', 'build:lib'], {
    timeoutSeconds: 120,
    output: 'capture',
    cwd: PROJECT,
    // Under a test runner's own environment it would be built for development.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  expect(code, stderr).toBe(0);
});
afterAll(() => folder[Symbol.dispose]());

describe('the library, as built for others', () => {
  it('has its types', () => {
    expect(existsSync(join(built, 'types/src/render/index.d.ts'))).toBe(true);
  });

  it('makes a video in a page that is not ours, reports progress, and can be cancelled', async () => {
    const server = await startServer({ root: built });
    const page = await (await sharedBrowser()).newPage();
    try {
      const headers = {
        'Content-Type': 'text/html',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      };
      const address = new URL('embedding.html', server.url).href;
      await page.route(address, (route) => route.fulfill({ body: PAGE, headers }));
      await page.goto(address);
      await page.waitForFunction(() => 'library' in globalThis);
      await page.locator('input').setInputFiles(clip);

      const outcome = await page.evaluate(async () => {
        const { combineVideos } = (globalThis as unknown as { library: typeof Library }).library;
        const clips = [...(document.querySelector('input')?.files ?? [])];
        const size = { width: 180, height: 320 };
        const fractions: number[] = [];
        const result = await combineVideos({
          clips,
          size,
          onProgress: ({ fraction }) => fractions.push(fraction),
        });
        const abort = new AbortController();
        const cancelled = combineVideos({
          clips,
          signal: abort.signal,
          onProgress: ({ stage }) => {
            if (stage === 'encoding') abort.abort();
          },
        }).catch((thrown: unknown) => thrown);
        const error = (await cancelled) as Library.RenderError;
        const invalid = await combineVideos({ clips: [] }).catch((thrown: unknown) => thrown);
        return {
          frames: result.output.frames,
          bytes: result.blob?.size,
          type: result.blob?.type,
          fractions,
          cancelled: error.category,
          invalid: (invalid as Library.RenderError).category,
        };
      });
      expect(outcome).toMatchObject({
        frames: 60,
        type: 'video/mp4',
        cancelled: 'cancelled',
        invalid: 'invalid-settings',
      });
      expect(outcome.bytes).toBeGreaterThan(10_000);
      expect(outcome.fractions.at(-1)).toBe(1);
      expect(outcome.fractions).toEqual([...outcome.fractions].sort((a, b) => a - b));
    } finally {
      await page.close();
      await server.close();
    }
  });
});
