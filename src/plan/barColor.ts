/** A colour as 8-bit Y′CbCr, BT.709, limited range: what bars are filled with. */
export type YCbCr = readonly [y: number, cb: number, cr: number];

/** `#rrggbb` */
export const isHexColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

/** BT.709's luma coefficients (ITU-R BT.709-6, item 3.2). */
const RED = 0.2126;
const BLUE = 0.0722;

/** @param hex `#rrggbb`, sRGB */
export const toYCbCr = (hex: string): YCbCr => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const luma = RED * r + (1 - RED - BLUE) * g + BLUE * b;
  return [
    Math.round(16 + 219 * luma),
    Math.round(128 + (224 * (b - luma)) / (2 * (1 - BLUE))),
    Math.round(128 + (224 * (r - luma)) / (2 * (1 - RED))),
  ];
};
