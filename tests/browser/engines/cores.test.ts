import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeCountedClip } from '../../media/makeCountedClip';
import { sha256 } from '../support/cachePage';
import { decodeWarnings } from '../support/ffprobe';
import { openSession, warmRenders } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const clips = [1, 2].map((id) => folder.file(`${id}.mp4`));
const voiceOver = folder.file('voice.wav');

beforeAll(async () => {
  for (const [index, path] of clips.entries())
    await makeCountedClip({ path, clipId: index + 1, width: 320, height: 180, fps: 30, seconds: 2 });
  await makeTone(voiceOver, 3.3);
});
afterAll(() => folder[Symbol.dispose]());

type Renders = Parameters<typeof rendered>[0];
const rendered = async ({ renderFiles }: ReturnType<typeof warmRenders>, name: string) => {
  const out = folder.file(`${name}.mp4`);
  const size = { width: 180, height: 320 };
  const report = await renderFiles({
    ...{ clips, voiceOver, out, timeoutSeconds: 200 },
    settings: { size, engine: 'ffmpeg', mode: 'random', seed: 5, maxClipDuration: 0.5 },
  });
  expect(report.problems).toEqual([]);
  expect(await decodeWarnings(out)).toBe('');
  return { report, hash: sha256(out) };
};

/** The long tier has every number of cores. */
it.each([
  ['one core', { simulateCores: 1 }, { threadsPerWorker: 1 }],
  ['four cores', { simulateCores: 4 }, {}],
  ['no cross-origin isolation', { isolation: false }, { threadsPerWorker: 1 }],
] as const)('%s: the same bytes as on this machine', async (name, options, used) => {
  const { hash } = await rendered(warmRenders(), 'here');
  const session = await openSession(options);
  try {
    const other = await rendered(session satisfies Renders, name);
    expect(other.report).toMatchObject(used);
    expect(other.hash).toBe(hash);
  } finally {
    await session.close();
  }
});
