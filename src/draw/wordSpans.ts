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

/**
 * A number goes with the letters before it (UAX #9, W7); spaces and punctuation with what is around them where that
 * agrees, else with the line (N1, N2).
 */
const directionAt = (line: string, at: number, base: Direction): Direction => {
  const own = firstDirection(String.fromCodePoint(line.codePointAt(at) ?? 0));
  if (own !== null) return own;
  const before = firstDirection(Array.from(line.slice(0, at)).reverse().join('')) ?? base;
  const [next = ''] = line.slice(at).match(/[\p{L}\p{N}]/u) ?? [];
  const after = /\p{N}/u.test(next) ? before : (firstDirection(next) ?? base);
  return before === after ? before : base;
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
