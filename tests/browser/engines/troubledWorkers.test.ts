import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import type { CliploomGlobals } from '../../../scripts/lib/pageRender';
import type { RenderProgress } from '../../../src/render/types';
import { RenderError } from '../../../src/shared/errors';
import { makeCountedClip } from '../../media/makeCountedClip';
import { runFfmpeg } from '../../media/runFfmpeg';
import { decodeWarnings, frameTimes } from '../support/ffprobe';
import { hurry } from '../support/hurry';
import { openSession } from '../support/session';
import { tempDir } from '../support/tempDir';
import { beginFaults, memoryOf, NO_FAULTS, releaseWorkers, runningWorkers } from '../support/workersOf';

const SIZE = { width: 160, height: 120 };
const CLIPS = 6;
const folder = tempDir();
const clips = Array.from({ length: CLIPS }, (_, index) => folder.file(`clip${index}.mp4`));
const out = folder.file('out.mp4');
const settings = { size: SIZE, mode: 'sequential', maxClipDuration: 1, threads: 2 } as const;
let session: CliploomSession;

beforeAll(async () => {
  const clip = { ...SIZE, fps: 30, seconds: 1 };
  await Promise.all(clips.map((path, clipId) => makeCountedClip({ path, clipId, ...clip })));
  session = await openSession({ chaos: NO_FAULTS, engine: 'ffmpeg' });
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

const failureOf = (work: Promise<unknown>): Promise<RenderError> =>
  work.then(
    () => Promise.reject(new Error('It did not fail')),
    (thrown) => (thrown instanceof RenderError ? thrown : Promise.reject(thrown)),
  );

describe('a core that cannot be loaded', () => {
  const LOADED = '**/ffmpeg-core*.bin';
  it.each([
    ['offline', (abort: () => Promise<void>) => abort(), /connection/],
    [
      'missing',
      (_: unknown, answer: (status: number, body: string) => Promise<void>) => answer(404, ''),
      /Reload/,
    ],
    [
      'damaged',
      (_: unknown, answer: (status: number, body: string) => Promise<void>) => answer(200, 'no core'),
      /damaged/,
    ],
  ])('%s: one message that says what to do; the next render tries again', async (_, respond, advice) => {
    const own = await openSession({ engine: 'ffmpeg' });
    try {
      await own.page.route(LOADED, (route) =>
        respond(
          () => route.abort(),
          (status, body) => route.fulfill({ status, body, contentType: 'application/wasm' }),
        ),
      );
      const error = await failureOf(own.renderFiles({ clips, out, settings, timeoutSeconds: 60 }));
      expect(error.category).toBe('worker-lost');
      expect(error.message).toMatch(/^The video engine could not be loaded\./);
      expect(error.message).toMatch(advice);
      expect(error.message.match(/could not be loaded/g)).toHaveLength(1);

      await own.page.unroute(LOADED);
      const { problems, output } = await own.renderFiles({ clips, out, settings, timeoutSeconds: 120 });
      expect([problems, output.frames]).toEqual([[], CLIPS * 30]);
    } finally {
      await own.close();
    }
  });
});

describe('problems', () => {
  it('with “stop” the first one ends the render with its error', async () => {
    const bad = folder.file('bad.mp4');
    writeFileSync(bad, 'no video');
    const error = await failureOf(
      session.renderFiles({ clips: [...clips, bad], out, settings: { ...settings, onProblem: 'stop' } }),
    );
    expect(error).toMatchObject({
      category: 'unreadable-source',
      message: expect.stringContaining('bad.mp4'),
    });

    await beginFaults(session.page, { oneIn: { oom: 1 }, seed: 1 });
    const memory = await failureOf(
      session.renderFiles({ clips, out, settings: { ...settings, onProblem: 'stop' } }),
    );
    expect(memory.category).toBe('out-of-memory');
    await beginFaults(session.page, NO_FAULTS);
    const { problems } = await session.renderFiles({ clips, out, settings });
    expect(problems).toEqual([]);
  });

  it('a WebM whose end is zeros does not keep the page busy', async () => {
    const webm = folder.file('zeros.webm');
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=30:duration=2'];
    await runFfmpeg([...source, '-c:v', 'libvpx', '-b:v', '200k', webm]);
    const bytes = readFileSync(webm);
    bytes.fill(0, bytes.length - 411);
    writeFileSync(webm, bytes);
    const own = await openSession({ engine: 'ffmpeg' });
    try {
      // Its headers are given up after 20 s.
      await hurry(own.page);
      const request = { clips: [clips[0] ?? '', webm], out, settings, timeoutSeconds: 90 };
      const { output, problems } = await own.renderFiles(request);
      // mediabunny never ends on it; ffmpeg reads it.
      expect(problems).toEqual([]);
      expect(await frameTimes(out)).toHaveLength(output.frames);
      expect(await decodeWarnings(out)).toBe('');
    } finally {
      await own.close();
    }
  });
});

describe('cancelling', () => {
  /** Far longer than cancelling takes on a busy machine: what runs on until then hangs. */
  const BOUND_MS = 10_000;
  /** Cancels a render of the page when it has come so far (`reading`: as soon as it has started), and says how it ended. */
  const cancelWhen = async (stage: RenderProgress['stage'], from: number) => {
    const input = await session.page.evaluateHandle(() => {
      const files = document.createElement('input');
      files.type = 'file';
      files.multiple = true;
      document.body.append(files);
      return files;
    });
    await input.setInputFiles(clips);
    return session.page.evaluate(
      async ({ input: files, settings: options, stage: at, from: far, bound }) => {
        const { cliploom } = globalThis as CliploomGlobals;
        const abort = new AbortController();
        const late = new Promise<string>((resolve) => {
          abort.signal.addEventListener('abort', () => setTimeout(() => resolve('still running'), bound));
        });
        const stages = ['reading', 'encoding', 'finishing', 'checking', 'done'];
        const ended = cliploom
          ?.combineVideos({
            ...options,
            clips: [...(files.files ?? [])],
            signal: abort.signal,
            onProgress: ({ stage: now, fraction }) => {
              if (stages.indexOf(now) >= stages.indexOf(at) && fraction >= far) abort.abort();
            },
          })
          .then(
            () => 'done',
            (error: { category?: string }) => error.category,
          );
        // Reading can be over before anything is told of it.
        if (at === 'reading') abort.abort();
        const how = await Promise.race([ended, late]);
        files.remove();
        return how;
      },
      { input, settings, stage, from, bound: BOUND_MS },
    );
  };

  it('ends everything at once in every stage; the next render is whole', async () => {
    await session.renderFiles({ clips, out, settings });
    await releaseWorkers(session.page);
    const before = await memoryOf(session.page);
    const moments = [
      ['reading', 0] as const,
      ...[0, 0.05, 0.2, 0.4, 0.6, 0.8].map((at) => ['encoding', at] as const),
      ['finishing', 0] as const,
      ['checking', 0] as const,
    ];
    for (const [stage, fraction] of moments) {
      const ended = await cancelWhen(stage, fraction);
      const early = stage === 'reading' || (stage === 'encoding' && fraction < 0.5);
      expect(early ? ['cancelled'] : ['cancelled', 'done'], `${stage} ${fraction}`).toContain(ended);
      const running = await runningWorkers(session.page);
      expect(running.filter((name) => name.startsWith('ClipProcessor')).length).toBeLessThanOrEqual(2);
    }
    const { problems, output } = await session.renderFiles({ clips, out, settings });
    expect([problems, output.frames]).toEqual([[], CLIPS * 30]);
    expect(await decodeWarnings(out)).toBe('');
    await releaseWorkers(session.page);
    expect(await runningWorkers(session.page)).toEqual([]);
    await expect.poll(() => memoryOf(session.page)).toBeLessThan(before * 1.1);
  });
});
