import { decodeHTMLStrict } from 'entities/decode';
import type { TimedRun } from './cue';
import { parseTime } from './times';

/** `<00:00:01.500>`: what follows is spoken then. */
const WORD_TIME = /<((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})>/;

/**
 * Elements of HTML and WebVTT (`<i>`, `<c.red>`, `<v Ann>`), override tags of ASS, which are used in SRT too (`{\an8}`),
 * and MicroDVD's (`{i}`). A `<` before anything but a letter is text: `I <3 you`.
 */
const MARKUP = /<\/?(?:[a-z][^<>]*)?>|\{\\[^{}]*\}|\{\/?[bius]\}/gi;

const plainText = (text: string): string => decodeHTMLStrict(text.replace(MARKUP, ''));

/** A cue's text without its markup, cut where it says when the next word is spoken. */
export const readMarkup = (text: string): readonly TimedRun[] => {
  // Splitting by a pattern with a group gives text, time, text, time, …, text.
  const parts = text.split(WORD_TIME);
  const runs: TimedRun[] = [];
  for (let part = 0; part < parts.length; part += 2) {
    const time = part === 0 ? undefined : parts[part - 1];
    runs.push({
      text: plainText(parts[part] ?? ''),
      startSeconds: time === undefined ? null : parseTime(time),
    });
  }
  return runs;
};
