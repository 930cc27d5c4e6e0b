import type { RawCue } from './cue';
import { readMarkup } from './markup';
import type { Problems } from './problems';
import { isTimeLine, parseTimeLine } from './times';

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === '';
const isNumber = (line: string | undefined): boolean => /^\s*\d{1,9}\s*$/.test(line ?? '');

/** Blocks of WebVTT that are not read by people. */
const NO_CUE = /^(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|:|$)/;

/** Lines of the cue's text: up to a blank line, or where that is missing, to the next cue's number and times. */
const textEnd = (lines: readonly string[], begin: number): number => {
  let end = begin;
  while (!isBlank(lines[end]) && !isTimeLine(lines[end] ?? '')) end += 1;
  return !isBlank(lines[end]) && end > begin && isNumber(lines[end - 1]) ? end - 1 : end;
};

/** Where a block that is no cue ends: at a blank line, or at a cue that follows without one. */
const otherEnd = (lines: readonly string[], begin: number): number => {
  let end = begin + 1;
  while (!isBlank(lines[end]) && !isTimeLine(lines[end] ?? '')) end += 1;
  return end;
};

/**
 * The cues of SRT and WebVTT: a line of times, and the text below it. What stands above the times, a number or a name,
 * says nothing; a block without times is skipped and told.
 */
export const readTimedBlocks = (lines: readonly string[], problems: Problems): readonly RawCue[] => {
  const cues: RawCue[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (isTimeLine(line)) {
      const end = textEnd(lines, at + 1);
      const times = parseTimeLine(line);
      if (times) {
        const [startSeconds, endSeconds] = times;
        const runs = readMarkup(lines.slice(at + 1, end).join('\n'));
        cues.push({ line: at + 1, startSeconds, endSeconds, runs });
      } else {
        problems.add(at + 1, 'has times that cannot be read');
      }
      at = end;
    } else if (isBlank(line)) {
      at += 1;
    } else {
      const end = otherEnd(lines, at);
      const isName = end === at + 1 && isTimeLine(lines[end] ?? '');
      if (!isName && !NO_CUE.test(line.trim())) problems.add(at + 1, 'has no times');
      at = end;
    }
  }
  return cues;
};
