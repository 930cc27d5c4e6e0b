import { AUDIO_SAMPLE_RATE } from '../../src/shared/units';
import { amplified } from './arrange';
import { limited } from './limiter';
import { CHANNELS, readThrough, type Sound } from './sound';

/** A filter of second order: numerator, then denominator without its leading 1. */
type Biquad = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];
/** Two in a row. */
type Pair = readonly [Biquad, Biquad];

/** The K weighting at 48 kHz: ITU-R BS.1770-5, annex 1, tables 1 and 2. */
const K_WEIGHTING: Pair = [
  [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585],
  [1, -2, 1, -1.99004745483398, 0.99007225036621],
];

/** A low-pass of second order (Butterworth) by Robert Bristow-Johnson's Audio EQ Cookbook. */
const lowPass = (frequency: number): Biquad => {
  const angle = (2 * Math.PI * frequency) / AUDIO_SAMPLE_RATE;
  const cosine = Math.cos(angle);
  const alpha = Math.sin(angle) * Math.SQRT1_2;
  const b1 = (1 - cosine) / (1 + alpha);
  return [b1 / 2, b1, b1 / 2, (-2 * cosine) / (1 + alpha), (1 - alpha) / (1 + alpha)];
};

/**
 * About what the AAC encoder keeps at 192 kbit/s. Measured: white noise loses 1.1 LU by encoding and 1.2 LU by this,
 * pink noise 0.4 and 0.3 LU, a voice nothing.
 */
const ENCODED_BANDWIDTH: Pair = [lowPass(20_000), lowPass(20_000)];

/** Blocks of 400 ms, of which three quarters overlap, are measured in steps of 100 ms. */
const STEP = AUDIO_SAMPLE_RATE / 10;
const STEPS_PER_BLOCK = 4;
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;

const toLoudness = (power: number): number => -0.691 + 10 * Math.log10(power);
const toPower = (loudness: number): number => 10 ** ((loudness + 0.691) / 10);
const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

/** Below this a filter's memory is nothing; smaller numbers still would make a processor slow. */
const NOTHING = 1e-30;

/**
 * Two filters in a row that go on from block to block, in both channels. Together in one loop, since a processor can work
 * on four at once where each has to wait for its own last result.
 */
const pairOf = (first: Biquad, second: Biquad): ((values: Float64Array) => void) => {
  const [b0, b1, b2, a1, a2] = first;
  const [d0, d1, d2, c1, c2] = second;
  const memory = new Float64Array(8);
  return (values) => {
    let [left1 = 0, left2 = 0, left3 = 0, left4 = 0, right1 = 0, right2 = 0, right3 = 0, right4 = 0] = memory;
    for (let index = 0; index < values.length; index += CHANNELS) {
      const left = values[index] ?? 0;
      const right = values[index + 1] ?? 0;
      const leftHalf = b0 * left + left1;
      const rightHalf = b0 * right + right1;
      left1 = b1 * left - a1 * leftHalf + left2;
      right1 = b1 * right - a1 * rightHalf + right2;
      left2 = b2 * left - a2 * leftHalf;
      right2 = b2 * right - a2 * rightHalf;
      const leftResult = d0 * leftHalf + left3;
      const rightResult = d0 * rightHalf + right3;
      left3 = d1 * leftHalf - c1 * leftResult + left4;
      right3 = d1 * rightHalf - c1 * rightResult + right4;
      left4 = d2 * leftHalf - c2 * leftResult;
      right4 = d2 * rightHalf - c2 * rightResult;
      values[index] = leftResult;
      values[index + 1] = rightResult;
    }
    memory.set([left1, left2, left3, left4, right1, right2, right3, right4].map(orNothing));
  };
};
const orNothing = (value: number): number => (Math.abs(value) < NOTHING ? 0 : value);

/** Power of each step of 100 ms, K-weighted, channels summed. A block is whole steps, but for the last one. */
const stepPowers = (sound: Sound, before: Pair | null, onMeasured: (done: number) => void): Float64Array => {
  const filters = [...(before ? [before] : []), K_WEIGHTING].map(([first, second]) => pairOf(first, second));
  const powers = new Float64Array(Math.floor(sound.length / STEP));
  let memory = new Float64Array();
  readThrough(sound, (block, from) => {
    if (memory.length < block.length) memory = new Float64Array(block.length);
    const values = memory.subarray(0, block.length);
    values.set(block);
    for (const filter of filters) filter(values);
    for (let index = 0; index + STEP * CHANNELS <= values.length; index += STEP * CHANNELS) {
      let total = 0;
      for (let at = index; at < index + STEP * CHANNELS; at += 1)
        total += (values[at] ?? 0) * (values[at] ?? 0);
      powers[(from + index / CHANNELS) / STEP] = total / STEP;
    }
    onMeasured(from + block.length / CHANNELS);
  });
  return powers;
};

/**
 * Integrated loudness in LUFS by ITU-R BS.1770-5 (EBU R 128), gates included; −∞ for silence and for what is shorter
 * than 400 ms.
 * @param before filters that the sound goes through first
 * @param onMeasured called with the samples that are measured so far
 */
export const loudnessOf = (
  sound: Sound,
  before: Pair | null = null,
  onMeasured: (done: number) => void = () => {},
): number => {
  const steps = stepPowers(sound, before, onMeasured);
  const blocks = Array.from({ length: Math.max(0, steps.length - STEPS_PER_BLOCK + 1) }, (_, first) =>
    mean([...steps.subarray(first, first + STEPS_PER_BLOCK)]),
  );
  const heard = blocks.filter((power) => power > toPower(ABSOLUTE_GATE));
  if (heard.length === 0) return Number.NEGATIVE_INFINITY;
  const gate = mean(heard) * 10 ** (RELATIVE_GATE / 10);
  return toLoudness(mean(heard.filter((power) => power > gate)));
};

/** Most that is added, in dB: more would only make noise loud. */
const MOST_GAIN_DB = 40;
const CLOSE_ENOUGH = 0.1;
/** Where the limiter works a decibel more of gain is less than a decibel of loudness; how much less shows by trying. */
const ROUNDS = 6;
const LEAST_YIELD = 0.1;

/**
 * A sound brought to an integrated loudness, measured as it will be encoded, its peaks limited. Silence stays silence.
 * @param onMeasured called with the number of the pass and the samples that are done in it
 */
export const normalized = (
  sound: Sound,
  target: number,
  onMeasured: (pass: number, done: number) => void = () => {},
): Sound => {
  const atGain = (gainDb: number): Sound => limited(amplified(sound, 10 ** (gainDb / 20)));
  const original = loudnessOf(sound, ENCODED_BANDWIDTH, (done) => onMeasured(0, done));
  if (!Number.isFinite(original)) return limited(sound);
  let gainDb = Math.min(MOST_GAIN_DB, target - original);
  let gainBefore = 0;
  let loudnessBefore = original;
  for (let round = 1; round < ROUNDS; round += 1) {
    const loudness = loudnessOf(atGain(gainDb), ENCODED_BANDWIDTH, (done) => onMeasured(round, done));
    if (Math.abs(target - loudness) < CLOSE_ENOUGH) break;
    const gained = (loudness - loudnessBefore) / (gainDb - gainBefore);
    [gainBefore, loudnessBefore] = [gainDb, loudness];
    const step = (target - loudness) / Math.min(1, Math.max(LEAST_YIELD, gained || 1));
    gainDb = Math.min(MOST_GAIN_DB, gainDb + step);
    if (gainDb === gainBefore) break;
  }
  return atGain(gainDb);
};
