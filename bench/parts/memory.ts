import { closeSync, constants, copyFileSync, openSync, statSync, truncateSync, writeSync } from 'node:fs';
import { median } from '../../src/pool/median';
import { POOL } from '../engines';
import { inMebibytes, times } from '../figures';
import { OpenEngine } from '../openEngine';
import type { Part } from '../report/part';
import type { Setup } from '../setup';

const CLIP_SECONDS = 2;
const FILMS = 8;
/** Each gives as many clips as are needed for a hundred different ones. */
const FILM_SECONDS = 26;
/** Small, so that the benchmark ends in minutes: what might grow with clips and sources does so at any size. */
const SIZE = { width: 270, height: 480 };
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

/** Peak memory of the browser's processes: many clips, or a huge source, against eight clips. Each in a browser of its own. */
export const benchMemory = async ({ options, sources, folder }: Setup): Promise<Part> => {
  const films = await sources.longFilms(FILMS, FILM_SECONDS);
  const huge = folder.file('huge.mp4');
  makeHuge(films[0]!, huge);
  const settings = { size: options.size ?? SIZE, maxClipDuration: CLIP_SECONDS, seed: 1 } as const;
  const variants = [
    { name: '8 clips', clips: films, count: 8 },
    { name: '100 clips', clips: films, count: 100 },
    { name: '8 clips, one source of 6 GB', clips: [huge, ...films.slice(1)], count: 8 },
  ];
  const peaks: number[][] = variants.map(() => []);
  for (let round = 1; round <= options.repeats; round += 1) {
    for (const [index, { name, clips, count }] of variants.entries()) {
      await using open = await OpenEngine.open(POOL);
      const duration = count * CLIP_SECONDS;
      const { peakBytes } = await open.renderFiles({
        ...{ clips, out: folder.file('out.mp4') },
        settings: { ...settings, duration },
      });
      peaks[index]!.push(peakBytes);
      console.log(`${round}/${options.repeats}  ${inMebibytes(peakBytes)}  ${name}`);
    }
  }
  const medians = peaks.map(median);
  return {
    name: 'memory',
    title: 'Memory',
    notes: [
      `Peak of all processes of the browser (PSS), ${settings.size.width} × ${settings.size.height}, medians of ${options.repeats}.`,
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
