import { readFileSync, writeFileSync } from 'node:fs';

/** Columns of the upper left 2×2 part: where a step to the right and a step down go on the screen. */
export type TrackMatrix = readonly [rightX: number, rightY: number, downX: number, downY: number];

/** From the box's name to the matrix in a `tkhd` of version 0 (ISO/IEC 14496-12, 8.3.2). */
const MATRIX_AFTER_NAME = 44;
/** 1 in 16.16 fixed point. */
const ONE = 0x10000;

/**
 * Changes how the first track of an MP4 is to be turned and flipped; ffmpeg 5 cannot be told to write all of it.
 * @throws Error when there is no track header
 */
export const setTrackMatrix = (path: string, [a, b, c, d]: TrackMatrix): void => {
  const bytes = readFileSync(path);
  const name = bytes.indexOf('tkhd');
  if (name < 0) throw new Error(`${path} has no track header`);
  const matrix = name + MATRIX_AFTER_NAME;
  for (const [place, value] of [a, b, 0, c, d].entries()) {
    bytes.writeInt32BE(value * ONE, matrix + 4 * place);
  }
  writeFileSync(path, bytes);
};
