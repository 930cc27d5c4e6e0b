/** ITU-R BT.709-6, item 3.2: shares of red, green and blue in luma. */
export const RED = 0.2126;
export const BLUE = 0.0722;
export const GREEN = 1 - RED - BLUE;

/** Widest difference of blue, and of red, from luma, when colours go from 0 to 1 (item 3.3). */
export const CB_SPAN = 2 * (1 - BLUE);
export const CR_SPAN = 2 * (1 - RED);

/** Values of an 8-bit sample in limited range (item 4.6): from black on, and around no colour. */
export const LUMA_RANGE = { black: 16, span: 219 } as const;
export const CHROMA_RANGE = { middle: 128, span: 224 } as const;

/** From 8-bit R′G′B′ to 8 bit, limited range: luma, and the differences of blue and of red from it. */
export const LUMA_STEP = LUMA_RANGE.span / 255;
export const CB_STEP = CHROMA_RANGE.span / 255 / CB_SPAN;
export const CR_STEP = CHROMA_RANGE.span / 255 / CR_SPAN;
