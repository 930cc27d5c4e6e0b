import { type ParsedASSEvent, parse } from 'ass-compiler';
import type { RawCue, TimedRun } from './cue';
import type { Problems } from './problems';

/** The order of fields where a file does not say it. */
const USUAL_FORMAT = 'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text';

const FORMAT = /^Format\s*:/i;
const DIALOGUE = /^Dialogue\s*:/i;

/** Tags that say how long the text after them is sung, in hundredths of a second. */
const KARAOKE = ['k', 'K', 'kf', 'ko'] as const;

/**
 * A line that the parser reads in linear time: it looks for the end of every `{`, and tries every run of spaces as the
 * begin of a separator.
 */
const harmless = (line: string): string => {
  const closed = line.lastIndexOf('}') + 1;
  return (line.slice(0, closed) + line.slice(closed).replaceAll('{', '')).replace(/\s{2,}/g, ' ');
};

/** The types promise every field; a damaged line gives some of them. */
const parseEvent = (format: string, line: string): Partial<ParsedASSEvent> | null => {
  try {
    return parse(`[Events]\n${format}\n${harmless(line)}`).events.dialogue[0] ?? null;
  } catch {
    return null;
  }
};

const plainText = (text: string): string => text.replace(/\\n/gi, '\n').replace(/\\h/g, '\u00a0');

const readRuns = (event: Partial<ParsedASSEvent>, startSeconds: number): readonly TimedRun[] => {
  let sung = startSeconds;
  return (event.Text?.parsed ?? []).map(({ tags, text }) => {
    let begin: number | null = null;
    for (const tag of tags) {
      if (tag.kt !== undefined) sung = startSeconds + tag.kt / 100;
      for (const name of KARAOKE) {
        const hundredths = tag[name];
        if (hundredths === undefined) continue;
        begin = sung;
        sung += hundredths / 100;
      }
    }
    return { text: plainText(text), startSeconds: begin };
  });
};

const isDrawing = (event: Partial<ParsedASSEvent>): boolean =>
  (event.Text?.parsed ?? []).some(({ drawing }) => drawing.length > 0);

const readEvent = (
  event: Partial<ParsedASSEvent> | null,
  line: number,
  problems: Problems,
): RawCue | null => {
  const { Start: startSeconds = Number.NaN, End: endSeconds = Number.NaN } = event ?? {};
  if (event === null || !(startSeconds >= 0 && Number.isFinite(endSeconds))) {
    problems.add(line, 'has times that cannot be read');
    return null;
  }
  const runs = readRuns(event, startSeconds);
  // Shapes that are drawn are no text, and nothing is wrong with them.
  if (isDrawing(event) && runs.every(({ text }) => text.trim() === '')) return null;
  return { line, startSeconds, endSeconds, runs };
};

/** The cues of ASS and SSA: the `Dialogue:` lines. Each is parsed for itself, so that its trouble is its own. */
export const readAss = (lines: readonly string[], problems: Problems): readonly RawCue[] => {
  const cues: RawCue[] = [];
  let format = USUAL_FORMAT;
  for (const [index, line] of lines.entries()) {
    const trimmed = line.trim();
    // Styles have a format of their own; that of events is the one with text.
    if (FORMAT.test(trimmed) && /\bText\b/i.test(trimmed)) format = harmless(trimmed);
    if (!DIALOGUE.test(trimmed)) continue;
    const cue = readEvent(parseEvent(format, trimmed), index + 1, problems);
    if (cue) cues.push(cue);
  }
  return cues;
};
