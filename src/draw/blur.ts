const SIGMA = 2.5;
/** Beyond three sigma a bell curve is nothing. */
const REACH = Math.ceil(3 * SIGMA);
/** Brightness and saturation that the blurred copy keeps, so that it stays behind. */
const LUMA = 0.6;
const CHROMA = 0.8;

const BELL = Float32Array.from({ length: 2 * REACH + 1 }, (_, at) =>
  Math.exp(-((at - REACH) ** 2) / (2 * SIGMA ** 2)),
);
const BELL_SUM = BELL.reduce((sum, value) => sum + value, 0);

const CHANNELS = 4;

/** Blurs along one axis; what lies beyond the edge is as the edge. */
const blurAxis = (
  from: Float32Array,
  [length, step]: readonly [number, number],
  [lines, lineStep]: readonly [number, number],
): Float32Array => {
  const into = new Float32Array(from.length);
  for (let line = 0; line < lines; line += 1) {
    for (let place = 0; place < length; place += 1) {
      for (let channel = 0; channel < CHANNELS - 1; channel += 1) {
        const origin = line * lineStep + channel;
        let sum = 0;
        for (let at = -REACH; at <= REACH; at += 1) {
          const near = Math.min(length - 1, Math.max(0, place + at));
          sum += (BELL[at + REACH] ?? 0) * (from[origin + near * step] ?? 0);
        }
        into[origin + place * step] = sum / BELL_SUM;
      }
    }
  }
  return into;
};

/**
 * A small picture in coded colours, blurred, darker and paler. By hand, since not every browser's canvas has filters, and
 * those that do mix transparency into the edges.
 */
export const blurAndDarken = ({ data, width, height }: ImageData): ImageData => {
  const row = width * CHANNELS;
  const across = blurAxis(Float32Array.from(data), [width, CHANNELS], [height, row]);
  const blurred = blurAxis(across, [height, row], [width, CHANNELS]);
  const pixels = new Uint8ClampedArray(data.length);
  for (let at = 0; at < pixels.length; at += CHANNELS) {
    pixels[at] = 128 + CHROMA * ((blurred[at] ?? 0) - 128);
    pixels[at + 1] = 16 + LUMA * ((blurred[at + 1] ?? 0) - 16);
    pixels[at + 2] = 128 + CHROMA * ((blurred[at + 2] ?? 0) - 128);
    pixels[at + 3] = 255;
  }
  return new ImageData(pixels, width, height);
};
