import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RenderSettings } from '../../../scripts/lib/pageRender';
import { run } from '../../../scripts/lib/run';
import { makeCountedClip } from '../../media/makeCountedClip';
import { readCountedVideo } from '../../media/readCountedVideo';
import { checkSheet, lookAt, once, renderSheet, sheetPictures, stretchFrom } from '../support/contactSheet';
import { decodeWarnings, frameTimes } from '../support/ffprobe';
import { lumaPictures, meanLuma } from '../support/pictures';
import { warmRenders } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const size = { width: 320, height: 180 };
const whole = [0, 0, size.width, size.height] as const;
const BLACK = 16;
const WHITE = 235;
const white = folder.file('white.mp4');
const black = folder.file('black.mp4');
const session = warmRenders('ffmpeg');

const makePlain = async (path: string, color: string, seconds = 4): Promise<void> => {
  const source = `color=${color}:s=320x180:r=30,format=yuv420p`;
  const args = ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, '-t', String(seconds), '-crf', '4'];
  const { code, stderr } = await run('ffmpeg', [...args, '-c:v', 'libx264', path], {
    timeoutSeconds: 60,
    output: 'capture',
  });
  if (code !== 0) throw new Error(stderr);
};

beforeAll(async () => {
  await Promise.all([makePlain(white, 'white'), makePlain(black, 'black')]);
});
afterAll(async () => {
  folder[Symbol.dispose]();
});

const render = async (clips: readonly string[], settings: RenderSettings, voiceOver?: string) => {
  const out = folder.file('out.mp4');
  const report = await session.renderFiles({
    clips,
    voiceOver,
    out,
    settings: { size, mode: 'sequential', maxClipDuration: 3, ...settings },
  });
  expect(await decodeWarnings(out)).toBe('');
  return { out, report };
};

const sharesIn = (pictures: readonly Uint8Array[]): number[] =>
  pictures.map((picture) => (meanLuma(picture, size.width, whole) - BLACK) / (WHITE - BLACK));

/** Two clips each, with the transition from the one to the other. */
const PAIRS = [
  ['crossfade', black, white],
  ['dip-to-black', white, white],
  ['wipe', black, white],
  ['slide-over', black, white],
] as const;
type Kind = (typeof PAIRS)[number][0];

const pairs = once(async () => {
  const sheet = await renderSheet(session, {
    clips: PAIRS.flatMap(([transition, from, to]) => [{ path: from, transition }, to]),
    out: folder.file('pairs.mp4'),
    settings: { size, mode: 'sequential', maxClipDuration: 3 },
  });
  return { sheet, picturesOf: await sheetPictures(sheet, size) };
});

/** Looks at the two clips with this transition. */
const look = async (
  kind: Kind,
  check: (shares: number[], pictures: readonly Uint8Array[]) => void,
): Promise<void> => {
  const { sheet, picturesOf } = await pairs();
  const first = 2 * PAIRS.findIndex(([name]) => name === kind);
  const stretch = stretchFrom(sheet, first, first + 1);
  const pictures = picturesOf(stretch);
  await lookAt(sheet, stretch, `blend ${kind}`, () => check(sharesIn(pictures), pictures));
};

