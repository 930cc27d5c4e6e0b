import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadSubtitles, readSubtitles } from '../../src/media/subtitles/read';
import { RenderError } from '../../src/shared/errors';
import { runs } from './randomRuns';

const file = (content: BlobPart, name = 'film.srt') => new File([content], name);
const read = (content: string, name?: string): Promise<ReadSubtitles> => readSubtitles(file(content, name));
const shown = ({ cues }: ReadSubtitles) =>
  cues.map(({ startSeconds, endSeconds, text }) => [startSeconds, endSeconds, text]);

const A_AND_B = [
  [1, 2.5, 'A'],
  [3, 4, 'B'],
];
const ASS_HEAD = `[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
`;
const ass = (...texts: string[]) =>
  ASS_HEAD + texts.map((text) => `Dialogue: 0,0:00:01.00,0:00:05.00,Default,,0,0,0,,${text}\n`).join('');

describe('SRT', () => {
  it.each([
    ['as it should be', '1\n00:00:01,000 --> 00:00:02,500\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n'],
    ['CRLF', '1\r\n00:00:01,000 --> 00:00:02,500\r\nA\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nB'],
    ['CR', '1\r00:00:01,000 --> 00:00:02,500\rA\r\r2\r00:00:03,000 --> 00:00:04,000\rB\r'],
    ['no blank lines', '1\n00:00:01,000 --> 00:00:02,500\nA\n2\n00:00:03,000 --> 00:00:04,000\nB\n'],
    ['no numbers', '00:00:01,000 --> 00:00:02,500\nA\n\n00:00:03,000 --> 00:00:04,000\nB'],
    ['neither', '00:00:01,000 --> 00:00:02,500\nA\n00:00:03,000 --> 00:00:04,000\nB'],
    ['dots', '1\n00:00:01.000 --> 00:00:02.500\nA\n\n2\n00:00:03.000 --> 00:00:04.000\nB\n'],
    ['no hours', '1\n00:01,000 --> 00:02,500\nA\n\n2\n00:03,000 --> 00:04,000\nB\n'],
    ['odd spaces', '\n\n 1 \n 00: 00: 01, 000-->0:0:2,5  X1:10 \n A \n \n2\n00:00:03 --> 00:00:04\nB\n'],
    [
      'a byte order mark and zeros',
      '\ufeff1\n00:00:01,000 --> 00:00:02,500\nA\0\n\n00:00:03,000 --> 00:0\0:04\nB',
    ],
    ['unordered', '1\n00:00:03,000 --> 00:00:04,000\nB\n\n2\n00:00:01,000 --> 00:00:02,500\nA\n'],
    ['many blank lines', '1\n00:00:01,000 --> 00:00:02,500\nA\n\n\n\n\n2\n00:00:03,000 --> 00:00:04,000\nB'],
  ])('with %s', async (_, content) => {
    const result = await read(content);
    expect(shown(result)).toEqual(A_AND_B);
    expect(result).toMatchObject({ problems: [], format: 'srt', encoding: 'utf-8' });
  });

  it('has hours above 99, cues that overlap, and numbers as text', async () => {
    const result = await read(
      '1\n100:00:01,000 --> 100:00:02,000\n42\n\n2\n100:00:01,500 --> 100:00:03,000\nA --> B\n',
    );
    expect(shown(result)).toEqual([
      [360001, 360002, '42'],
      [360001.5, 360003, 'A --> B'],
    ]);
  });

  it('skips what is damaged, and says where and why', async () => {
    const result = await read(
      [
        ...['1', '00:00:xx,000 --> 00:00:02,000', 'damaged time', ''],
        ...['2', '00:00:01,000 --> 00:00:02,500', 'A', ''],
        ...['3', '00:00:09,000 --> 00:00:08,000', 'backwards', ''],
        ...['4', '00:00:09,000 -+> 00:00:10,000', 'no arrow', ''],
        ...['5', '00:00:09,000 --> 00:00:10,000', '<i> </i>', ''],
        ...['6', '00:75:00,000 --> 00:76:00,000', 'no such minute', ''],
        ...['7', '00:00:03,000 --> 00:00:04,000', 'B', ''],
      ].join('\n'),
    );
    expect(shown(result)).toEqual(A_AND_B);
    expect(result.problems).toEqual([
      { line: 2, reason: 'has times that cannot be read' },
      { line: 10, reason: 'does not end after it begins' },
      { line: 13, reason: 'has no times' },
      { line: 18, reason: 'has no text' },
      { line: 22, reason: 'has times that cannot be read' },
    ]);
  });

  it.each([
    ['<i>Hi</i> <font color="#ff0000">there</font>', 'Hi there'],
    ['{\\an8}{\\pos(10,20)}up {b}here{/b}', 'up here'],
    ['I <3 you & me, 1 < 2 > 0', 'I <3 you & me, 1 < 2 > 0'],
    ['Tom &amp; Ann &lt;i&gt; &eacute;&#39;&#x4e2d;', "Tom & Ann <i> é'中"],
    ['<script>alert(1)</script><img src=x onerror=alert(1)>', 'alert(1)'],
    ['<b>two</b>\n  lines\t', 'two\nlines'],
    ['{not a tag} <', '{not a tag} <'],
  ])('markup becomes plain text: %s', async (markup, text) => {
    expect(shown(await read(`1\n00:00:01,000 --> 00:00:02,000\n${markup}\n`))).toEqual([[1, 2, text]]);
  });
});

