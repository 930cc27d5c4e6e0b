import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClipFile } from '../../../scripts/lib/driver';
import { run } from '../../../scripts/lib/run';
import { ZOOM_FACTOR } from '../../../src/shared/jobs';
import { makeCountedClip } from '../../media/makeCountedClip';
import { readCountedVideo } from '../../media/readCountedVideo';
import { checkSheet, lookAt, once, renderSheet, sheetPictures } from '../support/contactSheet';
import { decodeWarnings } from '../support/ffprobe';
import { lumaPictures, meanLuma } from '../support/pictures';
import { warmRenders } from '../support/session';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const size = { width: 320, height: 180 };
const counted = folder.file('counted.mp4');
/** White all over, and a white square on black. */
const white = folder.file('white.mp4');
const square = folder.file('square.mp4');
const session = warmRenders('ffmpeg');

const draw = async (path: string, filter: string): Promise<void> => {
  const source = `color=black:s=${size.width}x${size.height}:r=30,${filter},format=yuv420p`;
  const tags = ['-colorspace', 'bt709', '-color_range', 'tv'];
  const args = [
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    source,
    '-t',
    '3',
    '-c:v',
    'libx264',
    '-crf',
    '4',
    ...tags,
    path,
  ];
  const { code, stderr } = await run('ffmpeg', args, { timeoutSeconds: 60, output: 'capture' });
  if (code !== 0) throw new Error(stderr);
};

const whole = [0, 0, size.width, size.height] as const;
const BLACK = 16;
const WHITE = 235;

/** Share of the picture that is white, in each frame. */
const whiteShares = (pictures: readonly Uint8Array[]): number[] =>
  pictures.map((picture) => (meanLuma(picture, size.width, whole) - BLACK) / (WHITE - BLACK));

beforeAll(async () => {
  await makeCountedClip({ path: counted, clipId: 5, ...size, fps: 30, seconds: 4 });
  await draw(white, 'drawbox=c=white:t=fill');
  await draw(square, 'drawbox=x=140:y=70:w=40:h=40:c=white:t=fill');
});
afterAll(async () => {
  folder[Symbol.dispose]();
});

const SPEEDS = [
  [2, (frame: number) => 2 * frame],
  [0.5, (frame: number) => Math.floor(frame / 2)],
  [1.25, (frame: number) => Math.floor((frame + 0.45) * 1.25)],
] as const;

/** Looks that clips of one video can have, by their names. */
const LOOKS: Readonly<Record<string, ClipFile>> = {
  ...Object.fromEntries(
    SPEEDS.map(([speed]) => [
      `${speed}×`,
      { path: counted, speed, maxClipDuration: 1.5, transition: 'none' as const },
    ]),
  ),
  // As all.
  'fade-in': { path: white },
  'slide-in': { path: white, transition: 'slide-in' },
  'fade-out': { path: white, transition: 'fade-out' },
  'slide-out': { path: white, transition: 'slide-out' },
  'zoom-in': { path: square, transition: 'zoom-in' },
  'zoom-out': { path: square, transition: 'zoom-out' },
};

describe('looks of a clip', () => {
  const rendered = once(async () => {
    const sheet = await renderSheet(session, {
      clips: Object.values(LOOKS),
      out: folder.file('looks.mp4'),
      settings: {
        ...{ size, mode: 'sequential', maxClipDuration: 2 },
        ...{ transition: 'fade-in', transitionDuration: 0.5 },
      },
    });
    return { sheet, picturesOf: await sheetPictures(sheet, size) };
  });
  const numbers = once(async () => {
    const { sheet } = await rendered();
    return readCountedVideo(sheet.path, { target: size, fit: 'cover', sourceSizes: [size] });
  });

  /** Looks at the one of this name, in the video of all. */
  const look = async (
    name: string,
    check: (shares: number[], stretch: { from: number; frames: number }) => void | Promise<void>,
  ): Promise<void> => {
    const { sheet, picturesOf } = await rendered();
    const stretch = sheet.stretchOf(Object.keys(LOOKS).indexOf(name));
    await lookAt(sheet, stretch, `look ${name}`, () => check(whiteShares(picturesOf(stretch)), stretch));
  };

  it('are in one video that has every frame and decodes without a warning', async () => {
    await checkSheet((await rendered()).sheet);
  });

  it.each(SPEEDS)('%f× shows the right frame each time', async (speed, sourceFrame) => {
    await look(`${speed}×`, async (_, { from, frames }) => {
      expect((await numbers()).slice(from, from + frames)).toEqual(
        Array.from({ length: 45 }, (_, frame) => ({ clipId: 5, frame: sourceFrame(frame) })),
      );
    });
  });

  it.each(['fade-in', 'slide-in'])('%s begins in black and ends with the picture as it is', async (name) => {
    await look(name, (shares) => {
      expect(shares).toHaveLength(60);
      expect(shares[0]).toBeLessThan(0.05);
      for (const share of shares.slice(16)) expect(share).toBeCloseTo(1, 1);
      const during = shares.slice(0, 16);
      expect(during).toEqual([...during].sort((a, b) => a - b));
      expect(Math.max(...during.map((share, frame) => share - (during[frame - 1] ?? 0)))).toBeLessThan(0.15);
    });
  });

  it.each(['fade-out', 'slide-out'])('%s is the same backwards', async (name) => {
    await look(name, (shares) => {
      expect(shares).toHaveLength(60);
      for (const share of shares.slice(0, 45)) expect(share).toBeCloseTo(1, 1);
      expect(shares.at(-1)).toBeLessThan(0.1);
      const during = shares.slice(44);
      expect(during).toEqual([...during].sort((a, b) => b - a));
    });
  });

  it.each([
    ['zoom-in', 0, 59],
    ['zoom-out', 59, 0],
  ])('%s magnifies around the centre', async (name, magnified, plain) => {
    await look(name, (shares) => {
      expect(shares[plain]! * size.width * size.height).toBeCloseTo(1600, -2);
      expect(shares[magnified]! / shares[plain]!).toBeGreaterThan(ZOOM_FACTOR ** 2 * 0.9);
      expect(shares[magnified]! / shares[plain]!).toBeLessThan(ZOOM_FACTOR ** 2 * 1.1);
    });
  });
});

