import { multiply } from './arrange';
import { CHANNELS, type Sound, scratch } from './sound';

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
const TAPS = 12;
const FILTERS = [...PHASES, ...PHASES.map((taps) => taps.toReversed())];
/** All filters' taps, one filter after the other. */
const ALL_TAPS = Float64Array.from(FILTERS.flat());

/** No peak between samples is further above them than the sum of a filter's taps allows. */
const QUIET =
  CEILING / Math.max(...FILTERS.map((taps) => taps.reduce((total, tap) => total + Math.abs(tap), 0)));

/** The highest value between a sample and the next one, in both channels; `TAPS / 2` samples around count. */
const peakAfter = (values: Float32Array, place: number): number => {
  let peak = 0;
  const first = (place - TAPS / 2 + 1) * CHANNELS;
  for (let filter = 0; filter < ALL_TAPS.length; filter += TAPS) {
    let left = 0;
    let right = 0;
    for (let tap = 0; tap < TAPS; tap += 1) {
      const factor = ALL_TAPS[filter + tap] ?? 0;
      const index = first + tap * CHANNELS;
      left += factor * (values[index] ?? 0);
      right += factor * (values[index + 1] ?? 0);
    }
    peak = Math.max(peak, Math.abs(left), Math.abs(right));
  }
  return peak;
};

const isQuiet = (values: Float32Array): boolean => {
  for (let index = 0; index < values.length; index += 1) {
    if (Math.abs(values[index] ?? 0) > QUIET) return false;
  }
  return true;
};

/** The factor that each place needs by itself, for all but the first and last `TAPS` places; `null` if none is needed. */
const neededFactors = (values: Float32Array): Float32Array | null => {
  const needed = new Float32Array(values.length / CHANNELS - 2 * TAPS).fill(1);
  let isNeeded = false;
  let before = 0;
  let lastLoud = Number.NEGATIVE_INFINITY;
  for (let place = TAPS - 1; place < needed.length + TAPS; place += 1) {
    const reach = place + TAPS / 2;
    const [coming, beside] = [values[reach * CHANNELS] ?? 0, values[reach * CHANNELS + 1] ?? 0];
    if (coming > QUIET || coming < -QUIET || beside > QUIET || beside < -QUIET) lastLoud = reach;
    // Whatever is loud by itself is near enough to itself.
    if (reach - lastLoud > TAPS + 1) continue;
    const after = reach - lastLoud <= TAPS ? peakAfter(values, place) : 0;
    const left = Math.abs(values[place * CHANNELS] ?? 0);
    const right = Math.abs(values[place * CHANNELS + 1] ?? 0);
    const peak = Math.max(before, after, left, right);
    before = after;
    if (peak <= CEILING || place < TAPS) continue;
    needed[place - TAPS] = CEILING / peak;
    isNeeded = true;
  }
  return isNeeded ? needed : null;
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
  const means = new Float32Array(values.length - 2 * reach);
  for (let place = 0; place < means.length; place += 1) {
    means[place] = Math.min(1, ((sums[place + window] ?? 0) - (sums[place] ?? 0)) / window);
  }
  return means;
};

/**
 * A sound whose true peaks stay below {@link CEILING}. Where one would be higher the volume goes down before it and up
 * again after it, smoothly: the factor is the mean, over 50 ms, of the lowest factor needed within 25 ms of each place,
 * so it is never above what is needed. Elsewhere nothing changes.
 */
export const limited = (sound: Sound): Sound => {
  const memory = scratch();
  return {
    length: sound.length,
    read: (from, into) => {
      const count = into.length / CHANNELS;
      const margin = 2 * HALF + TAPS;
      const around = memory((count + 2 * margin) * CHANNELS);
      sound.read(from - margin, around);
      into.set(around.subarray(margin * CHANNELS, (margin + count) * CHANNELS));
      const needed = isQuiet(around) ? null : neededFactors(around);
      if (needed) multiply(into, meanAround(lowestAround(needed, HALF), HALF));
    },
  };
};
