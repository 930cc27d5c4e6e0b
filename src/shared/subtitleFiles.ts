import type { CueWord, SubtitleCue } from './captions';

/** `01:02:03.456`; more than 99 hours have more digits. */
const timeText = (seconds: number, point: '.' | ','): string => {
  const all = Math.round(seconds * 1000);
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const clock = [two(all / 3_600_000), two((all / 60_000) % 60), two((all / 1000) % 60)].join(':');
  return `${clock}${point}${String(all % 1000).padStart(3, '0')}`;
};

const timeLine = ({ startSeconds, endSeconds }: SubtitleCue, point: '.' | ','): string =>
  `${timeText(startSeconds, point)} --> ${timeText(endSeconds, point)}`;

/** A blank line would end the cue. */
const withoutBlankLines = (text: string): string => text.replace(/\n\s*\n/g, '\n').trim();

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '{': '&#123;' };
/** A brace only where it would be taken for a tag of SRT, as many read them in WebVTT too. */
const escaped = (text: string): string =>
  text.replace(/[&<>]|\{(?=[\\/bius])/g, (letter) => ENTITIES[letter] ?? letter);

/** The text with the time before each word that is spoken later than the one before it. */
const withWordTimes = (text: string, words: readonly CueWord[], startSeconds: number): string => {
  let index = 0;
  let now = startSeconds;
  return text.replace(/\S+/g, (shown) => {
    const word = words[index];
    index += 1;
    if (word === undefined || word.startSeconds <= now) return escaped(shown);
    now = word.startSeconds;
    return `<${timeText(now, '.')}>${escaped(shown)}`;
  });
};

/** The cues as an SRT file. It knows no escapes: text that looks like an arrow loses a dash. */
export const toSrt = (cues: readonly SubtitleCue[]): string =>
  cues
    .map((cue, index) => {
      const text = withoutBlankLines(cue.text).replaceAll('-->', '->');
      return `${index + 1}\n${timeLine(cue, ',')}\n${text}\n`;
    })
    .join('\n');

/** The cues as a WebVTT file, with word times where they have them. */
export const toVtt = (cues: readonly SubtitleCue[]): string =>
  [
    'WEBVTT\n',
    ...cues.map((cue) => {
      const text = withWordTimes(withoutBlankLines(cue.text), cue.words, cue.startSeconds);
      return `${timeLine(cue, '.')}\n${text}\n`;
    }),
  ].join('\n');
