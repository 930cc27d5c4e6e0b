import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedFfmpeg } from '../../scripts/samples/ffmpegPipe';
import { CELLS, decodeCells, encodeCells, LUMA, MAX_CLIP_ID, MAX_FRAME } from '../media/frameCode';
import { makeCountedClip } from '../media/makeCountedClip';
import { readCountedVideo } from '../media/readCountedVideo';

const clipIds = fc.integer({ min: 0, max: MAX_CLIP_ID });
const frameNumbers = fc.integer({ min: 0, max: MAX_FRAME });
const levelsOf = (cells: readonly boolean[]): number[] =>
  cells.map((white) => (white ? LUMA.white : LUMA.black));

describe('frame code', () => {
  it('reads back every code, and no code is of one colour', () => {
    for (let clipId = 0; clipId <= MAX_CLIP_ID; clipId++) {
      for (let frame = 0; frame <= MAX_FRAME; frame++) {
        const cells = encodeCells(clipId, frame);
        const read = decodeCells(levelsOf(cells));
        if (read?.clipId !== clipId || read.frame !== frame)
          expect.fail(`${clipId}/${frame} does not read back`);
      }
    }
  });

  it('reads a faded and noisy picture', () => {
    const noises = fc.array(fc.double({ min: -12, max: 12, noNaN: true }), {
      minLength: CELLS,
      maxLength: CELLS,
    });
    fc.assert(
      fc.property(clipIds, frameNumbers, noises, (clipId, frame, noise) => {
        const levels = levelsOf(encodeCells(clipId, frame)).map(
          (level, index) => level * 0.5 + noise[index]!,
        );
        expect(decodeCells(levels)).toEqual({ clipId, frame });
      }),
    );
  });

  it('notices a flipped cell', () => {
    fc.assert(
      fc.property(clipIds, frameNumbers, fc.nat(CELLS - 1), (clipId, frame, flipped) => {
        const cells = encodeCells(clipId, frame).map((white, index) => white !== (index === flipped));
        expect(decodeCells(levelsOf(cells))).toBeNull();
      }),
    );
  });

  it('does not read a mixture of two frames', () => {
    fc.assert(
      fc.property(
        clipIds,
        fc.uniqueArray(frameNumbers, { minLength: 2, maxLength: 2 }),
        (clipId, [one, other]) => {
          const first = levelsOf(encodeCells(clipId, one!));
          const second = levelsOf(encodeCells(clipId, other!));
          expect(decodeCells(first.map((level, index) => (level + second[index]!) / 2))).toBeNull();
        },
      ),
    );
  });

  it('refuses what does not fit', () => {
    expect(() => encodeCells(16, 0)).toThrow(RangeError);
    expect(() => encodeCells(0, 4096)).toThrow(RangeError);
    expect(() => encodeCells(0, 1.5)).toThrow(RangeError);
  });
});

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

describe.runIf(hasFfmpeg)('counted video', () => {
  const target = { width: 1080, height: 1920 };
  const scaled = {
    cover: 'scale=1080:1920:force_original_aspect_ratio=increase,crop=1080:1920',
    contain: 'scale=1080:1920:force_original_aspect_ratio=decrease,pad=1080:1920:-1:-1',
  };

  it.each(['cover', 'contain'] as const)(
    'reads every frame after a render with %s',
    async (fit) => {
      const folder = await mkdtemp(join(tmpdir(), 'counted-'));
      try {
        const source = { width: 640, height: 360 };
        const [clip, rendered] = [join(folder, 'clip.mp4'), join(folder, 'rendered.mp4')];
        const count = await makeCountedClip({
          path: clip,
          clipId: 11,
          ...source,
          fps: 30,
          seconds: 2,
          withAudio: true,
        });
        const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '30', '-an', rendered];
        await feedFfmpeg(['-i', clip, '-vf', scaled[fit], ...encode], []);

        // Sizes that are not in the video, whose squares lie inside and around the right one, must not be taken for it.
        const sourceSizes = [{ width: 360, height: 640 }, { width: 480, height: 480 }, source];
        const read = await readCountedVideo(rendered, { target, fit, sourceSizes });
        expect(count).toBe(60);
        expect(read).toEqual(Array.from({ length: count }, (_, frame) => ({ clipId: 11, frame })));
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    60_000,
  );
});
