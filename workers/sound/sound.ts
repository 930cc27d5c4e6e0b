/** Values of one sample frame: every sound is stereo, the channels side by side, at `AUDIO_SAMPLE_RATE`. */
export const CHANNELS = 2;

/**
 * A sound that can be read at any place. What is made out of sounds is a sound too and computes only what is read of
 * it, so that an hour needs no more memory than a second.
 */
export interface Sound {
  /** In samples; silent before 0 and from here on. */
  readonly length: number;
  /** Fills `into` with the samples from `from` on, which may lie outside of the sound. */
  read(from: number, into: Float32Array): void;
}

/** `length` samples of a sound from `start` on. */
export const partOf = (sound: Sound, start: number, length: number): Sound => ({
  length,
  read: (from, into) => {
    into.fill(0);
    const first = Math.max(0, from);
    const last = Math.min(length, from + into.length / CHANNELS);
    if (first < last)
      sound.read(start + first, into.subarray((first - from) * CHANNELS, (last - from) * CHANNELS));
  },
});

/**
 * Fills `into` with what lies from `from` on in a sound of `length` samples that consists of pieces of `perPiece` samples,
 * one behind the other; silence outside.
 * @param fill called for each piece that is met, with the part of `into` that it fills, the piece's number and the sample
 *   in it at which the part begins
 */
export const inPieces = (
  length: number,
  perPiece: number,
  from: number,
  into: Float32Array,
  fill: (part: Float32Array, piece: number, begin: number) => void,
): void => {
  into.fill(0);
  const until = Math.min(length, from + into.length / CHANNELS);
  for (let place = Math.max(0, from); place < until; ) {
    const piece = Math.floor(place / perPiece);
    const begin = place - piece * perPiece;
    const count = Math.min(perPiece - begin, until - place);
    fill(into.subarray((place - from) * CHANNELS, (place - from + count) * CHANNELS), piece, begin);
    place += count;
  }
};

/** Memory for values that are needed during one read only; the same again in each. */
export const scratch = (): ((values: number) => Float32Array) => {
  let memory = new Float32Array();
  return (values) => {
    if (memory.length < values) memory = new Float32Array(values);
    return memory.subarray(0, values);
  };
};

/** Samples that are worked on at once: half a second. */
const BLOCK = 24_000;

/** Calls `take` with all of a sound, a block at a time. The block is used again after each call. */
export const readThrough = (sound: Sound, take: (block: Float32Array, from: number) => void): void => {
  const whole = new Float32Array(BLOCK * CHANNELS);
  for (let from = 0; from < sound.length; from += BLOCK) {
    const block = whole.subarray(0, Math.min(BLOCK, sound.length - from) * CHANNELS);
    sound.read(from, block);
    take(block, from);
  }
};
