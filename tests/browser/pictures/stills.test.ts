import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ClipFile } from '../../../scripts/lib/driver';
import { run } from '../../../scripts/lib/run';
import { KEN_BURNS_RATE } from '../../../src/shared/jobs';
import { checkSheet, lookAt, once, renderSheet, sheetPictures } from '../support/contactSheet';
import { meanLuma } from '../support/pictures';
import { warmRenders } from '../support/session';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const size = { width: 160, height: 120 };
const session = warmRenders('ffmpeg');

/** A picture that is white in its top left quarter and dark grey elsewhere, made by the native ffmpeg. */
const corner = async (path: string, extra: readonly string[] = []): Promise<string> => {
  const source = 'color=0x404040:s=320x240,drawbox=w=160:h=120:c=white:t=fill';
  const args = ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, '-frames:v', '1', ...extra, path];
  const { code, stderr } = await run('ffmpeg', args, { timeoutSeconds: 30, output: 'capture' });
  if (code !== 0) throw new Error(stderr);
  return path;
};

/** Puts an EXIF segment with nothing but an orientation (TIFF tag 0x112) into a JPEG. */
const orient = (jpeg: Buffer, orientation: number): Buffer => {
  const exif = Buffer.from('4578696600004d4d002a00000008000101120003000000010000000000000000', 'hex');
  exif.writeUInt16BE(orientation, 24);
  const head = Buffer.from([0xff, 0xe1, 0, exif.byteLength + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
};

/** Writes an SVG that looks as {@link corner}. */
const drawing = (path: string): string => {
  const [open, close] = ['<svg xmlns="http://www.w3.org/2000/svg" width="32" height="24">', '</svg>'];
  const ground = '<rect width="32" height="24" fill="#404040"/><rect width="16" height="12" fill="#fff"/>';
  writeFileSync(path, `${open}${ground}<script>throw 1</script>${close}`);
  return path;
};

/** Black for half a second, and white for another. */
const movingGif = async (path: string): Promise<string> => {
  const source = 'color=black:s=160x120:r=10:d=1,drawbox=c=white:t=fill:enable=gte(n\\,5)';
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, path], {
    timeoutSeconds: 30,
    output: 'capture',
  });
  return path;
};

const turnedName = (orientation: number): string => `turned-${orientation}.jpg`;
const turned = async (orientation: number): Promise<ClipFile> => {
  const path = folder.file(turnedName(orientation));
  writeFileSync(path, orient(readFileSync(await corner(folder.file('plain.jpg'))), orientation));
  return { path, fit: 'cover' };
};

const ENDINGS = ['png', 'jpg', 'webp', 'bmp'];
const ORIENTATIONS = [
  // Which corner of the shown picture the stored top left becomes (EXIF 2.32, tag Orientation).
  [1, 0],
  [2, 1],
  [3, 3],
  [4, 2],
  [5, 0],
  [6, 1],
  [7, 3],
  [8, 2],
] as const;

/** All clips of the one video. */
const makeClips = async (): Promise<ClipFile[]> => {
  const clips: ClipFile[] = [];
  for (const ending of ENDINGS) clips.push({ path: await corner(folder.file(`corner.${ending}`)) });
  clips.push({ path: drawing(folder.file('drawing.svg')) });
  for (const [orientation] of ORIENTATIONS) clips.push(await turned(orientation));
  const hole = await corner(folder.file('hole.png'), ['-vf', 'format=rgba,colorkey=0x404040:0.05:0']);
  clips.push({ path: hole, fit: 'contain', barColor: '#0000ff' });
  const zoomed = { kenBurns: 'in', maxClipDuration: 2 } as const;
  clips.push({ path: await corner(folder.file('zoom.png')), ...zoomed });
  clips.push({ path: await corner(folder.file('zoom off.png'), ['-vf', 'crop=240:180:0:0']), ...zoomed });
  clips.push({ path: await movingGif(folder.file('moving.gif')), maxClipDuration: 5 });
  return clips;
};

const rendered = once(async () => {
  const clips = await makeClips();
  const sheet = await renderSheet(session, {
    clips,
    out: folder.file('stills.mp4'),
    settings: { size, mode: 'sequential', maxClipDuration: 1, kenBurns: 'none' },
  });
  return {
    sheet,
    names: clips.map(({ path }) => basename(path)),
    picturesOf: await sheetPictures(sheet, size),
  };
});

