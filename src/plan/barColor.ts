import { BLUE, CB_SPAN, CHROMA_RANGE, CR_SPAN, GREEN, LUMA_RANGE, RED } from '../shared/bt709';

/** A colour as 8-bit Y′CbCr, BT.709, limited range: what bars are filled with. */
export type YCbCr = readonly [y: number, cb: number, cr: number];

/** `#rrggbb` */
export const isHexColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

/** @param hex `#rrggbb`, sRGB */
export const toYCbCr = (hex: string): YCbCr => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const luma = RED * r + GREEN * g + BLUE * b;
  return [
    Math.round(LUMA_RANGE.black + LUMA_RANGE.span * luma),
    Math.round(CHROMA_RANGE.middle + (CHROMA_RANGE.span * (b - luma)) / CB_SPAN),
    Math.round(CHROMA_RANGE.middle + (CHROMA_RANGE.span * (r - luma)) / CR_SPAN),
  ];
};
