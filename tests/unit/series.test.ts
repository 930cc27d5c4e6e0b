import { describe, expect, it } from 'vitest';
import { reportOf } from '../../src/page/state/resultFile';
import { lineThrough, meanOf, Series } from '../../src/page/state/series';
import type { CombineResult } from '../../src/render/types';

describe('a figure over time', () => {
  it('has a point for each stretch of time, and changes only the last one', () => {
    const series = new Series(0.5);
    for (const [time, value] of [
      [0, 1],
      [0.4, 2],
      [0.5, 3],
      [2, 4],
    ] as const)
      series.add(time, value);
    expect(series.points).toEqual([2, 3, 3, 3, 4]);
  });

  it('stays bounded, and keeps its shape', () => {
    const series = new Series(0.5);
    for (let second = 0; second < 5000; second += 0.25) series.add(second, second);
    expect(series.points.length).toBeLessThanOrEqual(60);
    expect(series.points.length).toBeGreaterThan(29);
    expect(series.points.at(-1)).toBeCloseTo(5000, -1);
    expect([...series.points].sort((one, other) => one - other)).toEqual(series.points);
    series.clear();
    series.add(0.6, 7);
    expect(series.points).toEqual([7, 7]);
  });

  it('is the mean of several, where not all are as long', () => {
    expect(
      meanOf([
        [1, 0, 1],
        [0, 1],
      ]),
    ).toEqual([0.5, 0.5, 1]);
    expect(meanOf([])).toEqual([]);
  });

  it('is a line in a box', () => {
    expect(lineThrough([0, 1, 2], 2)).toBe('0.0,100.0 50.0,50.0 100.0,0.0');
    expect(lineThrough([0, 0], 0)).toBe('0.0,100.0 100.0,100.0');
  });
});

describe('the report of a render', () => {
  it('has all that is told, without the video and what is read in it', () => {
    const cues = [{ startSeconds: 0, endSeconds: 1, text: 'private', words: [] }];
    const subtitles = { format: 'srt', encoding: 'utf-8', cues, beyondEnd: 0, skipped: [] };
    const result = { blob: new Blob(['x']), wallMs: 5, subtitles } as unknown as CombineResult;
    const report = reportOf(result);
    expect(JSON.parse(report)).toEqual({ wallMs: 5, subtitles: { ...subtitles, cues: 1 } });
    expect(report).not.toContain('private');
  });
});
