import { describe, expect, it } from 'vitest';
import { parseBenchArgs } from '../../bench/options';
import { scale, ticks } from '../../bench/report/axis';
import { barChart, laneChart, lineChart, linePath } from '../../bench/report/charts';
import { htmlPage } from '../../bench/report/htmlPage';
import { textTable } from '../../bench/report/table';

describe('parseBenchArgs', () => {
  const parse = (...args: string[]) => parseBenchArgs(args, ['clips', 'pool'], ['clips']);

  it('runs the whole suite three times without arguments', () => {
    const whole = { parts: ['clips'], clips: [4, 8, 16, 32], repeats: 3, size: null, media: null };
    expect(parse()).toEqual(whole);
  });

  it('takes what is said', () => {
    expect(
      parse('pool', '--clips', '8,4,8', '--repeats', '1', '--size', '180x320', '--media', 'films'),
    ).toEqual({
      parts: ['pool'],
      clips: [4, 8],
      repeats: 1,
      size: { width: 180, height: 320 },
      media: 'films',
    });
  });

  it.each([
    [['pools']],
    [['--clips', '4,x']],
    [['--clips', '0']],
    [['--repeats', '1.5']],
    [['--size', '180']],
  ])('refuses %j', (args) => {
    expect(() => parse(...args)).toThrow(RangeError);
  });
});

describe('textTable', () => {
  it('puts words to the left and figures to the right', () => {
    const rows = [
      ['pool', '9.5 s'],
      ['native', '10.5 s'],
    ];
    expect(textTable({ title: 'Times', columns: ['', 'time'], rows })).toBe(
      ['Times', '        time', '──────  ──────', 'pool     9.5 s', 'native  10.5 s'].join('\n'),
    );
  });
});

describe('ticks', () => {
  it.each([
    [32, [0, 10, 20, 30, 40]],
    [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.3, [0, 0.1, 0.2, 0.3]],
    [1234, [0, 500, 1000, 1500]],
    [0, [0, 1]],
  ])('up to %d', (most, expected) => {
    expect(ticks(most)).toEqual(expected);
  });

  it('are where the scale puts them', () => {
    const x = scale(40, 100, 20);
    expect([x(0), x(10), x(40)]).toEqual([100, 80, 20]);
    expect(scale(0, 5, 9)(3)).toBe(5);
  });
});

describe('charts', () => {
  it('draw a line from point to point', () => {
    const points = [
      [1, 2],
      [3, 4],
      [5, 1],
    ] as const;
    expect(linePath(points)).toBe('M1 2L3 4L5 1');
    expect(linePath([])).toBe('');
  });

  it('put the largest values at the ends of the axes', () => {
    const points = [
      [0, 0],
      [10, 100],
    ] as const;
    // The plot's corners: left and bottom, right and top.
    expect(lineChart([{ name: 'one', points }], 'clips', 'seconds')).toContain('d="M56 276L704 24"');
  });

  it('lay the pieces of a bar end to end', () => {
    const svg = barChart([{ name: 'bar', values: [1, 3] }], ['first', 'second'], 'seconds');
    const pieces = [...svg.matchAll(/class="fill-\d" x="([\d.]+)" y="42" width="([\d.]+)"/g)];
    const [first, second] = pieces.map(([, x, width]) => ({ x: Number(x), width: Number(width) }));
    expect(first!.x + first!.width).toBeCloseTo(second!.x, 5);
    expect(second!.width).toBeCloseTo(3 * first!.width, 0);
  });

  it('show a span in the lane of its worker', () => {
    const span = { lane: 1, from: 2, to: 4, kind: 0, label: '7' };
    const svg = laneChart([span], ['1', '2'], ['clip'], 'seconds');
    expect(svg).toMatch(/class="fill-0" x="380" y="59"/);
  });
});

describe('htmlPage', () => {
  const part = {
    name: 'clips',
    title: 'Clips & <tags>',
    notes: ['a note'],
    tables: [{ title: 'Table', columns: ['', 'time'], rows: [['<script>', '1 s']] }],
    charts: [{ title: 'Chart', svg: lineChart([{ name: '"quoted"', points: [[1, 1]] }], 'x', 'y') }],
    figures: {},
  };

  it('holds everything in itself, and takes nothing for markup', () => {
    const page = htmlPage(['a machine'], [part]);
    expect(page).toContain('Clips &amp; &lt;tags&gt;');
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain('&quot;quoted&quot;');
    expect(page).not.toMatch(/<script|<link|src=|href=|url\(|@import/);
  });
});
