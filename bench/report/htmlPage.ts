import { escaped } from './escaped';
import type { Chart, Part } from './part';
import { htmlTable } from './table';

/** Told apart by people who see few colours, too: Okabe and Ito, “Color Universal Design”, 2008, without its yellow. */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#7a7a7a'];

const STYLE = `
:root { color-scheme: light dark; --ink: #1c1e21; --paper: #fff; --faint: #d9dce1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #16181b; --faint: #3a3e44; } }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
table { border-collapse: collapse; margin: 1.5rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
th, td { text-align: left; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid var(--faint); vertical-align: bottom; }
.figure { text-align: right; white-space: nowrap; }
figure { margin: 1.5rem 0; }
figcaption { font-weight: 600; }
svg { width: 100%; height: auto; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
svg .on-bar { fill: #fff; font-size: 10px; }
svg .grid { stroke: var(--faint); }
svg path { fill: none; stroke-width: 2; }
${COLOURS.map((colour, index) => `.fill-${index} { fill: ${colour}; } .line-${index} { stroke: ${colour}; }`).join('\n')}
`;

const figure = ({ title, svg }: Chart): string =>
  `<figure><figcaption>${escaped(title)}</figcaption>${svg}</figure>`;

const section = ({ name, title, notes, tables, charts }: Part): string =>
  [
    `<section id="${escaped(name)}"><h2>${escaped(title)}</h2>`,
    ...notes.map((note) => `<p>${escaped(note)}</p>`),
    ...tables.map(htmlTable),
    ...charts.map(figure),
    '</section>',
  ].join('\n');

/** A page with everything in it: no script, nothing fetched. */
export const htmlPage = (machine: readonly string[], parts: readonly Part[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Cliploom: benchmarks</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Cliploom: benchmarks</h1>
<ul>${machine.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>
${parts.map(section).join('\n')}
</body>
</html>
`;
