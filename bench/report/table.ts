import { escaped } from './escaped';
import type { Table } from './part';

const isFigure = (cell: string): boolean => /^[\d–-]/.test(cell);

/** Columns under each other, figures to the right. */
export const textTable = ({ title, columns, rows }: Table): string => {
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (isFigure(cell) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [title, line(columns), rule, ...rows.map(line)].join('\n');
};

export const htmlTable = ({ title, columns, rows }: Table): string => {
  const cell = (text: string): string =>
    `<td${isFigure(text) ? ' class="figure"' : ''}>${escaped(text)}</td>`;
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  return `<table><caption>${escaped(title)}</caption><thead><tr>${head}</tr></thead>\n<tbody>${body}</tbody></table>`;
};
