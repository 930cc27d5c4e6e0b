import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { PROJECT } from '../../../scripts/lib/paths';
import { run } from '../../../scripts/lib/run';
import type { CaptionOptions } from '../../../src/plan/captionStyle';
import type { Rect } from '../../../src/shared/jobs';
import type { Size } from '../../../src/shared/media';
import { type DrawingPage, sharedDrawingPage } from './drawingPage';
import type { DrawReply, DrawRequest } from './drawingTypes';
import { tempDir } from './tempDir';

export type Drawn = Extract<DrawReply, { status: 'drawn' }>;
type Cues = NonNullable<DrawRequest['captions']>['cues'];

export const PORTRAIT = { width: 1080, height: 1920 };

interface Place {
  /** Default: in a worker, as clips are made. */
  readonly where?: 'worker' | 'page';
  /** Default: the one that all tests share. */
  readonly on?: DrawingPage;
}

/** What drawing a layer comes to, whatever it is. */
export const replyTo = async (request: DrawRequest, { where, on }: Place = {}): Promise<DrawReply> =>
  (on ?? (await sharedDrawingPage())).draw(request, where);

/** Draws a layer, which has to be drawn, and checks what every layer promises. */
export const drawn = async (request: DrawRequest, place?: Place): Promise<Drawn> => {
  const reply = await replyTo(request, place);
  if (reply.status !== 'drawn') throw new Error(JSON.stringify(reply));
  const { x, y, width, height } = reply.rect;
  for (const side of [x, y, width, height]) expect(side % 2).toBe(0);
  expect(
    [x, y, request.target.width - x - width, request.target.height - y - height].every((gap) => gap >= 0),
  ).toBe(true);
  for (const picture of reply.pictures) {
    expect(picture).toMatchObject({ width, height });
    expect(picture.data).toHaveLength(width * height * 4);
  }
  return reply;
};

interface CaptionDrawing {
  readonly frames?: readonly number[];
  readonly size?: Size;
  /** Address of a font file. */
  readonly font?: string | undefined;
  readonly on?: DrawingPage;
}

/** Draws captions; of a cue only the text is needed. */
export const drawnCaptions = (
  cues: Cues | string,
  style: CaptionOptions = {},
  { frames = [0], size = PORTRAIT, font, ...place }: CaptionDrawing = {},
): Promise<Drawn> => {
  const list = typeof cues === 'string' ? [{ text: cues }] : cues;
  const captions = { cues: list, style, ...(font === undefined ? {} : { font }) };
  return drawn({ captions, target: size, fps: 30, frames }, place);
};

/** Equal for pictures that are equal in every sample. Comparing the samples as values takes a second for each picture. */
export const pixelsOf = ({ pictures }: Drawn, index = 0): string => {
  const { width, height, data } = pictures[index]!;
  return `${width}x${height} ${createHash('sha256').update(data).digest('hex')}`;
};

/** What is not transparent in a picture, in pixels of the target. */
export const inkOf = ({ rect, pictures }: Drawn, index = 0): Rect => {
  const { width, height, data } = pictures[index]!;
  const box = { left: width, top: height, right: -1, bottom: -1 };
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] === 0) continue;
    const [x, y] = [((at - 3) / 4) % width, Math.floor((at - 3) / 4 / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return {
    x: rect.x + box.left,
    y: rect.y + box.top,
    width: box.right - box.left + 1,
    height: box.bottom - box.top + 1,
  };
};

/** Pixels that are (nearly) of a colour and opaque, as the box they fill; `null`: none. */
export const placeOf = ({ pictures }: Drawn, index: number, rgb: readonly number[]) => {
  const { width, data } = pictures[index]!;
  const columns: number[] = [];
  for (let at = 0; at < data.length; at += 4) {
    const isIt =
      rgb.every((level, channel) => Math.abs(data[at + channel]! - level) < 12) && data[at + 3]! > 200;
    if (isIt) columns.push((at / 4) % width);
  }
  return columns.length === 0 ? null : { left: Math.min(...columns), right: Math.max(...columns) };
};

/** Lines of a picture: stretches of rows that something is in. */
export const lineCount = ({ pictures }: Drawn): number => {
  const { width, height, data } = pictures[0]!;
  const rows = Array.from({ length: height }, (_, y) =>
    data.subarray(y * width * 4, (y + 1) * width * 4).some((level, at) => at % 4 === 3 && level > 0),
  );
  return rows.filter((isFull, y) => isFull && rows[y - 1] !== true).length;
};

/** Leaves the pictures over grey, one below the other, to be looked at. */
export const showPictures = async (name: string, { pictures }: Drawn): Promise<void> => {
  const shots = join(PROJECT, 'tests', 'output');
  mkdirSync(shots, { recursive: true });
  using folder = tempDir();
  const raw = folder.file('caption.rgba');
  writeFileSync(raw, Buffer.concat(pictures.map(({ data }) => Buffer.from(data))));
  const { width, height } = pictures[0]!;
  const size = `${width}x${height * pictures.length}`;
  const ground = ['-f', 'lavfi', '-i', `color=0x5a825a:s=${size}`];
  const picture = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', size, '-i', raw];
  const output = ['-filter_complex', 'overlay', '-frames:v', '1', join(shots, `${name}.png`)];
  const { code, stderr } = await run('ffmpeg', ['-v', 'error', '-y', ...ground, ...picture, ...output], {
    timeoutSeconds: 30,
    output: 'capture',
  });
  expect(code, stderr).toBe(0);
};

/** The words of a text, spoken one after the other: two frames each, from frame 1 on. */
export const spokenWords = (text: string) =>
  text.split(' ').map((word, index) => ({ text: word, start: 2 * index + 1 }));
