import { scale, ticks } from './axis';
import { escaped } from './escaped';

const WIDTH = 720;
/** Of what lies between a line chart's axes. */
const LINES_HEIGHT = 252;
const FRAME = { left: 56, right: 16, top: 24 } as const;
/** Height of a bar and of a worker's lane, with the room around it. */
const ROW = 30;
const BAR = 20;

export type Point = readonly [x: number, y: number];

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

const svg = (height: number, label: string, content: readonly string[]): string =>
  `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(label)}">${content.join('')}</svg>`;

const text = (x: number, y: number, content: string, anchor = 'start'): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(content)}</text>`;

/** The `d` of a path from point to point. */
export const linePath = (points: readonly Point[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');

/** From the axis to the first of the names below it, and from one row of them to the next. */
const LEGEND_BELOW = 48;
const LEGEND_ROW = 16;
/** Widest that a letter is on average. */
const LETTER = 6.4;

/** Names of what is drawn, in their colours, below the axis: in as many rows as they take. */
const legend = (names: readonly string[], axis: number): { readonly drawn: string; readonly end: number } => {
  let [x, y] = [FRAME.left, axis + LEGEND_BELOW];
  const entries = names.map((name, index) => {
    const width = 14 + name.length * LETTER;
    if (x > FRAME.left && x + width > WIDTH) [x, y] = [FRAME.left, y + LEGEND_ROW];
    const entry = `<rect class="fill-${index}" x="${x}" y="${y - 9}" width="10" height="10"/>${text(x + 14, y, name)}`;
    x += width + 20;
    return entry;
  });
  return { drawn: entries.join(''), end: y + 4 };
};

const horizontalAxis = (most: number, bottom: number, label: string) => {
  const marks = ticks(most);
  const x = scale(marks.at(-1) ?? 1, FRAME.left, WIDTH - FRAME.right);
  const drawn = marks.map(
    (mark) =>
      `<line class="grid" x1="${x(mark)}" x2="${x(mark)}" y1="${FRAME.top}" y2="${bottom}"/>` +
      text(x(mark), bottom + 15, String(mark), 'middle'),
  );
  return { x, drawn: [...drawn, text(WIDTH - FRAME.right, bottom + 30, label, 'end')] };
};

/** Lines over a common pair of axes, both from 0. */
export const lineChart = (series: readonly Series[], xLabel: string, yLabel: string): string => {
  const points = series.flatMap((one) => one.points);
  const bottom = FRAME.top + LINES_HEIGHT;
  const across = horizontalAxis(Math.max(0, ...points.map(([x]) => x)), bottom, xLabel);
  const marks = ticks(Math.max(0, ...points.map(([, y]) => y)));
  const y = scale(marks.at(-1) ?? 1, bottom, FRAME.top);
  const rows = marks.map(
    (mark) =>
      `<line class="grid" x1="${FRAME.left}" x2="${WIDTH - FRAME.right}" y1="${y(mark)}" y2="${y(mark)}"/>` +
      text(FRAME.left - 6, y(mark) + 4, String(mark), 'end'),
  );
  const lines = series.map(({ points: own }, index) => {
    const at = own.map(([px, py]): Point => [across.x(px), y(py)]);
    const dots = at.map(([cx, cy]) => `<circle class="fill-${index}" cx="${cx}" cy="${cy}" r="3"/>`);
    return `<path class="line-${index}" d="${linePath(at)}"/>${own.length > 40 ? '' : dots.join('')}`;
  });
  const names = series.map(({ name }) => name);
  const label = `${yLabel} against ${xLabel}: ${names.join(', ')}`;
  const { drawn, end } = legend(names, bottom);
  return svg(end, label, [...across.drawn, ...rows, text(4, FRAME.top - 12, yLabel), ...lines, drawn]);
};

/** A bar of each kind's shares, one after the other. */
export interface Bar {
  readonly name: string;
  /** One for each kind. */
  readonly values: readonly number[];
}

export const barChart = (bars: readonly Bar[], kinds: readonly string[], xLabel: string): string => {
  const bottom = FRAME.top + bars.length * ROW * 1.7;
  const longest = Math.max(0, ...bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
  const across = horizontalAxis(longest, bottom, xLabel);
  const drawn = bars.map(({ name, values }, row) => {
    const y = FRAME.top + row * ROW * 1.7 + 18;
    let sum = 0;
    const pieces = values.map((value, kind) => {
      const x = across.x(sum);
      sum += value;
      const width = (across.x(sum) - x).toFixed(1);
      const title = `<title>${escaped(`${kinds[kind]}: ${value.toFixed(2)}`)}</title>`;
      return `<rect class="fill-${kind}" x="${x}" y="${y}" width="${width}" height="${BAR}">${title}</rect>`;
    });
    return text(FRAME.left, y - 5, name) + pieces.join('');
  });
  const { drawn: named, end } = legend(kinds, bottom);
  return svg(end, `${xLabel}: ${kinds.join(', ')}`, [...across.drawn, ...drawn, named]);
};

/** A stretch of time in a lane, in the unit of the axis. */
export interface LaneSpan {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  readonly kind: number;
  readonly label: string;
}

/** What each worker was on, over time. */
export const laneChart = (
  spans: readonly LaneSpan[],
  lanes: readonly string[],
  kinds: readonly string[],
  xLabel: string,
): string => {
  const bottom = FRAME.top + lanes.length * ROW;
  const across = horizontalAxis(Math.max(0, ...spans.map(({ to }) => to)), bottom, xLabel);
  const names = lanes.map((name, lane) => text(FRAME.left - 6, FRAME.top + lane * ROW + 19, name, 'end'));
  const drawn = spans.map(({ lane, from, to, kind, label }) => {
    const [x, y] = [across.x(from), FRAME.top + lane * ROW + 5];
    const width = Math.max(0.5, across.x(to) - x - 1).toFixed(1);
    const bar = `<rect class="fill-${kind}" x="${x}" y="${y}" width="${width}" height="${BAR}"><title>${escaped(label)}</title></rect>`;
    return Number(width) > 22
      ? `${bar}<text class="on-bar" x="${x + 4}" y="${y + 14}">${escaped(label)}</text>`
      : bar;
  });
  const { drawn: named, end } = legend(kinds, bottom);
  return svg(end, `Workers over ${xLabel}`, [...across.drawn, ...names, ...drawn, named]);
};
