import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from 'playwright-core';
import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { type Script, scriptsWithoutFont } from '../../../scripts/lib/fonts';
import { PROJECT } from '../../../scripts/lib/paths';
import { SAFE_MARGIN } from '../../../src/plan/captions/place';
import type { Rect } from '../../../src/shared/jobs';
import { openDrawingPage, sharedDrawingPage } from '../support/drawingPage';
import type { DrawRequest } from '../support/drawingTypes';
import {
  drawnCaptions as captions,
  type Drawn,
  drawn,
  inkOf,
  lineCount,
  PORTRAIT,
  pixelsOf,
  placeOf,
  replyTo,
  showPictures,
  spokenWords,
} from '../support/drawnPictures';

let missing: readonly Script[];

const expectInSafeArea = (ink: Rect): void => {
  // A pixel for soft edges.
  expect(ink.x).toBeGreaterThanOrEqual(Math.floor(PORTRAIT.width * SAFE_MARGIN) - 1);
  expect(ink.y).toBeGreaterThanOrEqual(Math.floor(PORTRAIT.height * SAFE_MARGIN) - 1);
  expect(ink.x + ink.width).toBeLessThanOrEqual(Math.ceil(PORTRAIT.width * (1 - SAFE_MARGIN)) + 1);
  expect(ink.y + ink.height).toBeLessThanOrEqual(Math.ceil(PORTRAIT.height * (1 - SAFE_MARGIN)) + 1);
};

const needs = (context: TestContext, script: Script): void => {
  if (missing.includes(script)) context.skip(`there is no font for ${script} here`);
};