describe('WebVTT', () => {
  it('is told by its content; notes, styles and settings are no text', async () => {
    const result = await read(
      [
        ...['WEBVTT - a title', 'Kind: captions', '', 'NOTE', 'nobody reads this', ''],
        ...['STYLE', '::cue { color: red }', '', 'REGION', 'id:bottom', ''],
        ...['name of the cue', '00:01.000 --> 00:02.500 align:start position:10%', '<v Ann>A</v>', ''],
        ...['00:00:03.000 --> 00:00:04.000', '<c.red><lang en>B</lang></c>'],
      ].join('\n'),
      'named.srt',
    );
    expect(shown(result)).toEqual(A_AND_B);
    expect(result).toMatchObject({ format: 'vtt', problems: [] });
  });

  it('gives the words their times', async () => {
    const result = await read(
      'WEBVTT\n\n00:01.000 --> 00:04.000\nOne <00:00:01.500><c>two</c> <00:02.250>three four\n<00:09.000>late\n',
    );
    expect(result.cues[0]).toEqual({
      startSeconds: 1,
      endSeconds: 4,
      text: 'One two three four\nlate',
      words: [
        { text: 'One', startSeconds: 1 },
        { text: 'two', startSeconds: 1.5 },
        { text: 'three', startSeconds: 2.25 },
        { text: 'four', startSeconds: 2.25 },
        { text: 'late', startSeconds: 4 },
      ],
    });
  });
});

describe('ASS', () => {
  it('becomes plain text', async () => {
    const result = await read(
      ass('{\\an8\\fs30}Hi, {\\i1}you{\\i0}\\Nthere\\hnow\\nend', '{\\p1}m 0 0 l 10 10{\\p0}', 'open {brace'),
      'film.txt',
    );
    expect(result).toMatchObject({ format: 'ass', problems: [] });
    expect(result.cues.map(({ text }) => text)).toEqual(['Hi, you\nthere\u00a0now\nend', 'open brace']);
    expect(result.cues.every(({ words }) => words.length === 0)).toBe(true);
  });

  it('gives sung syllables their times, joined to words', async () => {
    const result = await read(ass('{\\k50}Ka{\\kf25}ra{\\ko25}o{\\k100}ke {\\K30}time'));
    expect(result.cues[0]).toMatchObject({
      text: 'Karaoke time',
      words: [
        { text: 'Karaoke', startSeconds: 1 },
        { text: 'time', startSeconds: 3 },
      ],
    });
  });

  it('takes SSA, and a file without a format line', async () => {
    const ssa =
      '[Events]\nFormat: Marked, Start, End, Style, Text\nDialogue: Marked=0,0:00:01.00,0:00:02.50,x,A, b\n';
    expect(shown(await read(ssa))).toEqual([[1, 2.5, 'A, b']]);
    expect(shown(await read('Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,A\n'))).toEqual([
      [1, 2.5, 'A'],
    ]);
  });

  it('skips damaged lines', async () => {
    const { cues, problems } = await read(
      `${ass('A')}Dialogue: 0,0:00:xx\nDialogue:\nComment: 0,x\nDialogue: 0,0:00:05.00,0:00:01.00,D,,0,0,0,,back\n`,
    );
    expect(cues).toHaveLength(1);
    expect(problems.map(({ line }) => line)).toEqual([11, 12, 14]);
  });
});