it('fades of the whole video are at its ends', async () => {
  const out = folder.file('faded.mp4');
  const { problems } = await session.renderFiles({
    clips: [white],
    out,
    settings: { size, mode: 'sequential', maxClipDuration: 2, startFade: 0.5, endFade: 0.5 },
  });
  expect(problems).toEqual([]);
  expect(await decodeWarnings(out)).toBe('');
  const shares = whiteShares(await lumaPictures(out, size));
  expect(shares[0]).toBeLessThan(0.02);
  expect(shares.at(-1)).toBeLessThan(0.1);
  for (const share of shares.slice(15, 45)) expect(share).toBeCloseTo(1, 1);
});

describe('fit', () => {
  const tall = { width: 180, height: 320 };
  /** The counted clip fills 180 × 100 pixels in the middle. */
  const bars = [0, 10, 180, 100] as const;
  const middle = [0, 120, 180, 200] as const;
  const FITS = ['green bars', 'contain', 'cover', 'blur'] as const;

  const rendered = once(async () => {
    const sheet = await renderSheet(session, {
      clips: [
        { path: counted, barColor: '#00ff00' },
        counted,
        { path: counted, fit: 'cover' },
        { path: counted, fit: 'blur' },
      ],
      out: folder.file('fits.mp4'),
      settings: { size: tall, mode: 'sequential', maxClipDuration: 2, fit: 'contain' },
    });
    const picturesOf = await sheetPictures(sheet, tall);
    return {
      sheet,
      firstOf: (name: (typeof FITS)[number]) => picturesOf(sheet.stretchOf(FITS.indexOf(name)))[0]!,
    };
  });

  it('of each clip is in one video that has every frame and decodes without a warning', async () => {
    await checkSheet((await rendered()).sheet);
  });

  it('bars have the colour that was asked for', async () => {
    const { sheet, firstOf } = await rendered();
    const picture = firstOf('green bars');
    await lookAt(sheet, sheet.stretchOf(0), 'green bars', () => {
      expect(meanLuma(picture, tall.width, bars)).toBeCloseTo(173, 0);
    });
  });

  it('blur puts the same picture behind, blurred and darker, and leaves the one before as it is', async () => {
    const { sheet, firstOf } = await rendered();
    const [contained, covered, blurred] = [firstOf('contain'), firstOf('cover'), firstOf('blur')];
    await lookAt(sheet, sheet.stretchOf(FITS.indexOf('blur')), 'blur', () => {
      const inMiddle = blurred.map((value, index) => Math.abs(value - contained[index]!));
      expect(meanLuma(inMiddle, tall.width, middle)).toBeLessThan(2);
      const behind = meanLuma(blurred, tall.width, bars) - BLACK;
      const asCover = meanLuma(covered, tall.width, bars) - BLACK;
      expect(behind / asCover).toBeGreaterThan(0.5);
      expect(behind / asCover).toBeLessThan(0.7);
      // No edge is left in it.
      const row = blurred.subarray(50 * tall.width, 51 * tall.width);
      expect(Math.max(...row.map((value, x) => Math.abs(value - (row[x + 1] ?? value))))).toBeLessThan(6);
    });
  });
});
