import { graphemesOf, mayPart, mayPartAtSpace, unbreakableParts } from './lineBreaks';

/** Width of a text in one line, in the unit of the width that is wrapped to. */
export type Measure = (text: string) => number;

/** Spaces at which a line may end; the no-break ones are not among them. */
const SPACES =
  /^[\t \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]+|[\t \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]+$/g;
const CHUNK =
  /([\t \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]*)([^\t \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000]+)/g;
const LINE_BREAK = /\r\n?|[\n\u2028\u2029]/;

/** What is never taken apart unless it is wider than a line; `space` stands between it and the one before. */
interface Unit {
  readonly space: string;
  readonly text: string;
}

const unitsOf = (line: string): Unit[] => {
  const units: Unit[] = [];
  for (const [, space = '', chunk = ''] of line.matchAll(CHUNK)) {
    const [first = '', ...others] = unbreakableParts(chunk);
    const before = units.at(-1);
    if (before && !mayPartAtSpace(before.text, first)) {
      units[units.length - 1] = { space: before.space, text: before.text + space + first };
    } else units.push({ space, text: first });
    for (const text of others) units.push({ space: '', text });
  }
  return units;
};

/** How many of the graphemes go into one line: as many as fit, fewer where the next must not begin a line; at least 1. */
const fitting = (graphemes: readonly string[], maxWidth: number, measure: Measure): number => {
  let fit = 1;
  while (fit < graphemes.length && measure(graphemes.slice(0, fit + 1).join('')) <= maxWidth) fit += 1;
  for (let end = fit; end > 0; end -= 1) {
    if (mayPart(graphemes[end - 1] ?? '', graphemes[end] ?? '')) return end;
  }
  return fit;
};

/** Text that is wider than a line, character by character. */
const breakAnywhere = (text: string, maxWidth: number, measure: Measure): string[] => {
  const lines: string[] = [];
  let rest = graphemesOf(text);
  while (rest.length > 0) {
    const count = fitting(rest, maxWidth, measure);
    lines.push(rest.slice(0, count).join('').replace(SPACES, ''));
    rest = rest.slice(count);
  }
  return lines.filter((line) => line !== '');
};

const wrapLine = (text: string, maxWidth: number, measure: Measure): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const unit of unitsOf(text)) {
    const longer = line === '' ? unit.text : line + unit.space + unit.text;
    if (measure(longer) <= maxWidth) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const broken = breakAnywhere(unit.text, maxWidth, measure);
    lines.push(...broken.slice(0, -1));
    line = broken.at(-1) ?? '';
  }
  return [...lines, line];
};

/**
 * Breaks a text into lines of at most `maxWidth`, first to last. By word; by character where a word is wider than a line
 * and in scripts without spaces. Line breaks in the text stay, an empty line as an empty text; spaces at the ends of
 * lines go, all else is kept. Only a single character that is wider than a line makes a line wider.
 */
export const wrapText = (text: string, maxWidth: number, measure: Measure): string[] =>
  text.split(LINE_BREAK).flatMap((line) => wrapLine(line, maxWidth, measure));
