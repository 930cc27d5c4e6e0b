import { feedFfmpeg } from '../../scripts/samples/ffmpegPipe';
import { keptFile } from './fixtures';
import { COLUMNS, encodeCells, GRID_SIDE, LUMA, MAX_FRAME, QUIET_SIDE, ROWS } from './frameCode';

export interface CountedClip {
  /** Where to write it; the ending decides the container. */
  readonly path: string;
  /** 0–15 */
  readonly clipId: number;
  /** Even, in pixels. */
  readonly width: number;
  readonly height: number;
  /** A number or a fraction such as `30000/1001`. */
  readonly fps: number | `${number}/${number}`;
  /** Rounded to whole frames; at most 4096 of them. */
  readonly seconds: number;
  /** A quiet tone, another one for each clip id. Default: no sound. */
  readonly withAudio?: boolean;
  /** ffmpeg's name of an encoder. Default `libx264`, with its B-frames and a key frame every 48 frames. */
  readonly codec?: string;
  /** Output arguments that go last and so win, for example `['-g', '12']` or `['-metadata:s:v', 'rotate=90']`. */
  readonly extraArgs?: readonly string[];
}

const PRESET_ENCODERS = ['libx264', 'libx265'];
const TAGS = [
  ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
];

const PERIOD = 256;
const BACKGROUND = { min: 48, max: 208 };
/** Pixels the stripes move each frame; odd, so that the background repeats only after 256 frames. */
const STEP = 7;

const fillRectangle = (
  luma: Uint8Array,
  stride: number,
  [left, top, right, bottom]: readonly [number, number, number, number],
  value: number,
): void => {
  for (let y = Math.round(top); y < Math.round(bottom); y++) {
    luma.fill(value, y * stride + Math.round(left), y * stride + Math.round(right));
  }
};

/** Diagonal stripes, as one row that is long enough to be copied from at any place. */
const stripes = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, x) => {
    const ramp = Math.abs(((x % PERIOD) / PERIOD) * 2 - 1);
    return BACKGROUND.min + Math.round(ramp * (BACKGROUND.max - BACKGROUND.min));
  });

/** Yields every frame as yuv420p, in the same memory each time. */
function* countedFrames(clip: CountedClip, count: number): Generator<Uint8Array> {
  const { width, height, clipId } = clip;
  const picture = new Uint8Array((width * height * 3) / 2);
  const luma = picture.subarray(0, width * height);
  // A tint of its own for each clip, for people who look at the video.
  picture.fill(112 + (clipId % 4) * 10, width * height, (width * height * 5) / 4);
  picture.fill(112 + Math.floor(clipId / 4) * 10, (width * height * 5) / 4);

  const row = stripes(width + PERIOD);
  const shorter = Math.min(width, height);
  const quiet = (shorter * QUIET_SIDE) / 2;
  const side = shorter * GRID_SIDE;
  const left = (width - side) / 2;
  const top = (height - side) / 2;
  const across = (column: number): number => left + (column * side) / COLUMNS;
  const down = (line: number): number => top + (line * side) / ROWS;

  for (let frame = 0; frame < count; frame++) {
    for (let y = 0; y < height; y++) {
      const shift = (y + frame * STEP) % PERIOD;
      luma.set(row.subarray(shift, shift + width), y * width);
    }
    const [midX, midY] = [width / 2, height / 2];
    fillRectangle(luma, width, [midX - quiet, midY - quiet, midX + quiet, midY + quiet], LUMA.grey);
    encodeCells(clipId, frame).forEach((white, index) => {
      const [column, line] = [index % COLUMNS, Math.floor(index / COLUMNS)];
      const cell = [across(column), down(line), across(column + 1), down(line + 1)] as const;
      fillRectangle(luma, width, cell, white ? LUMA.white : LUMA.black);
    });
    yield picture;
  }
}

const rateOf = (fps: CountedClip['fps']): number => {
  const [over, under = 1] = String(fps).split('/').map(Number);
  return over! / under;
};

/**
 * Makes a video in which every picture says which clip and which frame it is (see `frameCode.ts`).
 * @returns the number of frames in it
 * @throws RangeError for an odd size or too many frames, Error when native ffmpeg fails
 */
export const makeCountedClip = async (clip: CountedClip): Promise<number> => {
  const { path, clipId, width, height, fps, seconds, codec = 'libx264' } = clip;
  const count = Math.round(seconds * rateOf(fps));
  if (width % 2 !== 0 || height % 2 !== 0) throw new RangeError(`sides must be even: ${width}×${height}`);
  if (count > MAX_FRAME + 1) throw new RangeError(`${count} frames are more than the code can number`);

  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-video_size', `${width}x${height}`];
  const input = [...raw, '-framerate', String(fps), ...TAGS, '-i', 'pipe:0'];
  const tone = `sine=frequency=${220 + 55 * clipId}:sample_rate=48000:duration=${count / rateOf(fps)}`;
  const sound = clip.withAudio ? ['-f', 'lavfi', '-i', tone] : [];
  const preset = PRESET_ENCODERS.includes(codec) ? ['-preset', 'veryfast'] : [];
  const encode = ['-c:v', codec, ...preset, '-g', '48', '-pix_fmt', 'yuv420p', ...TAGS];
  const args = [...input, ...sound, ...encode, ...(clip.extraArgs ?? [])];
  await keptFile(path, ['counted', clipId, count, args], (own) =>
    feedFfmpeg([...args, own], countedFrames(clip, count)),
  );
  return count;
};
