/**
 * Numbers whose unit is easy to mix up carry it in their type. Time in a plan is counted in whole output frames and
 * whole audio samples, never in floating seconds, so that nothing drifts.
 */
declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** A whole number of output video frames. */
export type Frames = Unit<'frames'>;

/** A whole number of audio sample frames (one sample of every channel) at {@link AUDIO_SAMPLE_RATE}. */
export type Samples = Unit<'samples'>;

/** Sample rate of the output's audio in Hz. A multiple of every offered frame rate: a frame is whole samples. */
export const AUDIO_SAMPLE_RATE = 48_000;

const whole = (value: number, name: string): number => {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${name} must be a whole number, not negative: ${value}`);
  }
  return value;
};

/** @throws RangeError unless `value` is a whole number ≥ 0. */
export const frames = (value: number): Frames => whole(value, 'frames') as Frames;

/** @throws RangeError unless `value` is a whole number ≥ 0. */
export const samples = (value: number): Samples => whole(value, 'samples') as Samples;

/** The frames needed to cover `length` samples of audio: rounded up to a whole frame. */
export const framesCovering = (length: Samples, fps: number): Frames =>
  frames(Math.ceil((length * fps) / AUDIO_SAMPLE_RATE));

/** The exact length in samples of `count` frames; `fps` must divide {@link AUDIO_SAMPLE_RATE}. */
export const samplesOf = (count: Frames, fps: number): Samples => samples((count * AUDIO_SAMPLE_RATE) / fps);
