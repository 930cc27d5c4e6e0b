import { BLUE, CB_STEP, CR_STEP, GREEN, LUMA_STEP, RED } from '../../../src/shared/bt709';
import type { ColourMatrix, Rect, SourceColours } from '../../../src/shared/jobs';

/** Samples of a decoded picture as they lie in memory. */
export interface Planes {
  readonly samples: Uint8Array | Uint16Array;
  readonly bits: number;
  /** Of Y′, Cb, Cr: first sample, and samples from a row to the next. */
  readonly planes: readonly { readonly offset: number; readonly stride: number }[];
  /** Luma samples for one of chroma, as powers of two. */
  readonly chromaShift: { readonly x: number; readonly y: number };
  /** From one chroma sample to the next. */
  readonly chromaStep: number;
}

/** Shares of red and blue in luma (ITU-R BT.601, BT.709, BT.2020). */
const SHARES: Record<ColourMatrix, readonly [red: number, blue: number]> = {
  bt601: [0.299, 0.114],
  bt709: [RED, BLUE],
  bt2020: [0.2627, 0.0593],
};

/** Fixed point. */
const ONE = 65536;
const fixed = (value: number): number => Math.round(value * ONE);

/**
 * What turns a source's samples into BT.709, limited range, 8 bit: luma is multiplied and gets a share of both chromas,
 * chroma depends on chroma alone (grey stays grey).
 */
interface Conversion {
  readonly luma: number;
  readonly lumaOfCb: number;
  readonly lumaOfCr: number;
  readonly cbOfCb: number;
  readonly cbOfCr: number;
  readonly crOfCb: number;
  readonly crOfCr: number;
  /** Between two matrices colours can come to lie outside of what there is. */
  readonly isOtherMatrix: boolean;
  readonly black: number;
  readonly middle: number;
}

export const conversionFrom = ({ matrix, fullRange }: SourceColours, bits: number): Conversion => {
  const [red, blue] = SHARES[matrix];
  const [toRed, toBlue] = SHARES.bt709;
  const steps = 2 ** (bits - 8);
  const lumaGain = 219 / (fullRange ? 2 ** bits - 1 : 219 * steps);
  const chromaGain = 224 / (fullRange ? 2 ** bits - 1 : 224 * steps);
  // Colour differences of both matrices, with luma taken as 0: R = r·Cr, B = b·Cb, and G makes luma 0.
  const r = 2 * (1 - red);
  const b = 2 * (1 - blue);
  const green = 1 - red - blue;
  const toGreen = 1 - toRed - toBlue;
  const lumaFromCb = toBlue * b - (toGreen * blue * b) / green;
  const lumaFromCr = toRed * r - (toGreen * red * r) / green;
  const toB = 2 * (1 - toBlue);
  const toR = 2 * (1 - toRed);
  const lumaOf = (share: number): number => fixed((share * chromaGain * 219) / 224);
  return {
    luma: fixed(lumaGain),
    lumaOfCb: lumaOf(lumaFromCb),
    lumaOfCr: lumaOf(lumaFromCr),
    cbOfCb: fixed(((b - lumaFromCb) / toB) * chromaGain),
    cbOfCr: fixed((-lumaFromCr / toB) * chromaGain),
    crOfCb: fixed((-lumaFromCb / toR) * chromaGain),
    crOfCr: fixed(((r - lumaFromCr) / toR) * chromaGain),
    isOtherMatrix: matrix !== 'bt709',
    black: fullRange ? 0 : 16 * steps,
    middle: 128 * steps,
  };
};

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

const OPAQUE = 0xff000000;

/** The nearest colour that exists, red, green and blue each for itself: what FFmpeg makes of others. */
const inGamut = (luma: number, word: number): number => {
  const y = (luma - 16) / LUMA_STEP;
  const red = y + ((word & 255) - 128) / CR_STEP;
  const blue = y + (((word >> 16) & 255) - 128) / CB_STEP;
  const green = (y - RED * red - BLUE * blue) / GREEN;
  const isInside = red > -1 && red < 256 && green > -1 && green < 256 && blue > -1 && blue < 256;
  if (isInside) return word | (clamp(luma) << 8);
  const [r, g, b] = [clamp(red), clamp(green), clamp(blue)];
  const clipped = RED * r + GREEN * g + BLUE * b;
  const cb = Math.round(128 + (b - clipped) * CB_STEP);
  const cr = Math.round(128 + (r - clipped) * CR_STEP);
  return OPAQUE | (cb << 16) | (Math.round(16 + clipped * LUMA_STEP) << 8) | cr;
};

/**
 * Packs a part of a picture for a canvas in coded colours (see `src/draw/codedColours.ts`).
 * @param part whole pixels inside the picture
 * @param into one little-endian word a pixel
 */
export const packPlanes = (
  { samples, planes, chromaShift, chromaStep }: Planes,
  to: Conversion,
  part: Rect,
  into: Uint32Array,
): void => {
  const [yPlane, cbPlane, crPlane] = planes;
  if (!yPlane || !cbPlane || !crPlane) throw new RangeError('A picture needs three planes');
  const shiftX = chromaShift.x;
  const firstChroma = part.x >> shiftX;
  const chromas = ((part.x + part.width - 1) >> shiftX) - firstChroma + 1;
  // For each chroma sample of the row: its two bytes of the word, and what it adds to luma.
  const words = new Int32Array(chromas);
  const lumas = new Int32Array(chromas);
  const base = 16 * ONE + ONE / 2 - to.black * to.luma;
  let chromaRow = -1;
  for (let row = 0; row < part.height; row += 1) {
    const y = part.y + row;
    if (y >> chromaShift.y !== chromaRow) {
      chromaRow = y >> chromaShift.y;
      const cbRow = cbPlane.offset + chromaRow * cbPlane.stride;
      const crRow = crPlane.offset + chromaRow * crPlane.stride;
      for (let index = 0; index < chromas; index += 1) {
        const at = (firstChroma + index) * chromaStep;
        const cb = (samples[cbRow + at] as number) - to.middle;
        const cr = (samples[crRow + at] as number) - to.middle;
        const codedCb = clamp(128 + ((to.cbOfCb * cb + to.cbOfCr * cr + ONE / 2) >> 16));
        const codedCr = clamp(128 + ((to.crOfCb * cb + to.crOfCr * cr + ONE / 2) >> 16));
        words[index] = OPAQUE | (codedCb << 16) | codedCr;
        lumas[index] = to.lumaOfCb * cb + to.lumaOfCr * cr + base;
      }
    }
    const yRow = yPlane.offset + y * yPlane.stride + part.x;
    const out = row * part.width;
    const phase = part.x - (firstChroma << shiftX);
    for (let x = 0; x < part.width; x += 1) {
      const index = (x + phase) >> shiftX;
      const luma = ((samples[yRow + x] as number) * to.luma + (lumas[index] as number)) >> 16;
      const word = words[index] as number;
      into[out + x] = to.isOtherMatrix
        ? inGamut(luma, word)
        : word | ((luma < 0 ? 0 : luma > 255 ? 255 : luma) << 8);
    }
  }
};
