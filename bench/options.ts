import { parseArgs } from 'node:util';
import type { Size } from '../src/shared/media';

/** What a run of the benchmarks is to do. */
export interface BenchOptions {
  /** Names of the parts, in the order in which they run. */
  readonly parts: readonly string[];
  /** Numbers of clips, ascending. */
  readonly clips: readonly number[];
  /** Timed renders of each variant. */
  readonly repeats: number;
  /** Size of the videos; `null`: each part's own. */
  readonly size: Size | null;
  /** A folder of sources; `null`: those that the benchmark makes for itself. */
  readonly media: string | null;
}

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`--${name}: ${text} is no whole number.`);
  return value;
};

const parsedSize = (text: string): Size => {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (width === undefined || height === undefined)
    throw new RangeError(`--size: ${text} is not like 1080x1920.`);
  return { width: Number(width), height: Number(height) };
};

/**
 * @param args what stands behind `npm run bench --`
 * @param known all parts; without a name all of `whole` run
 * @throws RangeError that says what is wrong
 */
export const parseBenchArgs = (
  args: readonly string[],
  known: readonly string[],
  whole: readonly string[],
): BenchOptions => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      clips: { type: 'string', default: '4,8,16,32' },
      repeats: { type: 'string', default: '3' },
      size: { type: 'string' },
      media: { type: 'string' },
    },
  });
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`There is no benchmark ${unknown.join(', ')}: ${known.join(', ')}.`);
  const clips = values.clips.split(',').map((text) => wholeNumber('clips', text));
  return {
    parts: positionals.length > 0 ? positionals : whole,
    clips: [...new Set(clips)].sort((a, b) => a - b),
    repeats: wholeNumber('repeats', values.repeats),
    size: values.size === undefined ? null : parsedSize(values.size),
    media: values.media ?? null,
  };
};
