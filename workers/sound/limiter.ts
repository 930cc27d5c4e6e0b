import { CHANNELS, type Sound } from './sound';

/** Highest true peak that is let through: −1 dBTP, as EBU R 128 asks. Leaves room for what AAC adds. */
export const CEILING = 10 ** (-1 / 20);

/** Half of the time in which the limiter goes down, and up again, in samples (25 ms). */
const HALF = 1200;

/** Interpolates between samples, four times as dense: ITU-R BS.1770-5, annex 2, phases 0 and 1; 2 and 3 mirror them. */
const PHASES = [
  [
    0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625,
    0.97216796875, -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
  ],
  [
    -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625,
    0.77978515625, -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
  ],
];
const FILTERS = [...PHASES, ...PHASES.map((taps) => taps.toReversed())];
const TAPS = 12;

/** No peak between samples is further above them than the sum of a filter's taps allows. */
const QUIET =
  CEILING / Math.max(...FILTERS.map((taps) => taps.reduce((total, tap) => total + Math.abs(tap), 0)));

/** The highest value between a sample and the next one, in both channels; `TAPS / 2` samples around count. */
const peakAfter = (values: Float32Array, place: number): number => {
  let peak = 0;
  const first = (place - TAPS / 2 + 1) * CHANNELS;
  for (let channel = 0; channel < CHANNELS; channel += 1) {
    for (const taps of FILTERS) {
      let value = 0;
      for (let tap = 0; tap < TAPS; tap += 1) {
        value += (taps[tap] ?? 0) * (values[first + tap * CHANNELS + channel] ?? 0);
      }
      peak = Math.max(peak, Math.abs(value));
    }
  }
  return peak;
};

const isQuiet = (values: Float32Array): boolean => {
  for (const value of values) if (value > QUIET || value < -QUIET) return false;
  return true;
};

/** The factor that each place needs by itself, for all but the first and last `TAPS` places. */
const neededFactors = (values: Float32Array): Float32Array => {
  const needed = new Float32Array(values.length / CHANNELS - 2 * TAPS);
  let before = 0;
  let lastLoud = Number.NEGATIVE_INFINITY;
  for (let place = TAPS - 1; place < needed.length + TAPS; place += 1) {
    const reach = place + TAPS / 2;
    if (!isQuiet(values.subarray(reach * CHANNELS, (reach + 1) * CHANNELS))) lastLoud = reach;
    const after = reach - lastLoud <= TAPS ? peakAfter(values, place) : 0;
    const left = Math.abs(values[place * CHANNELS] ?? 0);
    const right = Math.abs(values[place * CHANNELS + 1] ?? 0);
    needed[place - TAPS] = Math.min(1, CEILING / Math.max(before, after, left, right));
    before = after;
  }
  return needed;
};

/** The lowest of the values up to `reach` to both sides, for every place that has so many. */
const lowestAround = (values: Float32Array, reach: number): Float32Array => {
  const window = 2 * reach + 1;
  const lowest = new Float32Array(values.length - 2 * reach);
  // Places whose values rise: the first is the lowest of the window (a monotonic queue).
  const places = new Int32Array(values.length);
  let head = 0;
  let tail = 0;
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] ?? 1;
    while (tail > head && (values[places[tail - 1] ?? 0] ?? 1) >= value) tail -= 1;
    places[tail] = place;
    tail += 1;
    if ((places[head] ?? 0) <= place - window) head += 1;
    if (place >= window - 1) lowest[place - window + 1] = values[places[head] ?? 0] ?? 1;
  }
  return lowest;
};

/** The mean of the values up to `reach` to both sides, for every place that has so many. */
const meanAround = (values: Float32Array, reach: number): Float32Array => {
  const window = 2 * reach + 1;
  const sums = new Float64Array(values.length + 1);
  for (let place = 0; place < values.length; place += 1) {
    sums[place + 1] = (sums[place] ?? 0) + (values[place] ?? 1);
  }
  return Float32Array.from({ length: values.length - 2 * reach }, (_, place) =>
    Math.min(1, ((sums[place + window] ?? 0) - (sums[place] ?? 0)) / window),
  );
};

/**
 * A sound whose true peaks stay below {@link CEILING}. Where one would be higher the volume goes down before it and up
 * again after it, smoothly: the factor is the mean, over 50 ms, of the lowest factor needed within 25 ms of each place,
 * so it is never above what is needed. Elsewhere nothing changes.
 */
export const limited = (sound: Sound): Sound => ({
  length: sound.length,
  read: (from, into) => {
    const count = into.length / CHANNELS;
    const margin = 2 * HALF + TAPS;
    const around = new Float32Array((count + 2 * margin) * CHANNELS);
    sound.read(from - margin, around);
    into.set(around.subarray(margin * CHANNELS, (margin + count) * CHANNELS));
    if (isQuiet(around)) return;
    const gains = meanAround(lowestAround(neededFactors(around), HALF), HALF);
    for (let index = 0; index < into.length; index += 1) {
      into[index] = (into[index] ?? 0) * (gains[Math.floor(index / CHANNELS)] ?? 1);
    }
  },
});
