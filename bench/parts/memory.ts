import { closeSync, constants, copyFileSync, openSync, statSync, truncateSync, writeSync } from 'node:fs';
import type { ClipFile } from '../../scripts/lib/driver';
import { median } from '../../src/pool/median';
import { POOL } from '../engines';
import { inMebibytes, times } from '../figures';
import { OpenEngine } from '../openEngine';
import type { Part } from '../report/part';
import type { Setup } from '../setup';

/** Short clips of a small video, so that it takes minutes: what grows with clips and sources does so at any size. */
const CLIP_SECONDS = 1;
const SIZE = { width: 270, height: 480 };
const FILMS = 8;
/** From one clip of a film to the next, in seconds: no two clips are the same, and none is encoded for another. */
const STEP = 0.2;
const HUGE_BYTES = 6 * 10 ** 9;

/** The same film with a sparse `free` box behind it: a file of 6 GB. */
const makeHuge = (film: string, path: string): void => {
  copyFileSync(film, path, constants.COPYFILE_FICLONE);
  const { size } = statSync(path);
  const header = Buffer.alloc(16);
  header.writeUInt32BE(1, 0);
  header.write('free', 4);
  header.writeBigUInt64BE(BigInt(HUGE_BYTES), 8);
  const file = openSync(path, 'r+');
  writeSync(file, header, 0, header.length, size);
  closeSync(file);
  truncateSync(path, size + HUGE_BYTES);
};

/** So many clips, taking turns among the films, each from another place. */
const clipsOf = (films: readonly string[], count: number): ClipFile[] =>
  Array.from({ length: count }, (_, index) => ({
    path: films[index % films.length] ?? '',
    inPoint: Math.floor(index / films.length) * STEP,
  }));

/** Peak memory of the browser's processes: many clips, or a huge source, against eight clips. Each in a browser of its own. */
export const benchMemory = async ({ options, sources, folder }: Setup): Promise<Part> => {
  const films = await sources.films(FILMS);
  const huge = folder.file('huge.mp4');
  makeHuge(films[0]!, huge);
  const size = options.size ?? SIZE;
  const variants = [
    { name: '8 clips', clips: clipsOf(films, 8) },
    { name: '100 clips', clips: clipsOf(films, 100) },
    { name: '8 clips, one source of 6 GB', clips: clipsOf([huge, ...films.slice(1)], 8) },
  ];
  const peaks: number[][] = variants.map(() => []);
  for (let round = 1; round <= options.repeats; round += 1) {
    for (const [index, { name, clips }] of variants.entries()) {
      await using open = await OpenEngine.open(POOL);
      const settings = { size, mode: 'sequential', maxClipDuration: CLIP_SECONDS } as const;
      const { peakBytes } = await open.renderFiles({ clips, out: folder.file('out.mp4'), settings });
      peaks[index]!.push(peakBytes);
      console.log(`${round}/${options.repeats}  ${inMebibytes(peakBytes)}  ${name}`);
    }
  }
  const medians = peaks.map(median);
  return {
    name: 'memory',
    title: 'Memory',
    notes: [
      `Peak of all processes of the browser (PSS, every three seconds), ${size.width} × ${size.height}, clips of ${CLIP_SECONDS} s, medians of ${options.repeats}.`,
    ],
    tables: [
      {
        title: 'Against eight clips',
        columns: ['', 'peak', 'ratio'],
        rows: variants.map(({ name }, index) => [
          name,
          inMebibytes(medians[index] ?? 0),
          times((medians[index] ?? 0) / (medians[0] ?? 1)),
        ]),
      },
    ],
    charts: [],
    figures: peaks,
  };
};
