import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../../scripts/lib/run';
import type { FrameRate } from '../../../src/render';
import { type CountedClip, makeCountedClip } from '../../media/makeCountedClip';
import { readCountedVideo } from '../../media/readCountedVideo';
import { decodeWarnings, ffprobeJson, frameTimes } from '../support/ffprobe';
import { warmRenders } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const session = warmRenders('ffmpeg');

afterAll(async () => {
  folder[Symbol.dispose]();
});

const target = { width: 360, height: 640 };
const size = { width: 320, height: 180 };

/** The frame that is on screen at this time, looking ahead by almost half an output frame as docs/design.md says. */
const frameOnScreen = (output: number, outputFps: number, sourceFps: number): number =>
  Math.floor(((output + 0.45) / outputFps) * sourceFps + 1e-6);

const makeClip = async (clipId: number, fps: number, seconds: number, more: Partial<CountedClip> = {}) => {
  const path = folder.file(`${clipId}-${fps}.${more.codec === 'libvpx' ? 'webm' : 'mp4'}`);
  await makeCountedClip({ path, clipId, fps, seconds, ...size, withAudio: true, ...more } as CountedClip);
  return path;
};

const checkFile = async (path: string, frames: number, fps: number): Promise<void> => {
  const times = await frameTimes(path);
  expect(times).toHaveLength(frames);
  for (const [frame, time] of times.entries()) expect(time).toBeCloseTo(frame / fps, 4);
  expect(await decodeWarnings(path)).toBe('');
};

describe('frames, read back from the MP4', () => {
  it.each<FrameRate>([30, 60])(
    'at %i fps: each clip from its first frame, none lost or doubled at a joint, from 24, 25, 30 and 60 fps',
    async (fps) => {
      const rates = [24, 25, 30, 60];
      const clips = await Promise.all(rates.map((rate, clipId) => makeClip(clipId, rate, 1.5)));
      const out = folder.file(`joined-${fps}.mp4`);
      const voiceOver = await makeTone(folder.file('voice.wav'), 6.51);
      await session.renderFiles({
        clips,
        voiceOver,
        out,
        settings: { size: target, fps, mode: 'sequential', maxClipDuration: 1.5 },
      });

      const perClip = 1.5 * fps;
      const total = Math.ceil(6.51 * fps);
      const expected = Array.from({ length: total }, (_, frame) => {
        const place = Math.floor(frame / perClip);
        const clipId = place % rates.length;
        return { clipId, frame: frameOnScreen(frame % perClip, fps, rates[clipId]!) };
      });
      const read = await readCountedVideo(out, { target, fit: 'cover', sourceSizes: [size] });
      expect(read).toEqual(expected);
      await checkFile(out, total, fps);
    },
  );

  it('cuts in the middle of a source, at whatever distance from its key frames, and shows each frame once', async () => {
    const clips = [await makeClip(1, 30, 4), await makeClip(2, 60, 3, { codec: 'libvpx' })];
    const out = folder.file('pieces.mp4');
    const report = await session.renderFiles({
      clips,
      out,
      settings: { size: target, mode: 'random', seed: 7, maxClipDuration: 0.7, fit: 'contain' },
    });
    const read = await readCountedVideo(out, { target, fit: 'contain', sourceSizes: [size] });
    // Pieces of 21 frames; the rests of 15 and of 6 frames: the shorter is a flash and is left out.
    const joints = report.clips.map(({ frames }) => frames);
    expect([...joints].sort((a, b) => a - b)).toEqual([15, ...Array<number>(9).fill(21)]);
    let start = 0;
    const seen = new Map<number, number[]>();
    for (const length of joints) {
      const piece = read.slice(start, start + length);
      const [first] = piece;
      const step = first?.clipId === 2 ? 2 : 1;
      expect(piece).toEqual(
        piece.map((_, place) => ({ clipId: first?.clipId, frame: first!.frame + place * step })),
      );
      seen.set(first!.clipId, [...(seen.get(first!.clipId) ?? []), first!.frame]);
      start += length;
    }
    expect(start).toBe(read.length);
    expect(seen.get(1)?.sort((a, b) => a - b)).toEqual([0, 21, 42, 63, 84, 105]);
    expect(seen.get(2)?.sort((a, b) => a - b)).toEqual([0, 42, 84, 126]);
    await checkFile(out, read.length, 30);
  });

  // The number that ffmpeg 5 writes counts counter-clockwise: the picture has to be turned the other way first.
  it('stands upright whatever the file says about rotation', async () => {
    const upright = folder.file('upright.mp4');
    const clips: string[] = [];
    for (const [clipId, rotation] of [90, 180, 270].entries()) {
      const turn = { 90: 'transpose=clock', 180: 'hflip,vflip', 270: 'transpose=cclock' }[rotation]!;
      const turned = await makeClip(clipId, 30, 0.5, { extraArgs: ['-vf', turn] });
      const tagged = folder.file(`turned-${rotation}.mp4`);
      await run(
        'ffmpeg',
        ['-v', 'error', '-y', '-i', turned, '-c', 'copy', '-metadata:s:v', `rotate=${rotation}`, tagged],
        {
          timeoutSeconds: 60,
          output: 'capture',
        },
      );
      clips.push(tagged);
    }
    await session.renderFiles({
      clips,
      out: upright,
      settings: { size: target, mode: 'sequential', maxClipDuration: 0.5 },
    });
    const read = await readCountedVideo(upright, { target, fit: 'cover', sourceSizes: [size] });
    expect(read).toEqual(
      [0, 1, 2].flatMap((clipId) => Array.from({ length: 15 }, (_, frame) => ({ clipId, frame }))),
    );
    const [video] = (await ffprobeJson(upright)).streams;
    expect(video).toMatchObject({ width: 360, height: 640, sample_aspect_ratio: '1:1' });
  });
});