describe('a transition between two clips', () => {
  it('lasts as long as asked, takes its frames from both, and leaves all others as they are', async () => {
    const clips = [0, 1, 2].map((clipId) => folder.file(`counted-${clipId}.mp4`));
    for (const [clipId, path] of clips.entries()) {
      await makeCountedClip({ path, clipId, ...size, fps: 30, seconds: 4 });
    }
    const voiceOver = await makeTone(folder.file('voice.wav'), 6.51);
    const { out, report } = await render(clips, { transition: 'crossfade' }, voiceOver);
    const total = Math.ceil(6.51 * 30);
    expect(await frameTimes(out)).toHaveLength(total);
    // 3 s of each, of which neighbours share 1 s: 90 + 60 + 46 frames.
    expect(report.clips.map(({ frames, transitionFrom }) => [frames, transitionFrom])).toEqual([
      [60, null],
      [30, 'counted-0.mp4'],
      [30, null],
      [30, 'counted-1.mp4'],
      [46, null],
    ]);
    const read = await readCountedVideo(out, { target: size, fit: 'cover', sourceSizes: [size] });
    const expected = [
      ...Array.from({ length: 60 }, (_, frame) => ({ clipId: 0, frame })),
      ...Array.from({ length: 30 }, () => null),
      ...Array.from({ length: 30 }, (_, frame) => ({ clipId: 1, frame: 30 + frame })),
      ...Array.from({ length: 30 }, () => null),
      ...Array.from({ length: 46 }, (_, frame) => ({ clipId: 2, frame: 30 + frame })),
    ];
    for (const [frame, name] of expected.entries()) {
      if (name) expect([frame, read[frame]]).toEqual([frame, name]);
    }
    // At both ends of a transition the one picture is still, or already, strong enough to be read.
    expect(read[60]).toEqual({ clipId: 0, frame: 60 });
    expect(read[89]).toEqual({ clipId: 1, frame: 29 });
  });

  it('of each kind is in one video that has every frame and decodes without a warning', async () => {
    const { sheet } = await pairs();
    await checkSheet(sheet);
    expect(sheet.report.clips.map(({ frames }) => frames)).toEqual(PAIRS.flatMap(() => [60, 30, 60]));
  });

  it('crossfade: the next one shines through evenly more and more', async () => {
    await look('crossfade', (shares) => {
      expect(shares).toHaveLength(150);
      for (let frame = 0; frame < 30; frame += 1) {
        expect(shares[60 + frame]).toBeCloseTo((frame + 1) / 31, 1);
      }
      expect(shares[59]).toBeLessThan(0.01);
      expect(shares[90]).toBeGreaterThan(0.99);
    });
  });

  it('dip to black: down and up again, and black in between', async () => {
    await look('dip-to-black', (shares) => {
      expect(shares[59]).toBeGreaterThan(0.99);
      expect(Math.min(...shares.slice(73, 78))).toBeLessThan(0.05);
      expect(shares[90]).toBeGreaterThan(0.99);
      for (let frame = 61; frame < 75; frame += 1) expect(shares[frame]).toBeLessThan(shares[frame - 1]!);
    });
  });

  it.each(['wipe', 'slide-over'] as const)(
    '%s: comes in from one side until it is all there',
    async (kind) => {
      await look(kind, (shares, pictures) => {
        expect(shares[59]).toBeLessThan(0.01);
        for (let frame = 61; frame < 90; frame += 1) {
          expect(shares[frame]).toBeGreaterThanOrEqual(shares[frame - 1]! - 0.001);
        }
        expect(shares[75]).toBeGreaterThan(0.35);
        expect(shares[75]).toBeLessThan(0.65);
        expect(shares[90]).toBeGreaterThan(0.99);
        // A hard edge: every part of the picture is either the one or the other.
        const picture = pictures[75]!;
        const between = picture.filter((value) => value > BLACK + 40 && value < WHITE - 40).length;
        expect(between / picture.length).toBeLessThan(0.03);
      });
    },
  );

  it('is a cut where a clip is too short for it, and the length stays exact', async () => {
    const flash = folder.file('flash.mp4');
    await makePlain(flash, 'white', 0.2);
    const voiceOver = await makeTone(folder.file('voice.wav'), 7.3);
    const { out } = await render([black, flash, black], { transition: 'crossfade' }, voiceOver);
    expect(await frameTimes(out)).toHaveLength(219);
    const shares = sharesIn(await lumaPictures(out, size));
    expect(shares.slice(90, 93).every((share) => share > 0.9)).toBe(true);
    expect(shares.slice(0, 90).every((share) => share < 0.05)).toBe(true);
  });

  it('gives the same bytes for any number of workers', async () => {
    const hash = async (threads: number) => {
      const { out } = await render([white, black], { transition: 'slide-over', threads });
      return createHash('sha256')
        .update(await readFile(out))
        .digest('hex');
    };
    expect(await hash(1)).toBe(await hash(3));
  });

  it('becomes a cut, and says so, where a clip fails in the middle of the render', async () => {
    const path = folder.file('damaged.mp4');
    await makePlain(path, 'white', 4);
    const whiteBytes = await readFile(path);
    // All pictures after the header are rubbish.
    const { writeFile } = await import('node:fs/promises');
    await writeFile(path, whiteBytes.fill(0x5a, 0x400, Math.floor(whiteBytes.length * 0.7)));
    const voiceOver = await makeTone(folder.file('voice.wav'), 6);
    const { out, report } = await render([black, path, black], { transition: 'crossfade' }, voiceOver);
    expect(await frameTimes(out)).toHaveLength(180);
    expect(report.problems.map(({ source }) => source)).toContain('damaged.mp4');
  });
});

describe('a clip with settings of its own', () => {
  it('is cut, slowed and fitted in its own way, and the others as all', async () => {
    const path = folder.file('own.mp4');
    await makeCountedClip({ path, clipId: 3, ...size, fps: 30, seconds: 4 });
    const out = folder.file('own-out.mp4');
    const report = await session.renderFiles({
      clips: [
        { path, inPoint: 1, outPoint: 3.5, speed: 0.5 },
        path,
        { path, maxClipDuration: 0.5, inPoint: 2 },
      ],
      out,
      settings: { size, mode: 'sequential', maxClipDuration: 1 },
    });
    expect(report.clips.map(({ frames }) => frames)).toEqual([150, 30, 15]);
    const read = await readCountedVideo(out, { target: size, fit: 'cover', sourceSizes: [size] });
    expect(read).toEqual([
      ...Array.from({ length: 150 }, (_, frame) => ({ clipId: 3, frame: 30 + Math.floor(frame / 2) })),
      ...Array.from({ length: 30 }, (_, frame) => ({ clipId: 3, frame })),
      ...Array.from({ length: 15 }, (_, frame) => ({ clipId: 3, frame: 60 + frame })),
    ]);
  });

  it('names the clip whose settings are wrong', async () => {
    const bad = { path: white, inPoint: 3, outPoint: 2 };
    await expect(session.renderFiles({ clips: [black, bad], out: folder.file('x.mp4') })).rejects.toThrow(
      /Clip 2 \(“white\.mp4”\): outPoint must be after inPoint/,
    );
  });
});
