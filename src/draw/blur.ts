/** In pixels; of chroma twice as much, as if it had half the resolution. */
const SIGMA = 2.5;
/** Brightness and saturation that the blurred copy keeps, so that it stays behind. */
const LUMA = 0.6;
const CHROMA = 0.8;

/** A bell curve that sums up to 1. Beyond three sigma it is nothing. */
const bell = (sigma: number): Float32Array => {
  const reach = Math.ceil(3 * sigma);
  const values = Float32Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
  );
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
};

const CHANNELS = 4;
/** Of Cr, Y′, Cb. */
const BELLS = [bell(2 * SIGMA), bell(SIGMA), bell(2 * SIGMA)];

/** Blurs along one axis; what lies beyond the edge is as the edge. */
const blurAxis = (
  from: Float32Array,
  [length, step]: readonly [number, number],
  [lines, lineStep]: readonly [number, number],
): Float32Array => {
  const into = new Float32Array(from.length);
  for (const [channel, weights] of BELLS.entries()) {
    const reach = (weights.length - 1) / 2;
    for (let line = 0; line < lines; line += 1) {
      const origin = line * lineStep + channel;
      for (let place = 0; place < length; place += 1) {
        let sum = 0;
        for (let at = -reach; at <= reach; at += 1) {
          const near = Math.min(length - 1, Math.max(0, place + at));
          sum += (weights[at + reach] ?? 0) * (from[origin + near * step] ?? 0);
        }
        into[origin + place * step] = sum;
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
