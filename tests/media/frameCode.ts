import type { Size } from '../../src/shared/media';

/**
 * A frame's name as black and white cells: 4 bits clip id, 12 bits frame number and a 4-bit check, most significant
 * bit first, row by row, white is 1. The cells stand in a centred square on grey (the quiet zone), so that what is
 * left after a crop to another shape still shows all of them.
 */
export interface FrameName {
  /** 0–15 */
  readonly clipId: number;
  /** 0–4095 */
  readonly frame: number;
}

export const COLUMNS = 5;
export const ROWS = 4;
export const CELLS = COLUMNS * ROWS;
export const MAX_CLIP_ID = 15;
export const MAX_FRAME = 4095;

/**
 * Side of the square of cells, and of that square with its quiet zone, as parts of the picture's shorter side. A
 * `cover` crop between 16:9 and 9:16 leaves 9/16 = 0.56 of the shorter side visible: both are inside. In a 640×360
 * picture a cell is 28×36 pixels.
 */
export const GRID_SIDE = 0.4;
export const QUIET_SIDE = 0.5;

/** Luma in limited range. The grey is half-way, so that it can never pass for a cell. */
export const LUMA = { black: 16, grey: 126, white: 235 } as const;

/** A level further than this part of the contrast from black and from white is a mixture of frames, not a cell. */
const CLEAR = 0.3;
/** Least difference between black and white cells: below it the picture shows no code. */
const LEAST_CONTRAST = 48;

/**
 * CRC-4 with the polynomial x⁴+x+1 of ITU-T G.704. It starts from 0b1111: then no code is all black or all white, which a
 * reader that finds its own black and white could not tell apart.
 */
const crc4 = (bits: readonly boolean[]): number => {
  let crc = 0b1111;
  for (const bit of bits) {
    const carry = ((crc >> 3) & 1) !== Number(bit);
    crc = ((crc << 1) & 0b1111) ^ (carry ? 0b0011 : 0);
  }
  return crc;
};

const toBits = (value: number, count: number): boolean[] =>
  Array.from({ length: count }, (_, index) => ((value >> (count - 1 - index)) & 1) === 1);

const fromBits = (bits: readonly boolean[]): number =>
  bits.reduce((value, bit) => value * 2 + Number(bit), 0);

const checked = (name: string, value: number, max: number): number => {
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new RangeError(`${name} must be a whole number from 0 to ${max}, not ${value}`);
};

/**
 * The {@link CELLS} cells of a frame, row by row, `true` for white.
 * @throws RangeError when the clip id or the frame number does not fit
 */
export const encodeCells = (clipId: number, frame: number): boolean[] => {
  const bits = [
    ...toBits(checked('clipId', clipId, MAX_CLIP_ID), 4),
    ...toBits(checked('frame', frame, MAX_FRAME), 12),
  ];
  return [...bits, ...toBits(crc4(bits), 4)];
};

/**
 * What the measured brightness of the cells says, or `null` when it is no code: too little contrast, a cell neither
 * black nor white, or a check that does not match. Only differences count, so fades and other ranges are read too.
 */
export const decodeCells = (levels: readonly number[]): FrameName | null => {
  if (levels.length !== CELLS) throw new RangeError(`${CELLS} levels are needed, not ${levels.length}`);
  const black = Math.min(...levels);
  const contrast = Math.max(...levels) - black;
  if (contrast < LEAST_CONTRAST) return null;
  const heights = levels.map((level) => (level - black) / contrast);
  if (heights.some((height) => height > CLEAR && height < 1 - CLEAR)) return null;
  const bits = heights.map((height) => height > 0.5);
  if (fromBits(bits.slice(16)) !== crc4(bits.slice(0, 16))) return null;
  return { clipId: fromBits(bits.slice(0, 4)), frame: fromBits(bits.slice(4, 16)) };
};

/** Side in pixels of the square of cells when a source of this size is scaled into the target. */
export const gridSideIn = (source: Size, target: Size, fit: 'cover' | 'contain'): number => {
  const scales = [target.width / source.width, target.height / source.height];
  const scale = fit === 'cover' ? Math.max(...scales) : Math.min(...scales);
  return GRID_SIDE * Math.min(source.width, source.height) * scale;
};
