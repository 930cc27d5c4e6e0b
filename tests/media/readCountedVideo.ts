import { readFfmpeg } from '../../scripts/samples/ffmpegPipe';
import type { Size } from '../../src/shared/media';
import { COLUMNS, decodeCells, type FrameName, GRID_SIDE, gridSideIn, QUIET_SIDE, ROWS } from './frameCode';

export interface CountedVideo {
  /** Size of the finished video. */
  readonly target: Size;
  readonly fit: 'cover' | 'contain';
  /** Sizes of the counted clips in it, as displayed. Which one a picture comes from is found by trying. */
  readonly sourceSizes: readonly Size[];
}

/** Side of the small grey picture that the centre of each frame is scaled to. */
const SMALL = 160;
/** The ring around the cells, in parts of their square's side, at which the quiet zone is measured. */
const RING = (1 + QUIET_SIDE / GRID_SIDE) / 2;
/** The quiet zone's place between black and white: half, with room for lossy coding. */
const QUIET = { min: 0.3, max: 0.7 };

/** Mean brightness of a box around a place, both in parts of the small picture's centred square of side `side`. */
const levelAt = (picture: Uint8Array, side: number, x: number, y: number, reach: number): number => {
  const centre = SMALL / 2;
  const [midX, midY, half] = [centre + x * side, centre + y * side, Math.max(0.5, reach * side)];
  let sum = 0;
  let count = 0;
  for (let row = Math.round(midY - half); row < Math.round(midY + half); row++) {
    for (let column = Math.round(midX - half); column < Math.round(midX + half); column++) {
      sum += picture[row * SMALL + column] ?? 0;
      count++;
    }
  }
  return sum / count;
};

const cellLevels = (picture: Uint8Array, side: number): number[] =>
  Array.from({ length: COLUMNS * ROWS }, (_, index) => {
    const x = ((index % COLUMNS) + 0.5) / COLUMNS - 0.5;
    const y = (Math.floor(index / COLUMNS) + 0.5) / ROWS - 0.5;
    return levelAt(picture, side, x, y, 0.25 / COLUMNS);
  });

/**
 * Whether the cells end where they should. Without this a square of the wrong size, lying inside the right one, could
 * by chance read clear cells with a matching check.
 */
const isQuietAround = (picture: Uint8Array, side: number, levels: readonly number[]): boolean => {
  const black = Math.min(...levels);
  const contrast = Math.max(...levels) - black;
  for (let step = -0.5; step <= 0.5; step += 0.125) {
    const edges = [
      [step, -RING / 2],
      [step, RING / 2],
      [-RING / 2, step],
      [RING / 2, step],
    ] as const;
    for (const [x, y] of edges) {
      const height = (levelAt(picture, side, x, y, 0.02) - black) / contrast;
      if (height < QUIET.min || height > QUIET.max) return false;
    }
  }
  return true;
};

const readPicture = (picture: Uint8Array, sides: readonly number[]): FrameName | null => {
  for (const side of sides) {
    const levels = cellLevels(picture, side);
    const name = decodeCells(levels);
    if (name && isQuietAround(picture, side, levels)) return name;
  }
  return null;
};

/**
 * Decodes a video with native ffmpeg and reads which clip and which frame each of its pictures shows.
 * @returns one entry for every decoded picture, none dropped or doubled; `null` where no code can be read
 * @throws Error when native ffmpeg fails
 */
export const readCountedVideo = async (path: string, video: CountedVideo): Promise<(FrameName | null)[]> => {
  const sides = [...new Set(video.sourceSizes.map((source) => gridSideIn(source, video.target, video.fit)))];
  const largest = (Math.max(...sides) * QUIET_SIDE) / GRID_SIDE;
  const shorter = Math.min(video.target.width, video.target.height);
  const centre = Math.min(shorter, Math.ceil(largest / 2) * 2);
  const sidesInSmall = sides.map((side) => (side * SMALL) / centre);

  const small = `crop=${centre}:${centre},scale=${SMALL}:${SMALL}:flags=area,format=gray`;
  const output = ['-map', '0:v:0', '-vf', small, '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'];
  const names: (FrameName | null)[] = [];
  for await (const picture of readFfmpeg(['-i', path, ...output], SMALL * SMALL)) {
    names.push(readPicture(picture, sidesInSmall));
  }
  return names;
};
