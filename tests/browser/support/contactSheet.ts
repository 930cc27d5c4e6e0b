import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import type { CliploomSession, FileRender } from '../../../scripts/lib/driver';
import type { RenderReport } from '../../../scripts/lib/pageRender';
import { PROJECT } from '../../../scripts/lib/paths';
import type { Size } from '../../../src/shared/media';
import { runFfmpeg } from '../../media/runFfmpeg';
import { decodeWarnings, frameTimes } from './ffprobe';
import type { Likeness } from './nativePicture';
import { lumaPictures } from './pictures';

/** Where a clip is in the video of all, in frames. */
interface Stretch {
  readonly from: number;
  readonly frames: number;
}

/** Many clips as one video, each of which is looked at by itself. */
export interface ContactSheet {
  readonly path: string;
  readonly report: RenderReport;
  /**
   * Where the clip of this place in the request is.
   * @throws Error with the reason where it was left out
   */
  stretchOf(index: number): Stretch;
}

/** Renders all clips as one video. A clip that fails is left out, and what follows moves up. */
export const renderSheet = async (
  session: Pick<CliploomSession, 'renderFiles'>,
  request: FileRender,
): Promise<ContactSheet> => {
  const report = await session.renderFiles(request);
  const stretches = new Map<number, Stretch>();
  let from = 0;
  for (const { sourceIndex, frames } of report.clips) {
    const before = stretches.get(sourceIndex);
    // What is long is divided: its parts follow each other.
    stretches.set(sourceIndex, {
      from: before?.from ?? from,
      frames: (before?.frames ?? 0) + frames,
    });
    from += frames;
  }
  return {
    path: request.out,
    report,
    stretchOf(index) {
      const problem = report.problems.find(({ sourceIndex }) => sourceIndex === index);
      if (problem) throw new Error(`left out: ${problem.error.message} ${problem.error.detail ?? ''}`);
      const stretch = stretches.get(index);
      if (!stretch) throw new Error(`clip ${index} is not in the video, and nobody says why`);
      return stretch;
    },
  };
};

/** Checks the video of all, once: every frame is there, and native ffmpeg has nothing to complain of. */
export const checkSheet = async ({ path, report }: ContactSheet): Promise<void> => {
  expect(report.clips.reduce((sum, { frames }) => sum + frames, 0)).toBe(report.output.frames);
  expect(await frameTimes(path)).toHaveLength(report.output.frames);
  expect(await decodeWarnings(path)).toBe('');
};

/** Where some clips that follow each other are, with the transitions between them. */
export const stretchFrom = (sheet: ContactSheet, first: number, last: number): Stretch => {
  const { from } = sheet.stretchOf(first);
  const end = sheet.stretchOf(last);
  return { from, frames: end.from + end.frames - from };
};

/** The pictures of a stretch, as `lumaPictures` has them; decoded once for all. */
export const sheetPictures = async (
  { path }: ContactSheet,
  size: Size,
): Promise<(stretch: Stretch) => Uint8Array[]> => {
  const all = await lumaPictures(path, size);
  return ({ from, frames }) => all.slice(from, from + frames);
};

/** What a clip of a sheet has to look like. */
export interface Reference {
  /** A lossless video of the sheet's size. */
  readonly path: string;
  readonly frames: number;
}

const PLANES = ['y', 'u', 'v'] as const;
/** What is written for each frame: the likeness by SSIM, and the mean squared error, of each plane. */
const readStats = (path: string, name: (plane: string) => string): number[][] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) =>
      PLANES.map((plane) => {
        const value = new RegExp(`\\b${name(plane)}:(\\S+)`).exec(line)?.[1];
        if (value === undefined) throw new Error(`${name(plane)} is not in: ${line}`);
        return Number(value);
      }),
    );

const meanOf = (rows: Stats, plane: number): number =>
  rows.reduce((sum, row) => sum + (row[plane] ?? 0), 0) / rows.length;

type Stats = readonly (readonly number[])[];

/** The likeness and the error of each frame of two videos. `inputs` are ffmpeg's arguments for both. */
const frameStats = async (
  path: string,
  inputs: readonly string[],
  chosen: string,
): Promise<{ alike: Stats; errors: Stats }> => {
  const [ssim, psnr] = [`${path}.ssim`, `${path}.psnr`];
  // Numbered, not timed: rounded times can pair a frame with its neighbour.
  const even = 'settb=1/30,setpts=N,format=yuv420p,split';
  const filters = [
    `[0:v]${chosen}${even}[a0][b0]`,
    `[1:v]${even}[a1][b1]`,
    `[a0][a1]ssim=stats_file=${ssim}[a]`,
    `[b0][b1]psnr=stats_file=${psnr}[b]`,
  ].join(';');
  await runFfmpeg([
    ...inputs,
    ...['-filter_complex', filters, '-map', '[a]', '-map', '[b]', '-f', 'null', '-'],
  ]);
  return {
    alike: readStats(ssim, (plane) => plane.toUpperCase()),
    errors: readStats(psnr, (plane) => `mse_${plane}`),
  };
};

