import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileRender } from '../../../scripts/lib/driver';
import { type Script, scriptsWithoutFont } from '../../../scripts/lib/fonts';
import type { RenderSettings } from '../../../scripts/lib/pageRender';
import { PROJECT } from '../../../scripts/lib/paths';
import type { CaptionOptions } from '../../../src/plan/captionStyle';
import { SAFE_MARGIN } from '../../../src/plan/captions/place';
import type { RenderStage } from '../../../src/render/types';
import type { Rect } from '../../../src/shared/jobs';
import { runFfmpeg } from '../../media/runFfmpeg';
import { drawnCaptions, inkOf } from '../support/drawnPictures';
import { decodeWarnings } from '../support/ffprobe';
import { warmRenders } from '../support/session';
import { tempDir } from '../support/tempDir';
import { differenceOf, meanYuv, type YuvPicture, yuvPictures } from '../support/yuvPictures';

const folder = tempDir();
const size = { width: 320, height: 180 };
const FPS = 30;
/** Luma differs by more than coding makes of the same picture. */
const SEEN = 24;
/** Coding smooths over the edges of blocks: so many pixels beside a caption are not what they were. */
const BLOCK = 16;
const RED = [63, 102, 240];
const GREY = [126, 128, 128];
const moving = [0, 1].map((id) => folder.file(`moving-${id}.mp4`));
const grey = folder.file('grey.mp4');
const logo = folder.file('logo.png');
const session = warmRenders('ffmpeg');
let missing: readonly Script[];

const lavfi = (source: string, path: string, more: readonly string[] = []) =>
  runFfmpeg(['-f', 'lavfi', '-i', source, ...more, path]);

beforeAll(async () => {
  missing = await scriptsWithoutFont();
  // Soft pictures that move, so that coding changes little of them and each frame is another.
  const soft = (colors: string, seed: number) =>
    `gradients=s=320x180:r=30:d=2:speed=0.02:seed=${seed}:${colors},format=yuv420p`;
  await lavfi(soft('c0=0x304858:c1=0x708060', 1), moving[0]!, ['-crf', '8']);
  await lavfi(soft('c0=0x604840:c1=0x507078', 2), moving[1]!, ['-crf', '8']);
  // Red samples of one matrix and tags of another would hide a fault.
  const tags = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
  await lavfi('color=0x808080:s=320x180:r=30:d=2,scale=out_color_matrix=bt709', grey, [...tags, '-crf', '4']);
  await lavfi('color=red:s=200x100', logo, ['-frames:v', '1']);
});
afterAll(() => folder[Symbol.dispose]());

/** Leaves some frames of a video, one below the other, to be looked at. */
const showFrames = async (path: string, name: string, frames: readonly number[]): Promise<void> => {
  const shots = join(PROJECT, 'tests', 'output');
  mkdirSync(shots, { recursive: true });
  const chosen = frames.map((frame) => `eq(n,${frame})`).join('+');
  const filters = `select='${chosen}',tile=1x${frames.length}`;
  await runFfmpeg(['-i', path, '-vf', filters, '-frames:v', '1', join(shots, `${name}.png`)]);
};

const render = async (name: string, clips: readonly string[], settings: RenderSettings, more = {}) => {
  const out = folder.file(`${name}.mp4`);
  const report = await session.renderFiles({
    clips,
    out,
    settings: { size, mode: 'sequential', maxClipDuration: 2, ...settings },
    ...more,
  });
  expect(await decodeWarnings(out)).toBe('');
  return { out, report, pictures: await yuvPictures(out, size) };
};

const time = (seconds: number): string => `00:00:${seconds.toFixed(3).padStart(6, '0').replace('.', ',')}`;

const writeSrt = (name: string, cues: readonly (readonly [from: number, to: number, text: string])[]) => {
  const path = folder.file(name);
  const blocks = cues.map(
    ([from, to, text], index) => `${index + 1}\n${time(from)} --> ${time(to)}\n${text}\n`,
  );
  writeFileSync(path, blocks.join('\n'));
  return path;
};

/** Stretches of frames in which something differs, as `[first, one after the last]`. */
const stretches = (one: readonly YuvPicture[], other: readonly YuvPicture[]): [number, number][] => {
  expect(one).toHaveLength(other.length);
  const found: [number, number][] = [];
  for (const [frame, picture] of one.entries()) {
    if (differenceOf(picture, other[frame]!, SEEN) === null) continue;
    const last = found.at(-1);
    if (last?.[1] === frame) last[1] = frame + 1;
    else found.push([frame, frame + 1]);
  }
  return found;
};

const blank = ({ luma, ...picture }: YuvPicture, { x, y, width, height }: Rect): YuvPicture => {
  const rest = luma.slice();
  for (let row = Math.max(0, y - BLOCK); row < Math.min(picture.height, y + height + BLOCK); row += 1) {
    const from = row * picture.width;
    rest.fill(0, from + Math.max(0, x - BLOCK), from + Math.min(picture.width, x + width + BLOCK));
  }
  return { ...picture, luma: rest };
};

