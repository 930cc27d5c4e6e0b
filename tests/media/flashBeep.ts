import { readFileSync } from 'node:fs';
import { makeByFfmpeg, runFfmpeg } from './runFfmpeg';

const RATE = 48_000;
const FPS = 30;

/** First flash, in seconds: a whole frame at every speed that is tested. Then one each second. */
const FIRST = 1 / 3;
const FLASH_FRAMES = 2;
const BEEP_SECONDS = 0.06;

const beeps = (frequency: number): string =>
  `0.5*sin(2*PI*${frequency}*t)*between(mod(t-${FIRST}+1,1),0,${BEEP_SECONDS})`;

/** A black video with a white flash and a beep each second. */
export const makeFlashClip = (
  path: string,
  seconds: number,
  frequency: number,
  extraArgs: readonly string[] = [],
): Promise<unknown> => {
  const flash = `drawbox=color=white:t=fill:enable='lt(mod(n-${FIRST * FPS}+${FPS},${FPS}),${FLASH_FRAMES})'`;
  return makeByFfmpeg(path, [
    ...['-f', 'lavfi', '-i', `color=black:size=160x90:rate=${FPS}:duration=${seconds},${flash}`],
    ...['-f', 'lavfi', '-i', `aevalsrc='${beeps(frequency)}':sample_rate=${RATE}:duration=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', ...extraArgs],
  ]);
};

/** The beeps alone. */
export const makeBeeps = (path: string, seconds: number, frequency: number): Promise<unknown> =>
  makeByFfmpeg(path, [
    ...['-f', 'lavfi', '-i', `aevalsrc='${beeps(frequency)}':sample_rate=${RATE}:duration=${seconds}`],
  ]);

/** When flashes begin, in seconds. */
export const flashTimes = async (video: string): Promise<number[]> => {
  const raw = `${video}.gray`;
  await runFfmpeg(['-i', video, '-an', '-vf', 'scale=1:1,format=gray', '-f', 'rawvideo', raw]);
  const luma = readFileSync(raw);
  const isBright = (frame: number): boolean => (luma[frame] ?? 0) > 128;
  return [...luma.keys()]
    .filter((frame) => isBright(frame) && !isBright(frame - 1))
    .map((frame) => frame / FPS);
};

/** Samples that a tone's power is measured over (10 ms), and from one measurement to the next (1 ms). */
const WINDOW = 480;
const HOP = 48;
/** So long must be quiet before a beep. From the last one of a shot to the first of the next it may be 0.13 s. */
const PAUSE_SECONDS = 0.1;

/** When a tone begins, in seconds: where half of its amplitude is reached. */
export const beepTimes = async (video: string, frequency: number): Promise<number[]> => {
  const raw = `${video}.f32`;
  await runFfmpeg(['-i', video, '-vn', '-ac', '1', '-ar', String(RATE), '-f', 'f32le', raw]);
  const sound = new Float32Array(new Uint8Array(readFileSync(raw)).buffer);
  const hann = Float64Array.from(
    { length: WINDOW },
    (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / WINDOW),
  );
  const [cosine, sine] = [Math.cos, Math.sin].map((wave) =>
    hann.map((weight, at) => weight * wave((2 * Math.PI * frequency * at) / RATE)),
  ) as [Float64Array, Float64Array];
  const powers = new Float64Array(Math.floor((sound.length - WINDOW) / HOP));
  for (let index = 0; index < powers.length; index++) {
    let [real, imaginary] = [0, 0];
    for (let at = 0; at < WINDOW; at++) {
      real += sound[index * HOP + at]! * cosine[at]!;
      imaginary += sound[index * HOP + at]! * sine[at]!;
    }
    powers[index] = real * real + imaginary * imaginary;
  }
  const threshold = powers.reduce((most, power) => Math.max(most, power), 0) / 4;
  const times: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, power] of powers.entries()) {
    if (power < threshold) continue;
    const time = (index * HOP + WINDOW / 2) / RATE;
    if (time - last > PAUSE_SECONDS) times.push(time);
    last = time;
  }
  return times;
};

/** Sound that is later or earlier than its picture by less is not noticed (ITU-R BT.1359 allows 45 ms before). In seconds. */
export const UNNOTICED = 0.02;

/**
 * How much later than its flash each beep is, in seconds.
 * @throws where there are not as many of the ones as of the others
 */
export const lateness = (flashes: readonly number[], beeps: readonly number[]): number[] => {
  if (beeps.length !== flashes.length)
    throw new Error(`${flashes.length} flashes (${flashes}) and ${beeps.length} beeps (${beeps})`);
  return beeps.map((beep, index) => beep - flashes[index]!);
};

/** The largest of them, whichever way. */
export const most = (values: readonly number[]): number => Math.max(...values.map(Math.abs));
