import { describe, expect, it } from 'vitest';
import { readSubtitles } from '../../src/media/subtitles/read';
import { encoder } from '../media/encoder';

/** What is said in a film, in the languages that are written in these encodings. */
const SAID: readonly (readonly [encoding: string, lines: readonly string[]])[] = [
  ['gb18030', ['我们明天早上在火车站见面。', '你为什么不早点告诉我？', '这个问题很难回答，我需要时间。']],
  ['big5', ['我們明天早上在火車站見面。', '你為什麼不早點告訴我？', '這個問題很難回答，我需要時間。']],
  [
    'shift_jis',
    ['明日の朝、駅で会いましょう。', 'どうしてもっと早く言わなかったの？', 'この質問は難しいです。'],
  ],
  [
    'euc-jp',
    ['明日の朝、駅で会いましょう。', 'どうしてもっと早く言わなかったの？', 'この質問は難しいです。'],
  ],
  ['euc-kr', ['내일 아침 기차역에서 만나요.', '왜 더 일찍 말하지 않았어요?', '이 질문은 어렵네요.']],
  [
    'windows-1250',
    ['Zítra ráno se sejdeme na nádraží.', 'Proč jsi mi to neřekl dřív?', 'Příliš žluťoučký kůň.'],
  ],
  [
    'windows-1251',
    ['Завтра утром встретимся на вокзале.', 'Почему ты не сказал раньше?', 'Это трудный вопрос.'],
  ],
  [
    'windows-1252',
    ['Wir treffen uns morgen früh am Bahnhof.', "Où est le garçon ? À l'école.", 'Schöne Grüße!'],
  ],
  [
    'windows-1253',
    ['Θα συναντηθούμε αύριο το πρωί.', 'Γιατί δεν μου το είπες νωρίτερα;', 'Είναι δύσκολη ερώτηση.'],
  ],
  [
    'windows-1254',
    ['Yarın sabah istasyonda buluşalım.', 'Neden bana söylemedin?', 'Bu soru çok zor, düşünmeliyim.'],
  ],
  [
    'windows-1255',
    ['ניפגש מחר בבוקר בתחנת הרכבת.', 'למה לא אמרת לי קודם?', 'זאת שאלה קשה מאוד, אני צריך זמן.'],
  ],
  ['windows-1256', ['سنلتقي غدا صباحا في محطة القطار.', 'لماذا لم تخبرني من قبل؟', 'هذا سؤال صعب.']],
  [
    'windows-1257',
    ['Rytoj ryte susitiksime stotyje.', 'Kodėl man nepasakei anksčiau?', 'Tai sunkus klausimas, ačiū.'],
  ],
  [
    'windows-1258',
    ['Ngày mai tôi đi học ở trường.', 'Cô là bạn của tôi.', 'Đây là câu hỏi khó, tôi cần thêm giờ.'],
  ],
];

const srt = (lines: readonly string[]): string =>
  lines
    .map((line, index) => `${index + 1}\r\n00:00:0${index},000 --> 00:00:0${index + 1},000\r\n${line}\r\n`)
    .join('\r\n');

const ass = (lines: readonly string[]): string =>
  `[Script Info]\r\nTitle: A film with an English header\r\nScriptType: v4.00+\r\n\r\n[Events]\r\n${lines
    .map((line, index) => `Dialogue: 0,0:00:0${index}.00,0:00:0${index + 1}.00,Default,,0,0,0,,${line}\r\n`)
    .join('')}`;

const read = (bytes: Uint8Array<ArrayBuffer>, encoding?: string) =>
  readSubtitles(new File([bytes], 'film.srt'), { encoding });
const textsOf = async (...args: Parameters<typeof read>) =>
  (await read(...args)).cues.map(({ text }) => text.normalize('NFC'));

const utf16 = (text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
};

describe('an encoding is guessed', () => {
  describe.each(SAID)('%s', (encoding, lines) => {
    it.each([
      ['SRT', srt],
      ['ASS', ass],
    ])('%s', async (_, write) => {
      const bytes = encoder(encoding)(write(lines));
      expect((await read(bytes)).encoding).toBe(encoding);
      expect(await textsOf(bytes)).toEqual(lines);
    });
  });

  it.each(SAID.slice(0, 5).flatMap(([encoding, lines]) => lines.map((line) => [encoding, line] as const)))(
    '%s, of a single short line: %s',
    async (encoding, line) => {
      expect(await textsOf(encoder(encoding)(srt([line])))).toEqual([line]);
    },
  );

  const mixed = SAID.flatMap(([, lines]) => lines).slice(0, 9);

  it.each([
    ['utf-8', new TextEncoder().encode(srt(mixed))],
    ['utf-8', new TextEncoder().encode(`\ufeff${srt(mixed)}`)],
    ['utf-16le', utf16(srt(mixed), true)],
    ['utf-16le', utf16(`\ufeff${srt(mixed)}`, true)],
    ['utf-16be', utf16(srt(mixed), false)],
    ['utf-16be', utf16(`\ufeff${srt(mixed)}`, false)],
  ])('%s, with and without a byte order mark', async (encoding, bytes) => {
    expect((await read(bytes)).encoding).toBe(encoding);
    expect(await textsOf(bytes)).toEqual(mixed);
  });

  it('UTF-8 with some bytes gone bad is still UTF-8', async () => {
    const bytes = new TextEncoder().encode(srt(mixed));
    for (const place of [40, 200]) bytes[place] = 0xff;
    expect((await read(bytes)).encoding).toBe('utf-8');
  });
});

describe('an encoding is chosen', () => {
  it.each(SAID)('%s', async (encoding, lines) => {
    expect(await textsOf(encoder(encoding)(srt(lines)), encoding)).toEqual(lines);
  });

  it('even where another would be guessed', async () => {
    const [, lines] = SAID[6] as (typeof SAID)[number];
    const bytes = encoder('windows-1251')(srt(lines));
    expect((await read(bytes, 'koi8-r')).encoding).toBe('koi8-r');
    expect(await textsOf(bytes, 'koi8-r')).not.toEqual(lines);
    expect(await textsOf(bytes, 'cp1251')).toEqual(lines);
  });
});
