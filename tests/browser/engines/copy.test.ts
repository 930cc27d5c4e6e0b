import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { makeCountedClip } from '../../media/makeCountedClip';
import { readCountedVideo } from '../../media/readCountedVideo';
import { runFfmpeg } from '../../media/runFfmpeg';
import { clearClips } from '../support/cachePage';
import { decodeWarnings, ffprobeJson, frameTimes } from '../support/ffprobe';
import { openSession } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

type FileRender = Parameters<CliploomSession['renderFiles']>[0];

const folder = tempDir();
const size = { width: 320, height: 180 };
const FPS = 30;
/** A key frame each second, no B-frames. */
const PLAIN = ['-bf', '0', '-g', '30', '-sc_threshold', '0'];
let session: CliploomSession;

beforeAll(async () => {
  session = await openSession();
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

/** Four seconds of numbered frames, as native ffmpeg encodes them. */
const counted = async (clipId: number, extraArgs: readonly string[] = PLAIN): Promise<string> => {
  const path = folder.file(`${clipId}.mp4`);
  await makeCountedClip({ path, clipId, ...size, fps: FPS, seconds: 4, extraArgs });
  return path;
};

const render = async (request: Omit<FileRender, 'out'>, out = folder.file('out.mp4')) => {
  const settings = { size, mode: 'sequential', engine: 'copy', ...request.settings } as const;
  const report = await session.renderFiles({ ...request, out, settings });
  expect(report.problems).toEqual([]);
  expect(await decodeWarnings(out)).toBe('');
  for (const [frame, time] of (await frameTimes(out)).entries()) expect(time).toBeCloseTo(frame / FPS, 4);
  const read = await readCountedVideo(out, { target: size, fit: 'cover', sourceSizes: [size] });
  return { report, out, read };
};

const run = (clipId: number, from: number, count: number) =>
  Array.from({ length: count }, (_, frame) => ({ clipId, frame: from + frame }));

/** A checksum of each decoded picture. */
const pictures = async (path: string): Promise<string[]> => {
  // Beside the video: several are looked at side by side.
  const sums = `${path}.sums`;
  await runFfmpeg(['-i', path, '-map', '0:v', '-f', 'framemd5', sums]);
  const lines = readFileSync(sums, 'utf8').split('\n');
  return lines.filter((line) => /^\d/.test(line)).map((line) => line.split(',').at(-1)!.trim());
};

/** The same as Cliploom's ffmpeg encodes it: two seconds from key frame to key frame. Made once. */
const byCliploom = async (clipId: number): Promise<string> => {
  const path = folder.file(`cliploom-${clipId}.mp4`);
  if (existsSync(path)) return path;
  const settings = { size, mode: 'sequential', engine: 'ffmpeg' } as const;
  await session.renderFiles({ clips: [await counted(clipId)], out: path, settings });
  return path;
};

describe('copying', () => {
  it('gives the source’s own pictures, bit by bit, each once, as often as a piece is shown', async () => {
    const clips = [await counted(1), await counted(2), await counted(3)];
    const voiceOver = await makeTone(folder.file('voice.wav'), 7.51);
    const { report, read, out } = await render({ clips, voiceOver, settings: { maxClipDuration: 2 } });
    expect(report).toMatchObject({ engine: 'copy', engineReason: 'It was chosen. All clips are copied.' });
    expect(report.clips.map(({ status, frames, copiedFrames }) => [status, frames, copiedFrames])).toEqual([
      ['copied', 60, 60],
      ['copied', 60, 60],
      ['copied', 60, 60],
      ['reused', 46, 46],
    ]);
    expect(read).toEqual([...[1, 2, 3].flatMap((clipId) => run(clipId, 0, 60)), ...run(1, 0, 46)]);
    const sources = await Promise.all(clips.map(pictures));
    const expected = [...sources.flatMap((sums) => sums.slice(0, 60)), ...sources[0]!.slice(0, 46)];
    expect(await pictures(out)).toEqual(expected);
    const [video] = (await ffprobeJson(out)).streams;
    expect(video).toMatchObject({ color_range: 'tv', color_space: 'bt709', has_b_frames: 0 });
  });

  it('begins in the middle of a source, on a key frame', async () => {
    const clips = [
      { path: await counted(1), inPoint: 1 },
      { path: await counted(2), inPoint: 3 },
    ];
    const { report, read } = await render({ clips, settings: { maxClipDuration: 1.5 } });
    expect(report.engine).toBe('copy');
    expect(read).toEqual([...run(1, 30, 45), ...run(2, 90, 30)]);
  });

  it('is what auto takes, where all clips can be copied whole', async () => {
    const clips = [await counted(1), await counted(2)];
    const whole = await render({ clips, settings: { engine: 'auto', maxClipDuration: 1 } });
    expect(whole.report).toMatchObject({
      engine: 'copy',
      engineReason: 'Nothing has to be encoded. All clips are copied.',
    });
    const faded = clips.map((path) => ({ path, transition: 'fade-in' as const }));
    const part = await render({ clips: [clips[0]!, faded[1]!], settings: { engine: 'auto' } });
    expect(part.report.engine).not.toBe('copy');
    expect(part.report.engineReason).not.toMatch(/copied|key frame/);
  });

  it('encodes up to the next key frame what was encoded as here, and all of what has none or is changed', async () => {
    const [one, two] = [await byCliploom(1), await byCliploom(2)];
    const clips = [
      { path: one, inPoint: 1.5, outPoint: 3.5 },
      { path: two, inPoint: 0, outPoint: 1 },
      // One frame to encode: two key frames in a row.
      { path: one, inPoint: 59 / FPS, outPoint: 2.5 },
      { path: two, inPoint: 0.5, outPoint: 1.5 },
      { path: one, inPoint: 0, outPoint: 2, transition: 'fade-in' as const, transitionDuration: 0.2 },
    ];
    const { report, read } = await render({ clips });
    expect(report.engine).toBe('copy');
    expect(report.engineReason).toMatch(/^It was chosen\. 90 of 196 frames, in 3 of 5 clips, are copied\./);
    expect(report.clips.map(({ status, frames, copiedFrames }) => [status, frames, copiedFrames])).toEqual([
      ['encoded', 60, 45],
      ['copied', 30, 30],
      ['encoded', 16, 15],
      ['encoded', 30, 0],
      ['encoded', 60, 0],
    ]);
    const faded = 6;
    expect(read.slice(0, 136)).toEqual([
      ...run(1, 45, 60),
      ...run(2, 0, 30),
      ...run(1, 59, 16),
      ...run(2, 15, 30),
    ]);
    expect(read.slice(136 + faded)).toEqual(run(1, faded, 60 - faded));
  });

  it('keeps what it encoded for the next render, and copies again', async () => {
    await clearClips(session.page);
    const one = await byCliploom(1);
    const clips = [
      { path: one, inPoint: 1.5, outPoint: 3.5 },
      { path: one, inPoint: 0, outPoint: 1 },
    ];
    const [first, again] = [folder.file('first.mp4'), folder.file('again.mp4')];
    await render({ clips, settings: { cache: true } }, first);
    const { report } = await render({ clips, settings: { cache: true } }, again);
    expect(report.clips.map(({ status, copiedFrames }) => [status, copiedFrames])).toEqual([
      ['cached', 45],
      ['copied', 30],
    ]);
    expect(readFileSync(again).equals(readFileSync(first))).toBe(true);
  });
});

/** What `auto` takes here for what it has to encode. */
const others = /^(webcodecs|ffmpeg)$/;

describe('what cannot be copied goes another way, and the result says why', () => {
  const filter = (graph: string) => [...PLAIN, '-vf', graph, '-fps_mode', 'passthrough'];

  it.each<[string, () => Promise<FileRender['clips']>, FileRender['settings'], RegExp]>([
    [
      'another size',
      async () => [await counted(1)],
      { size: { width: 180, height: 320 } },
      /^“1\.mp4” does not fill 180×320/,
    ],
    [
      'B-frames',
      async () => [await counted(1, ['-g', '30', '-bf', '2', '-b_strategy', '0'])],
      {},
      /B-frames/,
    ],
    [
      'an uneven rate',
      async () => [await counted(1, filter("select='mod(n,7)'"))],
      {},
      /one frame for each frame/,
    ],
    [
      'a cut off a key frame of what was encoded elsewhere',
      async () => [{ path: await counted(1), inPoint: 0.5 }, await counted(2)],
      {},
      /^“1\.mp4” has no key frame at its in point, and was not encoded as/,
    ],
    [
      'parameter sets that differ',
      async () => [await counted(1), await counted(2, [...PLAIN, '-refs', '5'])],
      {},
      /^“2\.mp4” was encoded in another way than the others/,
    ],
    [
      'another frame rate of the video',
      async () => [await counted(1)],
      { fps: 25 },
      /one frame for each frame/,
    ],
    [
      'a transition',
      async () => [await counted(1), await counted(2)],
      { transition: 'crossfade' },
      /transition/,
    ],
  ])('%s', async (_, clips, settings, reason) => {
    const out = folder.file('other.mp4');
    const all = { size, mode: 'sequential', engine: 'copy', maxClipDuration: 1, ...settings } as const;
    const report = await session.renderFiles({ clips: await clips(), out, settings: all });
    expect(report).toMatchObject({ engine: expect.stringMatching(others), problems: [] });
    expect(report.engineReason).toMatch(reason);
    expect(report.engineReason).toMatch(/The browser encodes .* as fast as ffmpeg/);
    expect(await decodeWarnings(out)).toBe('');
    expect(await frameTimes(out)).toHaveLength(report.output.frames);
  });

  it('rotation', async () => {
    const turned = folder.file('turned.mp4');
    await runFfmpeg(['-i', await counted(1), '-c', 'copy', '-metadata:s:v', 'rotate=180', turned]);
    const report = await session.renderFiles({
      clips: [turned],
      out: folder.file('other.mp4'),
      settings: { size, engine: 'copy', maxClipDuration: 1 },
    });
    expect(report).toMatchObject({ engine: expect.stringMatching(others), problems: [] });
    expect(report.engineReason).toMatch(/^“turned\.mp4” does not fill/);
  });

  it.each([
    ['between its packets', 0, /damaged/],
    ['in its first picture', 0xff, /did not pass its check|damaged/],
  ])('a source that is damaged %s', async (_, filling, reason) => {
    const path = await counted(1);
    const bytes = readFileSync(path);
    const begin = bytes.indexOf('mdat') + 4;
    // x264's own words come first.
    const picture = bytes.indexOf('x264 - core', begin) + 1200;
    writeFileSync(path, bytes.fill(filling, picture, picture + 3000));
    const report = await session.renderFiles({
      clips: [path, await counted(2)],
      out: folder.file('other.mp4'),
      settings: { size, mode: 'sequential', engine: 'copy', maxClipDuration: 1 },
    });
    expect(report.engine).toMatch(others);
    expect(report.engineReason).toMatch(reason);
  });
});
