import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveringRect } from '../../src/draw/layer';
import { spanOf } from '../../src/draw/wordSpans';

/** Every code unit is ten wide. */
const measure = (text: string): number => text.length * 10;

describe('where a word is in a line', () => {
  it.each([
    ['left to right', 'one two', 'two', 'ltr', [40, 70]],
    // The line's end is at its left.
    ['right to left', 'שלום עולם', 'שלום', 'rtl', [50, 90]],
    ['right to left', 'שלום עולם', 'עולם', 'rtl', [0, 40]],
    ['Latin words in Hebrew', 'טוב my car כן', 'my', 'rtl', [30, 50]],
    ['Latin words in Hebrew', 'טוב my car כן', 'car', 'rtl', [60, 90]],
    ['Hebrew words in English', 'say שלום עולם now', 'שלום', 'ltr', [90, 130]],
    ['Hebrew words in English', 'say שלום עולם now', 'עולם', 'ltr', [40, 80]],
    ['a number goes with what is before it', 'טוב iPhone 15 כן', '15', 'rtl', [100, 120]],
    ['a number in Hebrew', 'יש 15 דקות', '15', 'rtl', [50, 70]],
    ['an emoji of two code units', '😀 ab', 'ab', 'ltr', [30, 50]],
  ] as const)('%s: %j, %j', (_, line, word, base, [left, right]) => {
    const start = line.indexOf(word);
    expect(spanOf(line, start, start + word.length, base, measure)).toEqual({ left, right });
  });
});

describe('the rectangle of a layer', () => {
  it('is even, on the target, and covers what is on it', () => {
    const edge = fc.double({ min: -500, max: 3000, noNaN: true });
    const side = fc.integer({ min: 32, max: 1000 }).map((half) => half * 2);
    fc.assert(
      fc.property(edge, edge, edge, edge, side, side, (x1, x2, y1, y2, width, height) => {
        const bounds = {
          left: Math.min(x1, x2),
          right: Math.max(x1, x2),
          top: Math.min(y1, y2),
          bottom: Math.max(y1, y2),
        };
        const rect = coveringRect(bounds, { width, height });
        for (const value of Object.values(rect)) expect(value % 2).toBe(0);
        expect(Math.min(rect.x, rect.y)).toBeGreaterThanOrEqual(0);
        expect(Math.min(rect.width, rect.height)).toBeGreaterThanOrEqual(2);
        expect(rect.x + rect.width).toBeLessThanOrEqual(width);
        expect(rect.y + rect.height).toBeLessThanOrEqual(height);
        const isOn = bounds.left < width && bounds.right > 0;
        if (isOn) expect(rect.x).toBeLessThanOrEqual(Math.max(0, bounds.left));
        if (isOn) expect(rect.x + rect.width).toBeGreaterThanOrEqual(Math.min(width, bounds.right));
      }),
    );
  });
});
