import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { PROJECT } from '../../scripts/lib/paths';
import { run } from '../../scripts/lib/run';
import { ensureTools } from '../../scripts/lib/tools';
import { feedFfmpeg } from '../../scripts/samples/ffmpegPipe';
import type { Size } from '../../src/shared/media';
import { inParallel } from '../inParallel';
import { cameraFilmArgs, type Scenery } from './cameraFilm';
import { readyFilmArgs } from './readyFilm';
import {
  BACKGROUND,
  developed,
  developedForeground,
  FOREGROUND,
  paintBackground,
  paintForeground,
} from './scenery';

/** Part of the folder's name: films of an older recipe are not taken for those of this one. */
const RECIPE = 1;
const LANDSCAPES = 8;
const FILM_SECONDS = 900;
const VIDEO_NAMES = /\.(mp4|m4v|mov|webm|mkv)$/i;

const cacheFolder = (): string => {
  const { XDG_CACHE_HOME = join(homedir(), '.cache') } = process.env;
  return join(XDG_CACHE_HOME, 'cliploom', `bench-${RECIPE}`);
};

/** Makes a file that is either whole or not there: under another name first. */
const makeOnce = async (path: string, make: (partial: string) => Promise<void>): Promise<string> => {
  if (existsSync(path)) return path;
  const partial = path.replace(/(\.\w+)$/, `.part-${process.pid}$1`);
  await make(partial);
  renameSync(partial, path);
  return path;
};

const ffmpeg = async (args: readonly string[]): Promise<void> => {
  const { code, stderr } = await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], {
    timeoutSeconds: FILM_SECONDS,
    output: 'capture',
  });
  if (code !== 0) throw new Error(`ffmpeg ${args.join(' ')}\nended with ${code}:\n${stderr.slice(-2000)}`);
};

const toPng = (bytes: Uint8Array, format: string, { width, height }: { width: number; height: number }) => {
  const raw = ['-f', 'rawvideo', '-pix_fmt', format, '-video_size', `${width}x${height}`, '-i', 'pipe:0'];
  return (path: string): Promise<void> => feedFfmpeg([...raw, '-frames:v', '1', path], [bytes]);
};

/** The films and the voice-over that the benchmarks render. */
export class Sources {
  readonly #given: string | null;
  readonly #folder = cacheFolder();

  /** @param given a folder of films to take instead of making some */
  constructor(given: string | null) {
    this.#given = given === null ? null : resolve(given);
    mkdirSync(this.#folder, { recursive: true });
  }

  /**
   * Paths of `count` films, made where they are missing.
   * @throws Error if the given folder has fewer
   */
  async films(count: number): Promise<string[]> {
    if (this.#given !== null) return this.#fromFolder(this.#given, count);
    await ensureTools(['ffmpeg', 'ffprobe']);
    const sceneries: Scenery[] = [];
    for (let at = 0; at < Math.min(count, LANDSCAPES); at += 1) sceneries.push(await this.#scenery(at));
    return inParallel(Array.from({ length: count }), availableParallelism(), (_, index) =>
      this.#film(index, sceneries[index % LANDSCAPES]!),
    );
  }

  /** The films again, as they are to be in a video of this size: nothing has to be done to them. */
  async readyFilms(count: number, size: Size): Promise<string[]> {
    const films = await this.films(count);
    return inParallel(films, availableParallelism(), (film, index) => {
      const name = `ready-${index}-${size.width}x${size.height}.mp4`;
      return makeOnce(join(this.#folder, name), async (partial) => {
        console.log(`Making ${name} …`);
        await ffmpeg(await readyFilmArgs(film, size, partial));
      });
    });
  }

  /** Speech of this length in seconds: the sample voice-over, again and again. */
  voiceOver(seconds: number): Promise<string> {
    const spoken = join(PROJECT, 'public', 'samples', 'voice-over.flac');
    return makeOnce(join(this.#folder, `voice-${seconds}s.flac`), (path) =>
      ffmpeg(['-stream_loop', '-1', '-i', spoken, '-t', String(seconds), '-c:a', 'flac', path]),
    );
  }

  #fromFolder(folder: string, count: number): string[] {
    const names = readdirSync(folder)
      .filter((name) => VIDEO_NAMES.test(name))
      .sort();
    if (names.length < count) throw new Error(`${folder} has ${names.length} films, ${count} are needed.`);
    return names.slice(0, count).map((name) => join(folder, name));
  }

  async #scenery(at: number): Promise<Scenery> {
    const path = (name: string) => join(this.#folder, `${name}-${at}.png`);
    return {
      background: await makeOnce(path('background'), (partial) =>
        toPng(developed(paintBackground(at)), 'rgb24', BACKGROUND)(partial),
      ),
      foreground: await makeOnce(path('foreground'), (partial) =>
        toPng(developedForeground(paintForeground(at), at), 'rgba', FOREGROUND)(partial),
      ),
    };
  }

  #film(index: number, scenery: Scenery): Promise<string> {
    const name = `film-${index}.mp4`;
    return makeOnce(join(this.#folder, name), async (partial) => {
      console.log(`Making ${name} …`);
      await ffmpeg(cameraFilmArgs(index, scenery, partial));
    });
  }
}