const STYLE: CaptionOptions = {
  size: 100,
  strokeWidth: 4,
  box: 'plain',
  boxColor: '#e0e0e0',
  boxOpacity: 1,
  color: '#102030',
};
const SCRIPTS: [name: string, script: Script | null, text: string][] = [
  ['Latin', null, 'Hello, world'],
  ['Chinese', 'cjk', '你好，世界'],
  ['Arabic', 'arabic', 'مرحبا بالعالم'],
  ['Hebrew', 'hebrew', 'שלום עולם'],
  ['emoji', 'emoji', 'Hi 👋🏽 👨‍👩‍👧‍👦'],
];

describe('captions in the finished video', () => {
  it('are where they were drawn, in every script, and nothing else changes', async ({ skip }) => {
    const scripts = SCRIPTS.filter(([, script]) => script === null || !missing.includes(script));
    if (scripts.length === 0) skip('there are no fonts here');
    const length = 6 / FPS;
    const cues = scripts.map(([, , text], index) => [index * 0.3, index * 0.3 + length, text] as const);
    const subtitles = writeSrt('scripts.srt', cues);
    const plain = await render('plain', [moving[0]!], {});
    const bare = { ...STYLE, box: 'none', color: '#ffffff', strokeColor: '#000000' } as const;
    for (const [name, style] of [
      ['boxed', STYLE],
      ['bare', bare],
    ] as const) {
      const shown = await render(name, [moving[0]!], { captionStyle: style }, { subtitles });
      expect(stretches(shown.pictures, plain.pictures)).toEqual(
        scripts.map((_, index) => [index * 9, index * 9 + 6]),
      );
      await showFrames(
        shown.out,
        `captions-in-video-${name}`,
        scripts.map((_, index) => index * 9),
      );
      for (const [index, [script, , text]] of scripts.entries()) {
        const ink = inkOf(await drawnCaptions(text, style, { size }));
        for (const frame of [index * 9, index * 9 + 5]) {
          const [picture, before] = [shown.pictures[frame]!, plain.pictures[frame]!];
          const changed = differenceOf(picture, before, SEEN)!;
          for (const [edge, drawn] of [
            [changed.x, ink.x],
            [changed.y, ink.y],
            [changed.x + changed.width, ink.x + ink.width],
            [changed.y + changed.height, ink.y + ink.height],
          ] as const)
            expect(Math.abs(edge - drawn), `${name} ${script}`).toBeLessThanOrEqual(3);
          expect(changed.x).toBeGreaterThanOrEqual(Math.floor(size.width * SAFE_MARGIN) - 1);
          expect(changed.y + changed.height).toBeLessThanOrEqual(
            Math.ceil(size.height * (1 - SAFE_MARGIN)) + 1,
          );
          expect(differenceOf(blank(picture, ink), blank(before, ink), 6), `${name} ${script}`).toBeNull();
        }
      }
    }
  });

  it('begin and end on their frames, across cuts, crossfades and repeated pieces, and fade with the end', async () => {
    const settings: RenderSettings = { transition: 'crossfade', transitionDuration: 0.5, endFade: 0.5 };
    const plain = await render('fade-plain', moving, settings);
    expect(plain.pictures).toHaveLength(105);
    const subtitles = writeSrt('times.srt', [
      [0, 0.5, 'From the first frame'],
      // Between frames: 21.51 and 31.5.
      [0.717, 1.05, 'Between'],
      // Into the crossfade, which is frames 45 to 60, and out of it.
      [1.4, 1.7, 'Into it'],
      [1.9, 2.2, 'Out of it'],
      [2.5, 9, 'To the end'],
    ]);
    const shown = await render(
      'fade',
      moving,
      { ...settings, captionStyle: STYLE, threads: 1 },
      { subtitles },
    );
    const [last, ...others] = stretches(shown.pictures, plain.pictures).reverse();
    expect(others.reverse()).toEqual([
      [0, 15],
      [22, 32],
      [42, 51],
      [57, 66],
    ]);
    expect(last![0]).toBe(75);
    // It is gone when the picture is.
    const ink = inkOf(await drawnCaptions('To the end', STYLE, { size }));
    const corner = { x: Math.ceil(ink.x / 2) * 2 + 2, y: Math.ceil(ink.y / 2) * 2 + 2, width: 4, height: 4 };
    await showFrames(shown.out, 'captions-in-video-fade', [44, 50, 89, 97, 103]);
    const lumas = shown.pictures.slice(88).map((picture) => meanYuv(picture, corner)[0]);
    expect(lumas[0]).toBeGreaterThan(200);
    for (const [index, luma] of lumas.slice(3).entries()) expect(luma).toBeLessThan(lumas[index + 2]!);
    expect(lumas.at(-1)).toBeLessThan(40);

    const three = await render(
      'fade-3',
      moving,
      { ...settings, captionStyle: STYLE, threads: 3 },
      { subtitles },
    );
    expect(readFileSync(three.out).equals(readFileSync(shown.out))).toBe(true);
  });

  it('are those of their time where a piece is shown again', async () => {
    const settings: RenderSettings = { maxClipDuration: 1, duration: 4 };
    const plain = await render('again-plain', [moving[0]!], settings);
    expect(plain.report.clips.map(({ status }) => status)).toEqual(['encoded', 'reused', 'reused', 'reused']);
    const subtitles = writeSrt('again.srt', [
      [0.2, 0.6, 'Once'],
      [0.8, 1.3, 'Across the cut'],
      [2.2, 2.6, 'Once'],
      [3.5, 3.55, 'Short'],
    ]);
    const shown = await render('again', [moving[0]!], { ...settings, captionStyle: STYLE }, { subtitles });
    expect(stretches(shown.pictures, plain.pictures)).toEqual([
      [6, 18],
      [24, 39],
      [66, 78],
      [105, 107],
    ]);
    expect(shown.report.clips.map(({ status }) => status)).toEqual(Array(4).fill('encoded'));
  });

  it('have exactly the colours asked for, as the watermark has, half seen through too', async () => {
    const subtitles = writeSrt('red.srt', [[0, 9, 'MM']]);
    const half = RED.map((level, channel) => (level + GREY[channel]!) / 2);
    for (const [opacity, expected] of [
      [1, RED],
      [0.5, half],
    ] as const) {
      const captionStyle: CaptionOptions = {
        size: 200,
        box: 'plain',
        boxColor: '#ff0000',
        boxOpacity: opacity,
      };
      const watermark = { path: logo, size: 25, margin: 10, opacity };
      const { pictures } = await render(
        `red-${opacity}`,
        [grey],
        { captionStyle, maxClipDuration: 0.5 },
        { subtitles, watermark },
      );
      const ink = inkOf(await drawnCaptions('MM', captionStyle, { size }));
      const edge = { x: Math.ceil(ink.x / 2) * 2 + 2, y: Math.ceil(ink.y / 2) * 2 + 4, width: 6, height: 20 };
      // 80 × 40 pixels, 18 from the top right corner.
      const mark = { x: 226, y: 22, width: 72, height: 32 };
      for (const picture of [pictures[0]!, pictures.at(-1)!]) {
        for (const [place, levels] of [
          [edge, expected],
          [mark, expected],
          [{ x: 2, y: 2, width: 100, height: 60 }, GREY],
        ] as const)
          for (const [channel, level] of meanYuv(picture, place).entries())
            expect(
              Math.abs(level - levels[channel]!),
              `${opacity} ${JSON.stringify(place)}`,
            ).toBeLessThanOrEqual(2);
      }
    }
  });

  it('light up a word on its frame', async () => {
    const subtitles = folder.file('words.vtt');
    writeFileSync(subtitles, 'WEBVTT\n\n00:00.100 --> 00:01.000\n<00:00.300>MMMM <00:00.700>MMMM\n');
    const captionStyle: CaptionOptions = { size: 150, highlightColor: '#ff0000', strokeWidth: 0 };
    const { out, pictures } = await render(
      'words',
      [grey],
      { captionStyle, maxClipDuration: 1.5 },
      { subtitles },
    );
    await showFrames(out, 'captions-in-video-words', [5, 9, 21, 29]);
    const redFrames = (x: number) =>
      pictures.flatMap((picture, frame) =>
        meanYuv(picture, { x, y: 120, width: 160, height: 60 })[2] > 132 ? [frame] : [],
      );
    const frames = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => from + index);
    expect(redFrames(0)).toEqual(frames(9, 21));
    expect(redFrames(160)).toEqual(frames(21, 30));
  });

  it('are refused with the file’s name before anything is encoded', async () => {
    const broken = (name: string): string => {
      writeFileSync(folder.file(name), 'Not what it should be.\n'.repeat(20));
      return folder.file(name);
    };
    const subtitles = writeSrt('good.srt', [[0, 1, 'Good']]);
    const wrong: Record<string, Partial<FileRender>> = {
      'broken.srt': { subtitles: broken('broken.srt') },
      'broken.ttf': { subtitles, captionFont: broken('broken.ttf') },
      'broken.png': { watermark: { path: broken('broken.png') } },
    };
    for (const [name, files] of Object.entries(wrong)) {
      const stages = new Set<RenderStage>();
      const onProgress = ({ stage }: { stage: RenderStage }) => stages.add(stage);
      await expect(render('refused', [grey], {}, { ...files, onProgress })).rejects.toMatchObject({
        category: 'unreadable-source',
        message: expect.stringContaining(`“${name}”`),
      });
      stages.delete('reading');
      expect([...stages], name).toEqual([]);
    }
  });
});
