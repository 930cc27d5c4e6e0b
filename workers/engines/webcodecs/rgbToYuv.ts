/**
 * ITU-R BT.709 from 8-bit R′G′B′ to 8-bit Y′CbCr, limited range, in 1/65536. A browser's own conversion would give full
 * range, or BT.601, whichever browser it is.
 */
const ONE = 65536;
const [RED, BLUE] = [0.2126, 0.0722];
const luma = (share: number): number => Math.round(((share * 219) / 255) * ONE);
const chroma = (share: number): number => Math.round(((share * 224) / 255) * ONE);

const Y_RED = luma(RED);
const Y_GREEN = luma(1 - RED - BLUE);
const Y_BLUE = luma(BLUE);
const CB_RED = chroma(-RED / (2 * (1 - BLUE)));
const CB_BLUE = chroma(0.5);
const CB_GREEN = -CB_RED - CB_BLUE;
const CR_RED = chroma(0.5);
const CR_BLUE = chroma(-BLUE / (2 * (1 - RED)));
const CR_GREEN = -CR_RED - CR_BLUE;

const Y_BASE = 16 * ONE + ONE / 2;
/** Sums of four pixels. */
const C_BASE = 4 * 128 * ONE + 2 * ONE;

/** Planes of Y′, Cb, Cr, one after the other, 4:2:0. */
export const i420Bytes = (width: number, height: number): number => (width * height * 3) / 2;

/**
 * Turns a picture of even sides into the encoder's pixels.
 * @param pixels four bytes each, the fourth of no meaning, read as whole numbers by a little-endian machine
 * @param redFirst RGBA; else BGRA
 */
export const toI420 = (
  pixels: Uint32Array,
  width: number,
  height: number,
  redFirst: boolean,
  into: Uint8Array,
): void => {
  const count = width * height;
  const [redShift, blueShift] = redFirst ? [0, 16] : [16, 0];
  let cb = count;
  let cr = count + count / 4;
  for (let y = 0; y < height; y += 2) {
    let above = y * width;
    let below = above + width;
    for (let x = 0; x < width; x += 2, above += 2, below += 2) {
      const p0 = pixels[above] as number;
      const p1 = pixels[above + 1] as number;
      const p2 = pixels[below] as number;
      const p3 = pixels[below + 1] as number;
      const r0 = (p0 >> redShift) & 255;
      const g0 = (p0 >> 8) & 255;
      const b0 = (p0 >> blueShift) & 255;
      const r1 = (p1 >> redShift) & 255;
      const g1 = (p1 >> 8) & 255;
      const b1 = (p1 >> blueShift) & 255;
      const r2 = (p2 >> redShift) & 255;
      const g2 = (p2 >> 8) & 255;
      const b2 = (p2 >> blueShift) & 255;
      const r3 = (p3 >> redShift) & 255;
      const g3 = (p3 >> 8) & 255;
      const b3 = (p3 >> blueShift) & 255;
      into[above] = (Y_RED * r0 + Y_GREEN * g0 + Y_BLUE * b0 + Y_BASE) >> 16;
      into[above + 1] = (Y_RED * r1 + Y_GREEN * g1 + Y_BLUE * b1 + Y_BASE) >> 16;
      into[below] = (Y_RED * r2 + Y_GREEN * g2 + Y_BLUE * b2 + Y_BASE) >> 16;
      into[below + 1] = (Y_RED * r3 + Y_GREEN * g3 + Y_BLUE * b3 + Y_BASE) >> 16;
      const red = r0 + r1 + r2 + r3;
      const green = g0 + g1 + g2 + g3;
      const blue = b0 + b1 + b2 + b3;
      into[cb++] = (CB_RED * red + CB_GREEN * green + CB_BLUE * blue + C_BASE) >> 18;
      into[cr++] = (CR_RED * red + CR_GREEN * green + CR_BLUE * blue + C_BASE) >> 18;
    }
  }
};
