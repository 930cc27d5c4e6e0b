import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { type Script, scriptsWithoutFont } from '../../scripts/lib/fonts';
import { PROJECT } from '../../scripts/lib/paths';
import { run } from '../../scripts/lib/run';
import type { CaptionOptions } from '../../src/plan/captionStyle';
import { SAFE_MARGIN } from '../../src/plan/captions/place';
import type { Rect } from '../../src/shared/jobs';
import type { Size } from '../../src/shared/media';
import { type DrawingPage, openDrawingPage } from './support/drawingPage';
import type { DrawReply, DrawRequest } from './support/drawingTypes';
import { tempDir } from './support/tempDir';

type Drawn = Extract<DrawReply, { status: 'drawn' }>;
type Cues = NonNullable<DrawRequest['captions']>['cues'];

const target = { width: 1080, height: 1920 };
const folder = tempDir();
let page: DrawingPage;
let missing: readonly Script[];

const drawn = async (request: DrawRequest, where?: 'page'): Promise<Drawn> => {
  const reply = await page.draw(request, where);
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

const captions = (
  cues: Cues | string,
  style: CaptionOptions = {},
  { frames = [0], size = target, font }: { frames?: number[]; size?: Size; font?: string } = {},
): Promise<Drawn> => {
  const list = typeof cues === 'string' ? [{ text: cues }] : cues;
  return drawn({
    captions: { cues: list, style, ...(font === undefined ? {} : { font }) },
    target: size,
    fps: 30,
    frames,
  });
};

/** What is not transparent in a picture, in pixels of the target. */
const inkOf = ({ rect, pictures }: Drawn, index = 0): Rect => {
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
const placeOf = ({ pictures }: Drawn, index: number, rgb: readonly number[]) => {
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
const lineCount = ({ pictures }: Drawn): number => {
  const { width, height, data } = pictures[0]!;
  const rows = Array.from({ length: height }, (_, y) =>
    data.subarray(y * width * 4, (y + 1) * width * 4).some((level, at) => at % 4 === 3 && level > 0),
  );
  return rows.filter((isFull, y) => isFull && rows[y - 1] !== true).length;
};

const expectInSafeArea = (ink: Rect, size: Size = target): void => {
  // A pixel for soft edges.
  expect(ink.x).toBeGreaterThanOrEqual(Math.floor(size.width * SAFE_MARGIN) - 1);
  expect(ink.y).toBeGreaterThanOrEqual(Math.floor(size.height * SAFE_MARGIN) - 1);
  expect(ink.x + ink.width).toBeLessThanOrEqual(Math.ceil(size.width * (1 - SAFE_MARGIN)) + 1);
  expect(ink.y + ink.height).toBeLessThanOrEqual(Math.ceil(size.height * (1 - SAFE_MARGIN)) + 1);
};

/** Leaves the pictures over grey, one below the other, to be looked at. */
const show = async (name: string, { pictures }: Drawn): Promise<void> => {
  const shots = join(PROJECT, 'tests', 'output');
  mkdirSync(shots, { recursive: true });
  const raw = folder.file('caption.rgba');
  writeFileSync(raw, Buffer.concat(pictures.map(({ data }) => Buffer.from(data))));
  const { width, height } = pictures[0]!;
  const size = `${width}x${height * pictures.length}`;
  const inputs = [
    '-f',
    'lavfi',
    '-i',
    `color=0x5a825a:s=${size}`,
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgba',
    '-s',
    size,
    '-i',
    raw,
  ];
  const output = ['-filter_complex', 'overlay', '-frames:v', '1', join(shots, `caption-${name}.png`)];
  const { code, stderr } = await run('ffmpeg', ['-v', 'error', '-y', ...inputs, ...output], {
    timeoutSeconds: 30,
    output: 'capture',
  });
  expect(code, stderr).toBe(0);
};

const needs = (context: TestContext, script: Script): void => {
  if (missing.includes(script)) context.skip(`there is no font for ${script} here`);
};

beforeAll(async () => {
  missing = await scriptsWithoutFont();
  page = await openDrawingPage();
});
afterAll(async () => {
  await page?.close();
  folder[Symbol.dispose]();
});

const SCRIPTS: [name: string, script: Script | null, text: string, sample: string, otherText: string][] = [
  ['Latin', null, 'The quick brown fox jumps over the lazy dog, again.', 'Gß', 'GB'],
  ['Cyrillic, Greek, Vietnamese', null, 'Съешь ещё булок. Ξεσκεπάζω. Tiếng Việt đẹp', 'Щψỗ', 'Шφồ'],
  [
    'Chinese, Japanese',
    'cjk',
    '这是一个很长的中文字幕。「日本語のテキスト」も、改行されますか？',
    '字幕',
    '学習',
  ],
  ['Korean', 'cjk', '이것은 아주 긴 한국어 자막입니다. 줄바꿈이 됩니다.', '한국', '자막'],
  ['Arabic', 'arabic', 'مرحبا بالعالم، هذا نص عربي طويل لاختبار الترجمة!', 'مرحبا', 'سلام'],
  [
    'Hebrew and Latin',
    'hebrew',
    'שלום עולם! זה טקסט בעברית עם iPhone 15 ו-YouTube (בסוגריים).',
    'שלום',
    'עולם',
  ],
  ['Thai', 'thai', 'สวัสดีชาวโลก นี่คือข้อความภาษาไทยที่ยาวมากเพื่อทดสอบการตัดคำ', 'สวัสดี', 'โลก'],
  ['emoji', 'emoji', 'Family 👨‍👩‍👧‍👦 wave 👋🏽 flag 🇩🇪 heart ❤️ rainbow 🏳️‍🌈', '👨‍👩‍👧‍👦', '👋🏽'],
];

const ONLY_JOINS = /[\u200d\ufe0f\p{M}]/u;

describe('captions', () => {
  it('fetch of the bundled font what the text needs, once', async () => {
    expect(page.fetchedFonts).toEqual([]);
    await captions('Plain text');
    expect(page.fetchedFonts).toEqual([expect.stringContaining('inter-latin-wght')]);
    await captions('Plain text once more');
    await captions('Ещё');
    expect(page.fetchedFonts.slice(1)).toEqual([expect.stringContaining('inter-cyrillic-wght')]);
  });

  it.for(SCRIPTS)(
    '%s: wrapped within the safe area, with letters of its own',
    async ([name, script, text, sample, other], context) => {
      if (script !== null) needs(context, script);
      const long = await captions(text);
      await show(name.replace(/\W+/g, '-').toLowerCase(), long);
      expectInSafeArea(inkOf(long));
      expect(lineCount(long)).toBeGreaterThanOrEqual(2);
      const [one, two] = [await captions(sample), await captions(other)];
      expect(one.pictures[0]!.data).not.toEqual(two.pictures[0]!.data);
      const noLetter = await captions('\u{10ffff}');
      expect((await captions('\u{10fffe}')).pictures[0]!.data).toEqual(noLetter.pictures[0]!.data);
      // None of its letters is the sign for a letter that no font has.
      for (const letter of new Set(sample)) {
        if (ONLY_JOINS.test(letter)) continue;
        const { pictures } = await captions(letter);
        expect(pictures[0]!.data, letter).not.toEqual(noLetter.pictures[0]!.data);
      }
    },
  );

  it('break a word that is wider than a line, keep the text’s own lines, and shrink what is too tall', async () => {
    const german =
      'Die Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft tagt.';
    const broken = await captions(german);
    await show('long-word', broken);
    expectInSafeArea(inkOf(broken));
    expect(lineCount(broken)).toBe(4);
    expect(lineCount(await captions('One\ntwo'))).toBe(2);
    const breaks = [await captions('One\ntwo'), await captions('One\r\ntwo')];
    expect(breaks[0]!.pictures[0]!.data).toEqual(breaks[1]!.pictures[0]!.data);
    const tall = await captions('many words '.repeat(300), { box: 'plain' });
    expectInSafeArea(inkOf(tall));
    expect(inkOf(tall).height).toBeGreaterThan(target.height * 0.6);
  });

  it('stand in the middle of the width, at their places', async () => {
    const middles: number[] = [];
    for (const position of ['bottom', 'top', 'center', 'two-thirds', 70, 100] as const) {
      const ink = inkOf(await captions('Hello', { position, box: 'plain' }));
      expectInSafeArea(ink);
      expect(ink.x + ink.width / 2).toBeCloseTo(target.width / 2, -1);
      middles.push(ink.y + ink.height / 2);
    }
    const [bottom = 0, top = 0, center, upper, low, end] = middles;
    expect(bottom + top).toBeCloseTo(target.height, -1);
    expect(top).toBeLessThan(target.height * 0.1);
    expect(center).toBeCloseTo(target.height / 2, -1);
    expect(upper).toBeCloseTo(target.height / 3, -1);
    expect(low).toBeCloseTo(target.height * 0.7, -1);
    expect(end).toBeCloseTo(bottom, 5);
  });

  it('grow with the picture', async () => {
    const [small, large] = [
      await captions('Hello', {}, { size: { width: 360, height: 640 } }),
      await captions('Hello'),
    ];
    expect(inkOf(large).width / inkOf(small).width).toBeCloseTo(3, 0);
    const landscape = await captions('Hello', {}, { size: { width: 1920, height: 1080 } });
    expect(Math.abs(inkOf(landscape).width - inkOf(large).width)).toBeLessThanOrEqual(1);
  });

  it('have a line around them in its colour, and a box that is seen through', async () => {
    const [plain, stroked] = [
      await captions('O', { strokeWidth: 0 }),
      await captions('O', { strokeWidth: 6, strokeColor: '#ff0000' }),
    ];
    expect(placeOf(plain, 0, [255, 0, 0])).toBeNull();
    expect(placeOf(stroked, 0, [255, 0, 0])).not.toBeNull();
    expect(inkOf(stroked).width - inkOf(plain).width).toBeCloseTo(12, -1);
    const alphaAt = ({ rect, pictures }: Drawn, x: number, y: number) =>
      pictures[0]!.data[((y - rect.y) * rect.width + x - rect.x) * 4 + 3]!;
    for (const box of ['plain', 'rounded'] as const) {
      const boxed = await captions('Box\nof two lines', { box });
      await show(`box-${box}`, boxed);
      const ink = inkOf(boxed);
      expect(alphaAt(boxed, ink.x + 3, ink.y + 30)).toBe(140);
      expect(alphaAt(boxed, ink.x + 2, ink.y + 2)).toBe(box === 'plain' ? 140 : 0);
    }
  });

  it('begin and end on their frames, as one picture while nothing changes', async () => {
    const cues = [
      { text: 'One', start: -5, end: 3 },
      { text: 'Two', start: 5, end: 900 },
    ];
    const { shown } = await captions(cues, {}, { frames: [0, 1, 2, 3, 4, 5, 6, 7] });
    expect(shown).toEqual([0, 0, 0, null, null, 1, 1, 1]);
    const nothing = await page.draw({ captions: { cues: [{ text: ' \n ' }] }, target, fps: 30, frames: [0] });
    expect(nothing.status).toBe('nothing');
  });

  it('are stacked where two are seen at once, the first below', async () => {
    const cues = [
      { text: 'First', end: 4 },
      { text: 'Second, which is longer', start: 2 },
    ];
    const style = { box: 'plain', boxOpacity: 1, boxColor: '#0000ff' } as const;
    const reply = await captions(cues, style, { frames: [0, 2, 4] });
    await show('stack', reply);
    const [first, both, second] = [0, 1, 2].map((index) => inkOf(reply, index));
    expect(both!.height).toBeGreaterThan(first!.height + second!.height);
    expect(both!.width).toBe(second!.width);
    expect(second!.y + second!.height).toBe(first!.y + first!.height);
    const { width, data } = reply.pictures[1]!;
    const rowWidth = (y: number) =>
      data.subarray(y * width * 4, (y + 1) * width * 4).filter((level, at) => at % 4 === 3 && level > 0)
        .length;
    expect(rowWidth(both!.y - reply.rect.y + 10)).toBe(second!.width);
    expect(rowWidth(both!.y - reply.rect.y + both!.height - 10)).toBe(first!.width);
    // A cue that moves when the other ends is not cut off there.
    const tall = { text: 'Taller\nthan\nthe first', start: 2 };
    const moved = await captions([cues[0]!, tall], { position: 'center' }, { frames: [4] });
    const alone = await captions([tall], { position: 'center' }, { frames: [4] });
    expect(inkOf(moved)).toEqual(inkOf(alone));
    const many = await captions(
      Array.from({ length: 40 }, () => ({ text: 'Too many' })),
      style,
    );
    expectInSafeArea(inkOf(many));
  });

  it('spring into place, within the layer', async () => {
    const frames = Array.from({ length: 9 }, (_, frame) => frame);
    const reply = await captions(
      [{ text: 'Boing!', start: 1 }],
      { animation: 'spring', size: 120 },
      { frames },
    );
    await show('spring', reply);
    expect(reply.shown).toEqual([null, 0, 1, 2, 3, 4, 5, 6, 6]);
    const widths = reply.pictures.map((_, index) => inkOf(reply, index).width);
    const still = widths.at(-1)!;
    expect(widths[0]! / still).toBeCloseTo(0.8, 1);
    expect(Math.max(...widths) / still).toBeGreaterThan(1.03);
    for (const index of reply.pictures.keys()) {
      const ink = inkOf(reply, index);
      // Never cut off at the layer's edge.
      expect(ink.x).toBeGreaterThan(reply.rect.x);
      expect(ink.x + ink.width).toBeLessThan(reply.rect.x + reply.rect.width);
    }
    // A cue that began before the clip has settled.
    const begun = await captions([{ text: 'Boing!', start: -20 }], { animation: 'spring', size: 120 });
    expect(inkOf(begun).width).toBe(still);
  });

  const spokenWords = (text: string) =>
    text.split(' ').map((word, index) => ({ text: word, start: 2 * index + 1 }));
  const yellow = [255, 224, 0];

  it('show the word that is spoken', async () => {
    const cue = { text: 'Every word, “lights” up!', words: spokenWords('every word lights up') };
    const reply = await captions([cue], { highlightColor: '#ffe000' }, { frames: [0, 1, 2, 3, 5, 7, 99] });
    await show('highlight', reply);
    expect(reply.shown).toEqual([0, 1, 1, 2, 3, 4, 4]);
    expect(placeOf(reply, 0, yellow)).toBeNull();
    const places = [1, 2, 3, 4].map((index) => placeOf(reply, index, yellow)!);
    for (const [index, place] of places.slice(1).entries())
      expect(place.left).toBeGreaterThan(places[index]!.right);
    const other = { text: 'Something else', words: cue.words };
    const unknown = await captions([other], { highlightColor: '#ffe000' }, { frames: [0, 1, 3] });
    expect(unknown.shown).toEqual([0, 0, 0]);
    expect(placeOf(unknown, 0, yellow)).toBeNull();
  });

  it('show it where it stands among words of the other direction', async (context) => {
    needs(context, 'hebrew');
    const text = 'שלום עולם iPhone Pro טוב';
    const style = { highlightColor: '#ffe000', strokeWidth: 3 } as const;
    const reply = await captions([{ text, words: spokenWords(text) }], style, { frames: [1, 3, 5, 7, 9] });
    await show('highlight-mixed', reply);
    const [hello, world, phone, pro, good] = [0, 1, 2, 3, 4].map((index) => placeOf(reply, index, yellow)!);
    // From right to left, but the two Latin words from left to right.
    expect(world!.right).toBeLessThan(hello!.left);
    expect(pro!.right).toBeLessThan(world!.left);
    expect(phone!.right).toBeLessThan(pro!.left);
    expect(good!.right).toBeLessThan(phone!.left);
  });

  it('run in the direction of their first letter', async (context) => {
    needs(context, 'hebrew');
    // Marks that make the direction explicit change nothing; the opposite ones would.
    const [plain, marked, against] = [
      await captions('(שלום) עולם!'),
      await captions('\u200f(שלום) עולם!\u200f'),
      await captions('\u200e(שלום) עולם!'),
    ];
    expect(plain.pictures[0]!.data).toEqual(marked.pictures[0]!.data);
    expect(plain.pictures[0]!.data).not.toEqual(against.pictures[0]!.data);
  });

  it('use a font file that is given, and name it where it cannot be read', async () => {
    const italic = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-italic.woff2';
    const font = page.serve('own.woff2', readFileSync(join(PROJECT, italic)));
    const [own, ownAgain, bundled] = [
      await captions('Fonts', {}, { font }),
      await captions('Fonts', {}, { font }),
      await captions('Fonts'),
    ];
    expect(own.pictures[0]!.data).toEqual(ownAgain.pictures[0]!.data);
    expect(own.pictures[0]!.data).not.toEqual(bundled.pictures[0]!.data);
    const broken = page.serve('broken.ttf', 'not a font');
    await expect(
      page.draw({ captions: { cues: [{ text: 'x' }], font: broken }, target, fps: 30, frames: [0] }),
    ).resolves.toMatchObject({
      status: 'failed',
      error: {
        category: 'unreadable-source',
        message: expect.stringMatching(/^The font file cannot be read/),
      },
    });
  });

  it('say so where the bundled font cannot be fetched, and try again', async () => {
    const request = { captions: { cues: [{ text: 'Ελληνικά' }] }, target, fps: 30, frames: [0] };
    await page.page.route('**/*.woff2', (route) => route.abort());
    await expect(page.draw(request, 'page')).resolves.toMatchObject({
      status: 'failed',
      error: { category: 'resource', message: expect.stringContaining('font of the captions') },
    });
    await page.page.unroute('**/*.woff2');
    // The worker has drawn much else before.
    const [inPage, inWorker] = [await drawn(request, 'page'), await drawn(request)];
    expect(inPage.pictures[0]!.data).toEqual(inWorker.pictures[0]!.data);
    const system = await captions('Ελληνικά', { font: 'sans-serif' });
    expect(inWorker.pictures[0]!.data).not.toEqual(system.pictures[0]!.data);
  });

  it('look the same in the page, and are drawn in a few milliseconds', async () => {
    const words = spokenWords(
      'Every word of this caption is drawn in a colour of its own while it is spoken, word by word.',
    );
    const request: DrawRequest = {
      captions: {
        cues: [{ text: words.map(({ text }) => text).join(' '), words }],
        style: { box: 'rounded', highlightColor: '#ffe000' },
      },
      target,
      fps: 30,
      frames: words.slice(0, 5).map(({ start }) => start),
    };
    const [inWorker, inPage] = [await drawn(request), await drawn(request, 'page')];
    expect(inPage.rect).toEqual(inWorker.rect);
    expect(inPage.pictures[3]!.data).toEqual(inWorker.pictures[3]!.data);
    const sorted = inWorker.milliseconds.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)]!;
    const { width, height } = inWorker.rect;
    console.log(`a caption of ${width}×${height} pixels is drawn in ${median.toFixed(1)} ms`);
    expect(median).toBeLessThan(30);
  });
});

describe('the watermark', () => {
  /** A red square of 200 × 100 pixels, made by the native ffmpeg. */
  const makeLogo = async (): Promise<string> => {
    const path = folder.file('logo.png');
    const args = ['-v', 'error', '-f', 'lavfi', '-i', 'color=red:s=200x100', '-frames:v', '1', '-y', path];
    await run('ffmpeg', args, { timeoutSeconds: 30, output: 'capture' });
    return page.serve('logo.png', readFileSync(path));
  };
  const watermark = (url: string, settings = {}, where?: 'page') =>
    drawn({ watermark: { url, name: 'logo.png', settings }, target, fps: 30, frames: [0, 1, 500] }, where);

  it('stands in its corner, in its size and shape, the same in every frame', async () => {
    const url = await makeLogo();
    const topRight = await watermark(url);
    expect(topRight.shown).toEqual([0, 0, 0]);
    // 12 % of 1080 wide, half as high; 4 % of 1080 from both edges.
    expect(inkOf(topRight)).toEqual({ x: 1080 - 43 - 130, y: 43, width: 130, height: 65 });
    const bottomLeft = await watermark(url, { corner: 'bottom-left', margin: 0, size: 50, opacity: 0.5 });
    expect(inkOf(bottomLeft)).toEqual({ x: 0, y: 1920 - 270, width: 540, height: 270 });
    const [red, , , alpha] = bottomLeft.pictures[0]!.data;
    expect(red).toBeGreaterThan(250);
    expect(alpha).toBeCloseTo(128, -1);
    expect((await watermark(url, { opacity: 0 })).shown).toEqual([null, null, null]);
  });

  it('may be a drawing (SVG) in the page', async () => {
    const drawing =
      '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="red"/></svg>';
    const url = page.serve('logo.svg', drawing);
    expect(inkOf(await watermark(url, {}, 'page'))).toMatchObject({ width: 130, height: 65 });
  });

  it('is named where it cannot be read', async () => {
    const url = page.serve('broken.png', 'not a picture');
    const request = { watermark: { url, name: 'broken.png' }, target, fps: 30, frames: [0] };
    await expect(page.draw(request)).resolves.toMatchObject({
      status: 'failed',
      error: { category: 'unreadable-source', message: expect.stringContaining('“broken.png”') },
    });
  });
});
