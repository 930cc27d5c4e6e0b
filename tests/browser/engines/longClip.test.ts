import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { makeCountedClip } from '../../media/makeCountedClip';
import { readCountedVideo } from '../../media/readCountedVideo';
import { decodeWarnings, frameTimes } from '../support/ffprobe';
import { openSession } from '../support/session';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
let session: CliploomSession;
/** 41 s, a key frame each 1.6 s. */
let long: string;

const size = { width: 320, height: 180 };
const target = { width: 180, height: 320 };
const settings = { size: target, mode: 'sequential', maxClipDuration: 60 } as const;

beforeAll(async () => {
  session = await openSession({ simulateCores: 2 });
  long = folder.file('long.mp4');
  await makeCountedClip({ path: long, clipId: 3, fps: 30, seconds: 41, ...size });
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

const numbersIn = async (path: string): Promise<number[]> => {
  const read = await readCountedVideo(path, { target, fit: 'cover', sourceSizes: [size] });
  return read.map((name) => (name?.clipId === 3 ? name.frame : -1));
};

const upTo = (count: number): number[] => Array.from({ length: count }, (_, frame) => frame);

describe('a long clip', () => {
  it.each(['ffmpeg', 'webcodecs'] as const)(
    'is divided among the workers by %s: every frame once, in order',
    async (engine) => {
      const out = folder.file(`${engine}.mp4`);
      const report = await session.renderFiles({ clips: [long], out, settings: { ...settings, engine } });
      expect(report.engine).toBe(engine);
      // From the first key frame after 6 s, and after 6 s more, …
      expect(report.clips.map(({ frames }) => frames)).toEqual([192, 192, 192, 192, 192, 270]);
      expect(new Set(report.clips.map(({ worker }) => worker)).size).toBe(2);
      expect(await numbersIn(out)).toEqual(upTo(1230));
      expect(await decodeWarnings(out)).toBe('');
      expect(await frameTimes(out)).toHaveLength(1230);
    },
  );

  it('is copied in one piece', async () => {
    const ready = folder.file('ready.mp4');
    const extraArgs = ['-bf', '0', '-g', '30', '-sc_threshold', '0'];
    await makeCountedClip({ path: ready, clipId: 3, fps: 30, seconds: 21, ...size, extraArgs });
    const out = folder.file('copied.mp4');
    const options = { ...settings, size, engine: 'copy' } as const;
    const report = await session.renderFiles({ clips: [ready], out, settings: options });
    expect(report.engine).toBe('copy');
    expect(report.clips.map(({ frames, status }) => [frames, status])).toEqual([[630, 'copied']]);
  });

  it('stays whole where it has no key frame but its first', async () => {
    const path = folder.file('one-key-frame.webm');
    const extraArgs = ['-g', '9999', '-keyint_min', '9999'];
    await makeCountedClip({ path, clipId: 3, fps: 30, seconds: 21, codec: 'libvpx', ...size, extraArgs });
    const out = folder.file('whole.mp4');
    const report = await session.renderFiles({ clips: [path], out, settings: { ...settings, speed: 1.3 } });
    expect(report.clips).toHaveLength(1);
    expect((await numbersIn(out)).length).toBe(report.output.frames);
  });

  it('is shown up to where it is damaged', async () => {
    const bytes = await readFile(long);
    const begin = Math.floor(bytes.length * 0.6);
    bytes.fill(0xff, begin, begin + Math.floor(bytes.length * 0.3));
    const path = folder.file('damaged.mp4');
    await writeFile(path, bytes);
    const out = folder.file('begin.mp4');
    const report = await session.renderFiles({
      clips: [path],
      out,
      settings: { ...settings, engine: 'ffmpeg' },
    });
    expect(report.clips.map(({ status }) => status)).toEqual([...Array<string>(4).fill('encoded'), 'failed']);
    const [problem] = report.problems;
    expect(problem?.error.message).toMatch(
      /^The rest of a clip is missing: “damaged.mp4” .* from 25.60 s on/,
    );
    expect(await numbersIn(out)).toEqual(upTo(768));
  });
});
