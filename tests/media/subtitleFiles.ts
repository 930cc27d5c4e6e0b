import { encoder } from './encoder';

/** A subtitle file of each kind that people have. */
interface SubtitleFile {
  readonly name: string;
  readonly make: () => Uint8Array<ArrayBuffer>;
}

const SAID: readonly string[] = [
  '<i>Where were you?</i>',
  'I waited for an hour\nat the station &amp; you never came.',
  '{\\an8}Let us go home.',
  'It is late — très tard.',
];
const SAID_IN_CHINESE: readonly string[] = [
  '你去哪儿了？',
  '我在车站等了你一个小时。',
  '我们回家吧，',
  '已经很晚了。',
];

const clock = (seconds: number, point: string): string => `00:00:0${seconds}${point}`;

const srt = (lines: readonly string[]): string =>
  lines
    .map((line, index) => `${index + 1}\n${clock(index, ',250')} --> ${clock(index + 1, ',000')}\n${line}\n`)
    .join('\n');

const vtt = (): string =>
  `WEBVTT\n\nNOTE made by hand\n\n${SAID.map(
    (line, index) =>
      `${clock(index, '.250')} --> ${clock(index + 1, '.000')} align:start\n<v Ann>${line}</v>\n`,
  ).join('\n')}\n00:05.000 --> 00:06.000\nOne <00:05.500>by one\n`;

const ASS_HEAD = `[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour
Style: Default,Arial,20,&H00FFFFFF

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
`;
const ass = (): string =>
  ASS_HEAD +
  SAID.map(
    (line, index) =>
      `Dialogue: 0,0:00:0${index}.25,0:00:0${index + 1}.00,Default,,0,0,0,,{\\k20\\t(0,5,\\fs9)}${line.replace('\n', '\\N')}\n`,
  ).join('');

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export const SUBTITLE_FILES: readonly SubtitleFile[] = [
  { name: 'film.srt', make: () => utf8(srt(SAID)) },
  { name: 'film.vtt', make: () => utf8(vtt()) },
  { name: 'film.ass', make: () => utf8(ass()) },
  { name: 'chinese.srt', make: () => encoder('gb18030')(srt(SAID_IN_CHINESE)) },
];
