import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CliploomSession, openCliploom } from '../../scripts/lib/driver';
import { makeCountedClip } from '../media/makeCountedClip';
import { tempDir } from './support/tempDir';

const CLIPS = 12;
/** Sizes and lengths that take very different times. */
const KINDS = [
  { width: 320, height: 180, fps: 30, seconds: 2 },
  { width: 1280, height: 720, fps: 30, seconds: 3 },
  { width: 640, height: 360, fps: 60, seconds: 2.5 },
] as const;
/** Reports come four times a second, and the machine may be busy with something else for a moment. */
const ALLOWED = { share: 0.2, seconds: 0.7 };
const MOST_OUTSIDE = 0.1;

const folder = tempDir();
const clips = Array.from({ length: CLIPS }, (_, index) => folder.file(`clip${index}.mp4`));
let session: CliploomSession;

beforeAll(async () => {
  for (const [clipId, path] of clips.entries()) {
    const kind = KINDS[clipId % KINDS.length];
    if (kind) await makeCountedClip({ path, clipId, ...kind });
  }
  session = await openCliploom();
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

it('the time left is right to 20 % from the first third on', async () => {
  const reports: { elapsed: number; left: number | null }[] = [];
  const { wallMs, problems } = await session.renderFiles({
    clips,
    out: folder.file('out.mp4'),
    settings: { size: { width: 360, height: 640 }, mode: 'sequential', maxClipDuration: 5, seed: 1 },
    onProgress: ({ elapsedSeconds: elapsed, secondsLeft: left }) => reports.push({ elapsed, left }),
  });
  expect(problems).toEqual([]);
  const end = wallMs / 1000;
  const later = reports.filter(({ elapsed }) => elapsed > end / 3 && elapsed < end);
  const trace = reports.map(
    ({ elapsed, left }) => `${elapsed.toFixed(1)} s: ${left?.toFixed(1)} (${(end - elapsed).toFixed(1)})`,
  );
  const outside = later.filter(({ elapsed, left }) => {
    const truth = end - elapsed;
    return left === null || Math.abs(left - truth) > Math.max(truth * ALLOWED.share, ALLOWED.seconds);
  });
  expect(outside.length, trace.join('\n')).toBeLessThanOrEqual(later.length * MOST_OUTSIDE);
});