/** Of so many frames from one on: the mean of the plane that is worst, as `likeness` has it. */
const likenessIn = (
  { alike, errors }: { alike: Stats; errors: Stats },
  { from, frames }: Stretch,
): Likeness => {
  const likes = alike.slice(from, from + frames);
  const squares = errors.slice(from, from + frames);
  if (likes.length < frames) throw new Error(`${alike.length} frames were compared, not ${from + frames}`);
  return {
    ssim: Math.min(...PLANES.map((_, plane) => meanOf(likes, plane))),
    psnr: Math.min(...PLANES.map((_, plane) => 10 * Math.log10(255 ** 2 / meanOf(squares, plane)))),
  };
};

/**
 * How alike the clips of a sheet and their references are, in one go. `null` where a clip is not there, or of another
 * length: then there is nothing to compare frame by frame.
 */
export const compareSheet = async (
  sheet: ContactSheet,
  references: readonly Reference[],
): Promise<readonly (Likeness | null)[]> => {
  const stretches = references.map(({ frames }, index) => {
    try {
      const stretch = sheet.stretchOf(index);
      return stretch.frames === frames ? stretch : null;
    } catch {
      return null;
    }
  });
  const compared = [...references.keys()].filter((index) => stretches[index] !== null);
  const list = `${sheet.path}.txt`;
  writeFileSync(list, compared.map((index) => `file '${references[index]!.path}'\n`).join(''));
  const chosen = compared
    .map((index) => stretches[index]!)
    .map(({ from, frames }) => `between(n,${from},${from + frames - 1})`)
    .join('+');
  const inputs = ['-i', sheet.path, '-f', 'concat', '-safe', '0', '-i', list];
  const stats = await frameStats(sheet.path, inputs, `select='${chosen}',`);
  const result: (Likeness | null)[] = references.map(() => null);
  let from = 0;
  for (const index of compared) {
    const { frames } = references[index]!;
    result[index] = likenessIn(stats, { from, frames });
    from += frames;
  }
  return result;
};

/**
 * Compares two sheets of the same clips.
 * @returns how alike the clips from one place in the request to another are
 */
export const compareSheets = async (
  mine: ContactSheet,
  theirs: ContactSheet,
): Promise<(first: number, last: number) => Likeness> => {
  const stats = await frameStats(mine.path, ['-i', mine.path, '-i', theirs.path], '');
  return (first, last) => {
    const stretch = stretchFrom(mine, first, last);
    const { from } = theirs.stretchOf(first);
    if (from !== stretch.from) {
      throw new Error(`It starts at frame ${stretch.from} here, and at ${from} there.`);
    }
    return likenessIn(stats, stretch);
  };
};

const SHOWN = 6;

/** Of a video's frames, some of this stretch, side by side. */
const rowOf = (input: number, { from, frames }: Stretch): string => {
  const some = `select='not(mod(n,${Math.max(1, Math.floor(frames / SHOWN))}))',tile=${SHOWN}x1`;
  return `[${input}:v]trim=start_frame=${from}:end_frame=${from + frames},settb=1/30,setpts=N,${some}`;
};

const leavePicture = async (inputs: readonly string[], filters: string, name: string): Promise<string> => {
  const folder = join(PROJECT, 'tests', 'output');
  mkdirSync(folder, { recursive: true });
  const out = join(folder, `sheet-${name.replace(/[^\w.-]+/g, '-')}.png`);
  await runFfmpeg([...inputs, '-filter_complex', filters, '-frames:v', '1', out]);
  return relative(PROJECT, out);
};

/** Leaves a picture of some frames of a clip, above those of its reference, and says where. */
export const showStretch = (
  sheet: ContactSheet,
  index: number,
  { path, frames, from = 0 }: Reference & Partial<Stretch>,
  name: string,
): Promise<string> => {
  const rows = [rowOf(0, sheet.stretchOf(index)), rowOf(1, { from, frames })];
  const filters = `${rows[0]}[a];${rows[1]}[b];[a][b]vstack`;
  return leavePicture(['-i', sheet.path, '-i', path], filters, name);
};

/** Looks at a stretch. What is wrong with it is told with where a picture of its frames was left. */
export const lookAt = async <T>(
  sheet: ContactSheet,
  stretch: Stretch,
  name: string,
  look: () => T | Promise<T>,
): Promise<T> => {
  try {
    return await look();
  } catch (thrown) {
    if (thrown instanceof Error) {
      const picture = await leavePicture(['-i', sheet.path], rowOf(0, stretch), name);
      thrown.message = `${thrown.message}: see ${picture}`;
    }
    throw thrown;
  }
};

/** Makes something when it is first asked for, once: what went wrong is told to all who ask. */
export const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
};

/** Runs a few at a time. */
export const fewAtATime = async <T, R>(
  items: readonly T[],
  count: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: count }, lane));
  return results;
};
