import type { CueWord, SubtitleCue } from '../../shared/captions';
import type { Problems } from './problems';

/** A run of text, and when it is spoken; `null` where the file does not say. */
export interface TimedRun {
  readonly text: string;
  readonly startSeconds: number | null;
}

/** A cue as a file has it, not yet checked. */
export interface RawCue {
  /** Where it is in the file, for the list of problems. */
  readonly line: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly runs: readonly TimedRun[];
}

/** Subtitle files count in milliseconds at best. */
const inMilliseconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** All control characters but line breaks. */
const CONTROL = /[^\P{Cc}\n]/gu;

const tidyLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

/**
 * The words of a cue, one for each word of its text. A word that is in several runs, as syllables of a song are, is
 * spoken when its first run is; times never go backwards and never leave the cue.
 */
const wordsOf = (runs: readonly TimedRun[], startSeconds: number, endSeconds: number): CueWord[] => {
  const words: { text: string; startSeconds: number }[] = [];
  let now = startSeconds;
  let goesOn = false;
  for (const run of runs) {
    now = Math.min(endSeconds, Math.max(now, inMilliseconds(run.startSeconds ?? now)));
    for (const piece of run.text.split(/(\s+)/)) {
      if (piece === '') continue;
      const isWord = piece.trim() !== '';
      const last = words.at(-1);
      if (isWord && goesOn && last) last.text += piece;
      else if (isWord) words.push({ text: piece, startSeconds: now });
      goesOn = isWord;
    }
  }
  return words;
};

/** A checked cue, or `null` and a problem more. */
export const checkedCue = (raw: RawCue, problems: Problems): SubtitleCue | null => {
  const startSeconds = inMilliseconds(raw.startSeconds);
  const endSeconds = inMilliseconds(raw.endSeconds);
  if (endSeconds <= startSeconds) {
    problems.add(raw.line, 'does not end after it begins');
    return null;
  }
  const runs = raw.runs.map((run) => ({ ...run, text: run.text.replace(CONTROL, ' ') }));
  const text = tidyLines(runs.map((run) => run.text).join(''));
  if (text === '') {
    problems.add(raw.line, 'has no text');
    return null;
  }
  const hasWordTimes = runs.some((run) => run.startSeconds !== null);
  return {
    startSeconds,
    endSeconds,
    text,
    words: hasWordTimes ? wordsOf(runs, startSeconds, endSeconds) : [],
  };
};
