import { readFileSync } from 'node:fs';
import { makeByFfmpeg, runFfmpeg } from '../../media/runFfmpeg';

/** The rate of all sound in finished videos. */
export const RATE = 48_000;

/** Makes a sound of exactly so many seconds; the path's ending decides the format. */
export const makeTone = async (path: string, seconds: number): Promise<string> => {
  await makeByFfmpeg(path, ['-f', 'lavfi', '-i', `sine=frequency=330:sample_rate=44100:duration=${seconds}`]);
  return path;
};

/** Makes a sound by an expression of time (`aevalsrc`), both channels alike, as a WAV of 24 bits. */
export const makeSound = async (path: string, expression: string, seconds: number): Promise<string> => {
  const source = `aevalsrc='${expression}|${expression}':sample_rate=${RATE}:duration=${seconds}`;
  await makeByFfmpeg(path, ['-f', 'lavfi', '-i', source, '-c:a', 'pcm_s24le']);
  return path;
};

/** The left channel of a file's sound, as the native ffmpeg decodes it: the last packet whole, whatever its length. */
export const leftChannel = async (path: string, filters = 'anull'): Promise<Float32Array> => {
  const raw = `${path}.f32`;
  const output = ['-map', '0:a:0', '-af', `${filters},pan=mono|c0=c0`, '-ar', `${RATE}`, '-f', 'f32le', raw];
  await runFfmpeg(['-i', path, ...output]);
  return new Float32Array(new Uint8Array(readFileSync(raw)).buffer);
};

/** Both channels of a sound. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** The sounds of files as the native ffmpeg decodes them, at the rate of videos, all by one call. */
export const stereoOf = async (paths: readonly string[]): Promise<Stereo[]> => {
  const filters = `aresample=${RATE},aformat=sample_fmts=fltp:channel_layouts=stereo`;
  const outputs = paths.flatMap((path, index) => [
    ...['-map', `${index}:a:0`, '-af', filters, '-c:a', 'pcm_f32le', '-f', 'f32le', `${path}.f32`],
  ]);
  await runFfmpeg([...paths.flatMap((path) => ['-i', path]), ...outputs]);
  return paths.map((path) => {
    const both = new Float32Array(new Uint8Array(readFileSync(`${path}.f32`)).buffer);
    const [left, right] = [new Float32Array(both.length / 2), new Float32Array(both.length / 2)];
    for (let at = 0; at < left.length; at += 1) {
      left[at] = both[2 * at]!;
      right[at] = both[2 * at + 1]!;
    }
    return { left, right };
  });
};

/** Keeps one tone; what is two octaves away gets quieter by 28 dB at least. */
export const only = (frequency: number): string => `bandpass=f=${frequency}:width_type=h:w=60`;

/** From one second to another. */
export const part = (values: Float32Array, from: number, until: number): Float32Array =>
  values.subarray(Math.round(from * RATE), Math.round(until * RATE));

export const decibels = (values: Float32Array): number =>
  10 * Math.log10(values.reduce((total, value) => total + value * value, 0) / values.length);

/** A sine wave's level in decibels. */
export const levelOf = (amplitude: number): number => 20 * Math.log10(amplitude / Math.SQRT2);

export const largest = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

export const largestStep = (values: Float32Array): number =>
  largest(values.subarray(1).map((value, index) => value - values[index]!));

/** The sum of the products of their samples, from `from` in the second on. */
const product = (one: Float32Array, other: Float32Array, from = 0): number => {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * (other[from + at] ?? 0);
  return sum;
};

/** 1: a sound has the same shape as the other's begin, however loud; 0: they have nothing in common. */
export const likeness = (one: Float32Array, other: Float32Array): number => {
  const begin = other.subarray(0, one.length);
  return product(one, begin) / Math.sqrt(product(one, one) * product(begin, begin));
};

/** The sample of `within` that `sound` begins at: `expected`, or at most `reach` beside it. */
export const placeOf = (
  sound: Float32Array,
  within: Float32Array,
  expected: number,
  reach: number,
): number => {
  let [best, most] = [expected, Number.NEGATIVE_INFINITY];
  for (let place = Math.max(0, expected - reach); place <= expected + reach; place += 1) {
    const found = product(sound, within, place);
    if (found > most) [best, most] = [place, found];
  }
  return best;
};
