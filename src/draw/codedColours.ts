import { BLUE, CB_STEP, CHROMA_RANGE, CR_STEP, GREEN, LUMA_RANGE, LUMA_STEP, RED } from '../shared/bt709';

/**
 * Frames are composed on canvases that hold the video's own colours, BT.709 Y′CbCr, limited range: Cr in red, Y′ in green,
 * Cb in blue. Scaling, moving and blending are the same sums there, so nothing is lost to RGB and back, and no browser's
 * own conversion (each has another) gets between.
 */

/** Y′CbCr, 8 bit. */
export type CodedColour = readonly [y: number, cb: number, cr: number];

export const BLACK: CodedColour = [16, 128, 128];

/** A colour to fill with, as canvases write it. */
export const codedStyle = ([y, cb, cr]: CodedColour): string => `rgb(${cr},${y},${cb})`;

/** Turns straight R′G′B′ (sRGB) into coded colours, in the same memory. Alpha stays. */
export const codeColours = ({ data }: ImageData): void => {
  for (let at = 0; at < data.length; at += 4) {
    const red = data[at] ?? 0;
    const blue = data[at + 2] ?? 0;
    const luma = RED * red + GREEN * (data[at + 1] ?? 0) + BLUE * blue;
    data[at] = CHROMA_RANGE.middle + CR_STEP * (red - luma);
    data[at + 1] = LUMA_RANGE.black + LUMA_STEP * luma;
    data[at + 2] = CHROMA_RANGE.middle + CB_STEP * (blue - luma);
  }
};