/** Looks at the pictures of the clip of this file. */
const look = async (name: string, check: (pictures: Uint8Array[]) => void): Promise<void> => {
  const { sheet, names, picturesOf } = await rendered();
  const stretch = sheet.stretchOf(names.indexOf(name));
  await lookAt(sheet, stretch, `still ${name}`, () => check(picturesOf(stretch)));
};

/** Brightness of the four corners: top left, top right, bottom left, bottom right. */
const corners = (picture: Uint8Array): number[] =>
  [
    [4, 4, 24, 24],
    [136, 4, 156, 24],
    [4, 96, 24, 116],
    [136, 96, 156, 116],
  ].map((box) => meanLuma(picture, size.width, box as [number, number, number, number]));

afterAll(async () => {
  folder[Symbol.dispose]();
});

/** Where white ends in a row near the top, to a part of a pixel. */
const edge = (picture: Uint8Array): number => {
  const row = picture.subarray(20 * size.width, 21 * size.width);
  const grey = row[150]!;
  return row.reduce((sum, level) => sum + (level - grey), 0) / (row[2]! - grey);
};

describe('stills', () => {
  it('are in one video that has every frame and decodes without a warning', async () => {
    await checkSheet((await rendered()).sheet);
  });

  it.each(ENDINGS)('%s becomes a clip of the clip length, in its colours', async (ending) => {
    await look(`corner.${ending}`, (pictures) => {
      expect(pictures).toHaveLength(30);
      for (const picture of [pictures[0]!, pictures[29]!]) {
        const [white, ...grey] = corners(picture);
        expect(white).toBeGreaterThan(230);
        // 0x40 of 255, as limited-range luma.
        for (const level of grey) expect(level).toBeCloseTo(16 + (219 * 0x40) / 255, -1);
      }
    });
  });

  it('a drawing (SVG) is drawn', async () => {
    await look('drawing.svg', ([picture]) => {
      const [white, ...grey] = corners(picture!);
      expect(white).toBeGreaterThan(230);
      for (const level of grey) expect(level).toBeCloseTo(16 + (219 * 0x40) / 255, -1);
    });
  });

  it.each(ORIENTATIONS)('EXIF orientation %i stands upright', async (orientation, expected) => {
    await look(turnedName(orientation), ([picture]) => {
      const levels = corners(picture!);
      expect(levels.indexOf(Math.max(...levels))).toBe(expected);
    });
  });

  it('what is transparent lets the bars’ colour through', async () => {
    await look('hole.png', ([picture]) => {
      const [white, ...through] = corners(picture!);
      expect(white).toBeGreaterThan(230);
      for (const level of through) expect(level).toBeCloseTo(32, -1);
    });
  });

  it('a slow zoom grows evenly, by parts of a pixel', async () => {
    await look('zoom.png', (pictures) => {
      const edges = pictures.map(edge);
      // The edge is in the middle, so it stays; one away from it moves outwards.
      expect(Math.abs(edges.at(-1)! - edges[0]!)).toBeLessThan(1);
    });
    await look('zoom off.png', (pictures) => {
      const moving = pictures.map(edge);
      const fromCentre = moving[0]! - size.width / 2;
      expect((moving.at(-1)! - size.width / 2) / fromCentre).toBeCloseTo(1 + 2 * KEN_BURNS_RATE, 1);
      const steps = moving.slice(1).map((place, frame) => place - moving[frame]!);
      expect(Math.max(...steps.map(Math.abs))).toBeLessThan(0.6);
    });
  });

  it('a GIF that moves is played', async () => {
    await look('moving.gif', (pictures) => {
      expect(pictures.length).toBeGreaterThanOrEqual(29);
      const levels = pictures.map((picture) => meanLuma(picture, size.width, [0, 0, 160, 120]));
      expect(levels[12]).toBeLessThan(20);
      expect(levels[17]).toBeGreaterThan(230);
    });
  });

  it('a picture that is none is named', async () => {
    const path = folder.file('broken.jpg');
    writeFileSync(path, 'not a picture');
    await expect(
      session.renderFiles({ clips: [path], out: folder.file('none.mp4'), settings: { size } }),
    ).rejects.toMatchObject({ message: expect.stringContaining('“broken.jpg” cannot be shown') });
  });
});
