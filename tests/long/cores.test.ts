import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliploomSession, openCliploom, type SessionOptions } from '../../scripts/lib/driver';
import type { RenderReport } from '../../scripts/lib/pageRender';
import { decodeWarnings } from '../browser/support/ffprobe';
import { makeTone } from '../browser/support/sound';
import { tempDir } from '../browser/support/tempDir';
import { makeCountedClip } from '../media/makeCountedClip';

const folder = tempDir();
const clips = [1, 2, 3].map((id) => folder.file(`${id}.mp4`));
const voiceOver = folder.file('voice.wav');

beforeAll(async () => {
  for (const [index, path] of clips.entries()) {
    await makeCountedClip({
      path,
      clipId: index + 1,
      width: 320,
      height: 180,
      fps: 30,
      seconds: 3,
      withAudio: true,
    });
  }
  await makeTone(voiceOver, 7.3);
});
afterAll(() => folder[Symbol.dispose]());

interface Rendered {
  readonly report: RenderReport;
  readonly hash: string;
}

const renderIn = async (
  session: CliploomSession,
  name: string,
  threads?: number,
  seed = 5,
): Promise<Rendered> => {
  const out = folder.file(`${name}.mp4`);
  const report = await session.renderFiles({
    clips,
    voiceOver,
    out,
    // Pieces of half a second: more clips than the largest pool has workers.
    settings: { size: { width: 180, height: 320 }, mode: 'random', seed, maxClipDuration: 0.5, threads },
    timeoutSeconds: 200,
  });
  expect(await decodeWarnings(out)).toBe('');
  expect(report.output.frames).toBe(219);
  expect(report.clips.every(({ status }) => status !== 'failed')).toBe(true);
  return { report, hash: createHash('sha256').update(readFileSync(out)).digest('hex') };
};

const renderOn = async (options: SessionOptions, name: string, threads?: number): Promise<Rendered> => {
  const session = await openCliploom({ ...options, engine: 'ffmpeg' });
  try {
    return await renderIn(session, name, threads);
  } finally {
    await session.close();
  }
};

describe('whatever number of cores the browser reports', () => {
  let reference: Rendered;
  beforeAll(async () => {
    reference = await renderOn({}, 'reference', 1);
  });

  it.each([
    [2, 2],
    [4, 4],
    [8, 8],
    [16, 16],
    [64, 16],
  ])('%i cores: completes, with the same bytes', async (cores, workers) => {
    const { report, hash } = await renderOn({ simulateCores: cores }, `cores-${cores}`);
    expect(report.workers).toBeLessThanOrEqual(workers);
    expect(report.workers * report.threadsPerWorker).toBeGreaterThanOrEqual(Math.min(cores, report.workers));
    expect(hash).toBe(reference.hash);
  });

  it('many threads in one worker: completes, with the same bytes', async () => {
    const { report, hash } = await renderOn({ simulateCores: 16 }, 'one-worker', 1);
    expect(report).toMatchObject({ workers: 1, threadsPerWorker: 4 });
    expect(hash).toBe(reference.hash);
  });

  it('without cross-origin isolation: completes on the single-threaded core, with the same bytes', async () => {
    const { report, hash } = await renderOn({ isolation: false }, 'not-isolated');
    expect(report.threadsPerWorker).toBe(1);
    expect(hash).toBe(reference.hash);
  });

  it('warm, a second time: the same bytes; another seed: others', async () => {
    const session = await openCliploom({ engine: 'ffmpeg' });
    try {
      expect((await renderIn(session, 'cold', 2)).hash).toBe(reference.hash);
      expect((await renderIn(session, 'warm', 2)).hash).toBe(reference.hash);
      expect((await renderIn(session, 'other', 2, 6)).hash).not.toBe(reference.hash);
    } finally {
      await session.close();
    }
  });
});
