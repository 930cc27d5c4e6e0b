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

/** ITU-R BT.709: shares of red and blue in luma. */
const RED = 0.2126;
const BLUE = 0.0722;
const GREEN = 1 - RED - BLUE;

/** 8 bit, limited range. */
const LUMA = 219 / 255;
const CB = 224 / 255 / (2 * (1 - BLUE));
const CR = 224 / 255 / (2 * (1 - RED));

/** Turns straight R′G′B′ (sRGB) into coded colours, in the same memory. Alpha stays. */
export const codeColours = ({ data }: ImageData): void => {
  for (let at = 0; at < data.length; at += 4) {
    const red = data[at] ?? 0;
    const blue = data[at + 2] ?? 0;
    const luma = RED * red + GREEN * (data[at + 1] ?? 0) + BLUE * blue;
    data[at] = 128 + CR * (red - luma);
    data[at + 1] = 16 + LUMA * luma;
    data[at + 2] = 128 + CB * (blue - luma);
  }
};
