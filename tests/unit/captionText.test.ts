import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineDirection } from '../../src/plan/captions/direction';
import { graphemesOf } from '../../src/plan/captions/lineBreaks';
import { locateWords } from '../../src/plan/captions/words';
import { wrapText } from '../../src/plan/captions/wrap';

/** Every character is one wide. */
const width = (text: string): number => graphemesOf(text).length;
const wrap = (text: string, maxWidth: number): string[] => wrapText(text, maxWidth, width);

const withoutSpaces = (text: string): string => text.replace(/[\s\u200b]/g, '');

/** Texts of what makes wrapping hard: spaces, brackets, closing marks, scripts without spaces, joined emoji, breaks. */
const piece = fc.constantFrom(
  ...['a', 'word', 'Wörter', 'Straßenbahn', 'e\u0301', '-', '–', '…', '!', '?', ',', '.', '"', '’'],
  ...[' ', '  ', '\n', '\r\n', '\t', '\u00a0', '(', ')', '«', '»', '„', '“', '[', ']', '100', '%'],
  ...[
    '字',
    '幕',
    '。',
    '、',
    '「',
    '」',
    '（',
    '）',
    'カ',
    'ー',
    'ッ',
    '？',
    'สวัสดี',
    'ชาวโลก',
    'שלום',
    'مرحبا',
  ],
  ...['👨‍👩‍👧‍👦', '👋🏽', '🇩🇪', '한국어'],
);
const anyText = fc.oneof(
  fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

describe('wrapping', () => {
  it('loses nothing but spaces', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 30 }), (text, maxWidth) => {
        expect(withoutSpaces(wrap(text, maxWidth).join(''))).toBe(withoutSpaces(text));
      }),
    );
  });

  it('makes no line wider than asked, but for a single character', () => {
    const wide = (text: string) => graphemesOf(text).reduce((sum, one) => sum + (one > '\u3000' ? 2 : 1), 0);
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 30 }), (text, maxWidth) => {
        for (const line of wrapText(text, maxWidth, wide)) {
          if (graphemesOf(line).length > 1) expect(wide(line)).toBeLessThanOrEqual(maxWidth);
        }
      }),
    );
  });

  it('leaves lines no spaces at their ends, and keeps breaks and single lines that fit', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = wrap(text, 1000);
        expect(lines).toHaveLength(text.split(/\r\n?|[\n\u2028\u2029]/).length);
        for (const line of lines) expect(line).toBe(line.replace(/^[ \t]+|[ \t]+$/g, ''));
      }),
    );
  });

  it('takes no character apart', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 10 }), (text, maxWidth) => {
        const known = new Set(graphemesOf(text));
        for (const grapheme of wrap(text, maxWidth).flatMap(graphemesOf)) {
          expect(known.has(grapheme)).toBe(true);
        }
      }),
    );
  });

  it('begins no line with closing and ends none with opening punctuation, where there is room', () => {
    const cjk = fc.constantFrom(
      '字',
      '幕',
      'か',
      'カ',
      '。',
      '、',
      '」',
      '？',
      'ー',
      'ッ',
      '「',
      '（',
      '）',
      'word',
      ' ',
    );
    // More marks in a row than a line has characters leave no choice.
    const text = fc
      .array(cjk, { maxLength: 60 })
      .map((parts) => parts.join(''))
      .filter((joined) => !/[。、」？ーッ「（） ]{3}/.test(joined));
    fc.assert(
      fc.property(text, fc.integer({ min: 9, max: 20 }), (joined, maxWidth) => {
        for (const line of wrap(joined, maxWidth).slice(1)) expect(line).not.toMatch(/^[。、」？ーッ）]/);
        for (const line of wrap(joined, maxWidth).slice(0, -1)) expect(line).not.toMatch(/[「（]$/);
      }),
    );
  });

  it.each([
    ['by word', 'one two three four', 9, ['one two', 'three', 'four']],
    ['a long word by character', 'a Donaudampfschiff b', 6, ['a', 'Donaud', 'ampfsc', 'hiff b']],
    ['Chinese by character', '这是一个很长的字幕', 4, ['这是一个', '很长的字', '幕']],
    ['no line begins with 。', '这是一个。很长', 4, ['这是一', '个。很长']],
    ['no line ends with 「', 'あいう「えお」か', 4, ['あいう', '「えお」', 'か']],
    ['a mark after a space stays with its word', 'Oh là là !', 8, ['Oh là', 'là !']],
    ['quotation marks with spaces stay on their words', 'dit « oui » ici', 9, ['dit', '« oui »', 'ici']],
    ['brackets stay on their words', 'abc (def) ghi', 7, ['abc', '(def)', 'ghi']],
    ['after a hyphen', 'north-western wind', 8, ['north-', 'western', 'wind']],
    ['not before a minus', 'minus -5', 7, ['minus', '-5']],
    ['no-break spaces hold', '10\u00a0km far', 6, ['10\u00a0km', 'far']],
    ['Thai between words', 'สวัสดีชาวโลก', 6, ['สวัสดี', 'ชาวโลก']],
    ['breaks of the text stay', 'a\n\nb c', 9, ['a', '', 'b c']],
    ['nothing', '', 9, ['']],
  ])('%s', (_, text, maxWidth, lines) => {
    expect(wrap(text, maxWidth)).toEqual(lines);
  });
});

describe('direction', () => {
  it.each([
    ['Hello', 'Hello', 'ltr'],
    ['12, שלום', '12, שלום', 'rtl'],
    ['مرحبا', 'مرحبا', 'rtl'],
    ['123', '123', 'ltr'],
    // Of one direction: its own. Of both: the cue's, since the sentence was just broken there.
    ['(second.)', 'שלום\n(second.)', 'ltr'],
    ['YouTube טוב', 'שלום\nYouTube טוב', 'rtl'],
    ['YouTube טוב', 'YouTube טוב', 'ltr'],
    ['…', 'שלום\n…', 'rtl'],
  ])('%j of the cue %j is %s', (line, cue, expected) => {
    expect(lineDirection(line, cue)).toBe(expected);
  });
});

describe('words in lines', () => {
  const found = (lines: string[], words: string[]) =>
    locateWords(lines, words)?.map((parts) =>
      parts.map(({ line, start, end }) => lines[line]?.slice(start, end)),
    );

  it.each([
    ['as they stand', ['one two', 'three'], ['one', 'two', 'three'], [['one'], ['two'], ['three']]],
    ['punctuation and capitals differ', ['“Oh, no!”'], ['oh', 'NO?'], [['Oh'], ['no']]],
    ['one word broken', ['Donau', 'dampf ja'], ['Donaudampf', 'ja'], [['Donau', 'dampf'], ['ja']]],
    ['not inside a word', ['cat a'], ['a'], [['a']]],
    ['without spaces', ['今天天气', '很好'], ['今天', '天气', '很好'], [['今天'], ['天气'], ['很好']]],
    ['a word without letters', ['a – b'], ['a', '–', 'b'], [['a'], [], ['b']]],
    ['the same twice', ['no no'], ['no', 'no'], [['no'], ['no']]],
    ['combining marks', ['cafe\u0301 x'], ['cafe\u0301'], [['cafe\u0301']]],
  ])('%s', (_, lines, words, expected) => {
    expect(found(lines, words)).toEqual(expected);
  });

  it('are not known at all where one is missing', () => {
    expect(locateWords(['one three'], ['one', 'two', 'three'])).toBeNull();
    expect(locateWords(['one two'], ['two', 'one'])).toBeNull();
  });
});