describe('what is no subtitle file', () => {
  const failure = (content: BlobPart, options = {}): Promise<unknown> =>
    readSubtitles(file(content), options).then(
      () => 'was read',
      (thrown: unknown) => (thrown instanceof RenderError ? thrown.toReport() : thrown),
    );

  it.each([
    ['', '“film.srt” is empty (0 bytes).'],
    ['WEBVTT\n', '“film.srt” has no subtitles in it (SRT, WebVTT or ASS).'],
    ['Dear Ann,\n\nhello.', '“film.srt” has no subtitle that can be used: the first, line 1, has no times.'],
    [
      '1\n00:00:02,000 --> 00:00:01,000\nA\n',
      '“film.srt” has no subtitle that can be used: the first, line 2, does not end after it begins.',
    ],
  ])('is refused with its name and the reason: %j', async (content, message) => {
    expect(await failure(content)).toMatchObject({ category: 'unreadable-source', message });
  });

  it('is refused if it is far too large', async () => {
    expect(await failure(new Uint8Array(21 * 2 ** 20))).toMatchObject({ category: 'unreadable-source' });
  });

  it('an unknown encoding is a wrong setting', async () => {
    const unknown = await failure('1\n00:00:01,000 --> 00:00:02,000\nA', { encoding: 'klingon' });
    expect(unknown).toMatchObject({
      category: 'invalid-settings',
      message: expect.stringContaining('klingon'),
    });
  });

  const cuesOrReason = async (content: BlobPart): Promise<void> => {
    try {
      const { cues } = await readSubtitles(file(content));
      expect(cues.length).toBeGreaterThan(0);
      for (const { startSeconds, endSeconds, text } of cues) {
        expect(endSeconds).toBeGreaterThan(startSeconds);
        expect(text.trim()).not.toBe('');
      }
    } catch (thrown) {
      if (!(thrown instanceof RenderError)) throw thrown;
      expect(thrown.category).toBe('unreadable-source');
    }
  };

  it('any bytes end in cues or a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => cuesOrReason(new Uint8Array(bytes))),
    );
  });

  it('any mix of what formats are made of ends in cues or a reason', async () => {
    const scraps = fc.constantFrom(
      ...[
        'WEBVTT',
        '\n',
        '\r',
        '\n\n',
        '1',
        '00:00:01,000',
        ' --> ',
        '00:02.000',
        '<',
        '>',
        '{\\k5}',
        '{',
        '}',
        '&',
      ],
      ...[
        '[Events]\n',
        'Format: Start, End, Text\n',
        'Dialogue: ',
        '0:00:01.00,0:00:02.00,',
        '\\N',
        '\\t(',
        '(',
        ',',
      ],
      ...['<00:00:01.500>', '\0', '\ufeff', '&amp;', 'Ann', 'NOTE', '-->'],
    );
    const text = fc.array(scraps, { maxLength: 60 }).map((all) => all.join(''));
    await fc.assert(fc.asyncProperty(text, cuesOrReason), runs(500));
  });

  it.each([
    ['{', '}'],
    ['<', '>'],
    ['&', ';'],
    [' ', ','],
    ['\\t(', ')'],
    ['<00:', ''],
    ['1 ', '-->'],
    ['\n', '-->'],
    // What goes back to its start for every letter would take hours: far beyond the test's time.
  ])('gets through a megabyte of %j', async (scrap, last) => {
    const rubbish = scrap.repeat(2 ** 20 / scrap.length) + last;
    await cuesOrReason(ass(`{\\pos(${rubbish}`, `{${rubbish}`));
    await cuesOrReason(`1\n00:00:01,000 --> 00:00:02,000\n${rubbish}`);
    await cuesOrReason(rubbish);
  });
});
