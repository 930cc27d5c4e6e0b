import {
  BLUE,
  CB_SPAN,
  CHROMA_RANGE,
  CR_SPAN,
  GREEN,
  LUMA_RANGE,
  LUMA_STEP,
  RED,
} from '../../../src/shared/bt709';

/** Values of chroma in limited range for one of 8-bit R′G′B′. */
const CHROMA_SPAN = CHROMA_RANGE.span / 255;

/**
 * A drawn picture as the encoder's pixels: planes of Y′, Cb, Cr (4:2:0) and alpha, BT.709, limited range. FFmpeg's own
 * conversion would take BT.601, and would let colours of transparent pixels bleed into the edges of letters: here each
 * pixel counts for the chroma of its four as much as it is seen.
 * @param picture straight RGBA with even sides
 */
export const layerPixels = ({ data, width, height }: ImageData): Uint8Array<ArrayBuffer> => {
  const count = width * height;
  const quarter = count / 4;
  const pixels = new Uint8Array(count * 2 + quarter * 2).fill(LUMA_RANGE.black, 0, count);
  pixels.fill(CHROMA_RANGE.middle, count, count + 2 * quarter);
  const alpha = pixels.subarray(count + 2 * quarter);
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      let weight = 0;
      let blueness = 0;
      let redness = 0;
      for (let corner = 0; corner < 4; corner += 1) {
        const place = (y + (corner >> 1)) * width + x + (corner & 1);
        const opacity = data[place * 4 + 3] ?? 0;
        if (opacity === 0) continue;
        const red = data[place * 4] ?? 0;
        const blue = data[place * 4 + 2] ?? 0;
        const luma = RED * red + GREEN * (data[place * 4 + 1] ?? 0) + BLUE * blue;
        pixels[place] = Math.round(LUMA_RANGE.black + LUMA_STEP * luma);
        alpha[place] = opacity;
        weight += opacity;
        blueness += opacity * (blue - luma);
        redness += opacity * (red - luma);
      }
      if (weight === 0) continue;
      const place = count + ((y >> 1) * width) / 2 + (x >> 1);
      pixels[place] = Math.round(CHROMA_RANGE.middle + (CHROMA_SPAN * blueness) / weight / CB_SPAN);
      pixels[place + quarter] = Math.round(CHROMA_RANGE.middle + (CHROMA_SPAN * redness) / weight / CR_SPAN);
    }
  }
  return pixels;
};