beforeAll(async () => {
  missing = await scriptsWithoutFont();
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
    const fresh = await openDrawingPage();
    try {
      const drawThere = (text: string) => captions(text, {}, { on: fresh });
      expect(fresh.fetchedFonts).toEqual([]);
      await drawThere('Plain text');
      expect(fresh.fetchedFonts).toEqual([expect.stringContaining('inter-latin-wght')]);
      await drawThere('Plain text once more');
      await drawThere('Ещё');
      expect(fresh.fetchedFonts.slice(1)).toEqual([expect.stringContaining('inter-cyrillic-wght')]);
    } finally {
      await fresh.close();
    }
  });

  it.for(SCRIPTS)(
    '%s: wrapped within the safe area, with letters of its own',
    async ([name, script, text, sample, other], context) => {
      if (script !== null) needs(context, script);
      const long = await captions(text);
      await showPictures(`caption-${name.replace(/\W+/g, '-').toLowerCase()}`, long);
      expectInSafeArea(inkOf(long));
      expect(lineCount(long)).toBeGreaterThanOrEqual(2);
      const [one, two] = [await captions(sample), await captions(other)];
      expect(pixelsOf(one)).not.toBe(pixelsOf(two));
      const noLetter = pixelsOf(await captions('\u{10ffff}'));
      expect(pixelsOf(await captions('\u{10fffe}'))).toBe(noLetter);
      // None of its letters is the sign for a letter that no font has.
      for (const letter of new Set(sample)) {
        if (ONLY_JOINS.test(letter)) continue;
        expect(pixelsOf(await captions(letter)), letter).not.toBe(noLetter);
      }
    },
  );

  it('break a word that is wider than a line, keep the text’s own lines, and shrink what is too tall', async () => {
    const german =
      'Die Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft tagt.';
    const broken = await captions(german);
    await showPictures('caption-long-word', broken);
    expectInSafeArea(inkOf(broken));
    expect(lineCount(broken)).toBe(4);
    expect(lineCount(await captions('One\ntwo'))).toBe(2);
    expect(pixelsOf(await captions('One\ntwo'))).toBe(pixelsOf(await captions('One\r\ntwo')));
    const tall = await captions('many words '.repeat(300), { box: 'plain' });
    expectInSafeArea(inkOf(tall));
    expect(inkOf(tall).height).toBeGreaterThan(PORTRAIT.height * 0.6);
  });

  it('stand in the middle of the width, at their places', async () => {
    const middles: number[] = [];
    for (const position of ['bottom', 'top', 'center', 'two-thirds', 70, 100] as const) {
      const ink = inkOf(await captions('Hello', { position, box: 'plain' }));
      expectInSafeArea(ink);
      expect(ink.x + ink.width / 2).toBeCloseTo(PORTRAIT.width / 2, -1);
      middles.push(ink.y + ink.height / 2);
    }
    const [bottom = 0, top = 0, center, upper, low, end] = middles;
    expect(bottom + top).toBeCloseTo(PORTRAIT.height, -1);
    expect(top).toBeLessThan(PORTRAIT.height * 0.1);
    expect(center).toBeCloseTo(PORTRAIT.height / 2, -1);
    expect(upper).toBeCloseTo(PORTRAIT.height / 3, -1);
    expect(low).toBeCloseTo(PORTRAIT.height * 0.7, -1);
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
      await showPictures(`caption-box-${box}`, boxed);
      const ink = inkOf(boxed);
      expect(alphaAt(boxed, ink.x + 3, ink.y + 30)).toBe(140);
      expect(alphaAt(boxed, ink.x + 2, ink.y + 2)).toBe(box === 'plain' ? 140 : 0);
    }
  });

  it('run in the direction of their first letter', async (context) => {
    needs(context, 'hebrew');
    // Marks that make the direction explicit change nothing; the opposite ones would.
    const [plain, marked, against] = [
      await captions('(שלום) עולם!'),
      await captions('\u200f(שלום) עולם!\u200f'),
      await captions('\u200e(שלום) עולם!'),
    ];
    expect(pixelsOf(plain)).toBe(pixelsOf(marked));
    expect(pixelsOf(plain)).not.toBe(pixelsOf(against));
  });

  it('use a font file that is given, and name it where it cannot be read', async () => {
    const italic = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-italic.woff2';
    const { serve } = await sharedDrawingPage();
    const font = serve('own.woff2', readFileSync(join(PROJECT, italic)));
    const [own, ownAgain, bundled] = [
      await captions('Fonts', {}, { font }),
      await captions('Fonts', {}, { font }),
      await captions('Fonts'),
    ];
    expect(pixelsOf(own)).toBe(pixelsOf(ownAgain));
    expect(pixelsOf(own)).not.toBe(pixelsOf(bundled));
    const broken = serve('broken.ttf', 'not a font');
    await expect(
      replyTo({
        captions: { cues: [{ text: 'x' }], font: broken },
        target: PORTRAIT,
        fps: 30,
        frames: [0],
      }),
    ).resolves.toMatchObject({
      status: 'failed',
      error: {
        category: 'unreadable-source',
        message: expect.stringMatching(/^The font file cannot be read/),
      },
    });
  });

  it('say so where the bundled font cannot be fetched, and try again', async () => {
    const request = { captions: { cues: [{ text: 'Ελληνικά' }] }, target: PORTRAIT, fps: 30, frames: [0] };
    const fresh = await openDrawingPage();
    const inPage = { on: fresh, where: 'page' } as const;
    try {
      const asked = new Set<Request>();
      fresh.page.on('request', (one) => {
        if (one.url().endsWith('.woff2')) asked.add(one);
      });
      fresh.page.on('requestfailed', (one) => asked.delete(one));
      await fresh.page.route('**/*.woff2', (route) => route.abort());
      await expect(replyTo(request, inPage)).resolves.toMatchObject({
        status: 'failed',
        error: { category: 'resource', message: expect.stringContaining('font of the captions') },
      });
      // The first piece that fails is told; a try that shares what is still on its way would fail with it.
      await expect.poll(() => asked.size).toBe(0);
      await fresh.page.unroute('**/*.woff2');
      const retried = await drawn(request, inPage);
      // This worker has drawn other letters before.
      await captions('Plain text, ещё');
      const inWorker = await drawn(request);
      expect(pixelsOf(retried)).toBe(pixelsOf(inWorker));
      const system = await captions('Ελληνικά', { font: 'sans-serif' });
      expect(pixelsOf(inWorker)).not.toBe(pixelsOf(system));
    } finally {
      await fresh.close();
    }
  });

  it('look the same in the page as in a worker, word by word', async () => {
    const words = spokenWords(
      'Every word of this caption is drawn in a colour of its own while it is spoken, word by word.',
    );
    const request: DrawRequest = {
      captions: {
        cues: [{ text: words.map(({ text }) => text).join(' '), words }],
        style: { box: 'rounded', highlightColor: '#ffe000' },
      },
      target: PORTRAIT,
      fps: 30,
      frames: words.slice(0, 5).map(({ start }) => start),
    };
    const [inWorker, inPage] = [await drawn(request), await drawn(request, { where: 'page' })];
    expect(inPage.rect).toEqual(inWorker.rect);
    expect(inPage.shown).toEqual(inWorker.shown);
    for (const index of inWorker.pictures.keys())
      expect(pixelsOf(inPage, index), `${index}`).toBe(pixelsOf(inWorker, index));
  });
});
