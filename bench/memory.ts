import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { openCliploom } from '../scripts/lib/driver';
import { run } from '../scripts/lib/run';
import { median } from '../src/pool/median';
import { tempDir } from '../tests/browser/support/tempDir';
import { describeMachine } from './machine';
import { MemoryWatch } from './processMemory';
import { writeResult } from './results';

const CLIP_SECONDS = 2;
const SOURCES = 8;
const SETTINGS = { size: { width: 540, height: 960 }, maxClipDuration: CLIP_SECONDS, seed: 1 } as const;
const MEBIBYTE = 2 ** 20;

/** A film of a minute, 1080p, about 8 Mbit/s: moving noise, so that there is something to encode. */
const makeFilm = async (path: string, index: number): Promise<void> => {
  const picture = `testsrc2=s=1920x1080:r=30,noise=alls=12:allf=t:all_seed=${index}`;
  const codec = ['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '8M', '-pix_fmt', 'yuv420p'];
  const args = ['-v', 'error', '-y', '-f', 'lavfi', '-i', picture, '-t', '30', ...codec, path];
  const { code, stderr } = await run('ffmpeg', args, { timeoutSeconds: 600, output: 'capture' });
  if (code !== 0) throw new Error(stderr);
};

/** The same film with a sparse `free` box behind it: a file of 6 GB. */
const makeHuge = (film: string, path: string): void => {
  const bytes = readFileSync(film);
  const free = 6 * 10 ** 9;
  const header = Buffer.alloc(16);
  header.writeUInt32BE(1, 0);
  header.write('free', 4);
  header.writeBigUInt64BE(BigInt(free), 8);
  writeFileSync(path, Buffer.concat([bytes, header]));
  truncateSync(path, bytes.byteLength + free);
};

/**
 * Peak memory of the browser's processes: many clips, or a huge source, against eight clips. Each in a browser of its own.
 * @param repeats renders of each
 */
export const benchMemory = async (repeats: number): Promise<void> => {
  using folder = tempDir();
  const films = Array.from({ length: SOURCES }, (_, index) => folder.file(`film-${index}.mp4`));
  for (const [index, film] of films.entries()) await makeFilm(film, index);
  const huge = folder.file('huge.mp4');
  makeHuge(films[0]!, huge);
  const variants = [
    { name: '8 clips', clips: films, count: 8 },
    { name: '100 clips', clips: films, count: 100 },
    { name: '8 clips, one source of 6 GB', clips: [huge, ...films.slice(1)], count: 8 },
  ];
  const peaks: number[][] = variants.map(() => []);
  for (let round = 1; round <= repeats; round += 1) {
    for (const [index, { name, clips, count }] of variants.entries()) {
      const session = await openCliploom();
      try {
        using watch = new MemoryWatch();
        const duration = count * CLIP_SECONDS;
        await session.renderFiles({
          clips,
          out: folder.file('out.mp4'),
          settings: { ...SETTINGS, duration },
        });
        peaks[index]!.push(watch.peak);
        console.log(`${round}/${repeats}  ${Math.round(watch.peak / MEBIBYTE)} MiB  ${name}`);
      } finally {
        await session.close();
      }
    }
  }
  const medians = peaks.map(median);
  console.log(`\n${describeMachine()}; peak of all processes of the browser (PSS), medians of ${repeats}`);
  for (const [index, { name }] of variants.entries()) {
    const ratio = (medians[index] ?? 0) / (medians[0] ?? 1);
    console.log(`${Math.round((medians[index] ?? 0) / MEBIBYTE)} MiB  ${ratio.toFixed(2)}×  ${name}`);
  }
  writeResult('memory', { machine: describeMachine(), repeats, peaks });
};
