import { type Direction, firstDirection } from '../plan/captions/direction';
import type { Measure } from '../plan/captions/wrap';

/** From left to right in pixels, from the line's left end. */
export interface Span {
  readonly left: number;
  readonly right: number;
}

interface Run {
  readonly start: number;
  readonly text: string;
  readonly direction: Direction;
}

/** Digits, spaces and punctuation go with the letters around them where those agree, else with the line (UAX #9, N1, N2). */
const directionAt = (line: string, at: number, base: Direction): Direction => {
  const own = firstDirection(line.slice(at, at + 1 + Number((line.codePointAt(at) ?? 0) > 0xffff)));
  if (own !== null) return own;
  const before = firstDirection(Array.from(line.slice(0, at)).reverse().join('')) ?? base;
  const after = firstDirection(line.slice(at)) ?? base;
  // A number counts with what is before it (W7).
  return /\p{N}/u.test(line.charAt(at)) || before === after ? before : base;
};

/** Parts of a line in which all letters run in one direction, in the order in which they are read. */
const runsOf = (line: string, base: Direction): Run[] => {
  const runs: Run[] = [];
  let at = 0;
  for (const character of line) {
    const direction = directionAt(line, at, base);
    const last = runs.at(-1);
    if (last?.direction === direction) runs[runs.length - 1] = { ...last, text: last.text + character };
    else runs.push({ start: at, text: character, direction });
    at += character.length;
  }
  return runs;
};

/**
 * Where the part of a line from `start` to before `end` is drawn. Of the bidirectional algorithm (UAX #9) it knows one
 * level of runs in the line's direction: what captions consist of.
 */
export const spanOf = (line: string, start: number, end: number, base: Direction, measure: Measure): Span => {
  const runs = runsOf(line, base);
  const lineWidth = runs.reduce((sum, run) => sum + measure(run.text), 0);
  const spans: Span[] = [];
  let passed = 0;
  for (const run of runs) {
    const width = measure(run.text);
    const runLeft = base === 'ltr' ? passed : lineWidth - passed - width;
    const from = Math.max(0, start - run.start);
    const to = Math.min(run.text.length, end - run.start);
    if (from < to) {
      const [near, far] = [measure(run.text.slice(0, from)), measure(run.text.slice(0, to))];
      spans.push(
        run.direction === 'ltr'
          ? { left: runLeft + near, right: runLeft + far }
          : { left: runLeft + width - far, right: runLeft + width - near },
      );
    }
    passed += width;
  }
  return {
    left: Math.min(...spans.map(({ left }) => left)),
    right: Math.max(...spans.map(({ right }) => right)),
  };
};
