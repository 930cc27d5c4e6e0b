import { CHANNELS, type Sound, scratch } from './sound';

/** A sound and where it is heard in another. */
export interface Placed {
  readonly sound: Sound;
  readonly start: number;
  /** As many samples of it as are heard. */
  readonly length: number;
  /** Samples over which it rises from silence at its begin, and falls to silence at its end. */
  readonly fadeIn: number;
  readonly fadeOut: number;
}

const whole = (sound: Sound, start: number): Placed => ({
  ...{ sound, start },
  ...{ length: sound.length, fadeIn: 0, fadeOut: 0 },
});

/** The sum of sounds, each at its place, cut or padded with silence to `length`. They are in the order of their begins. */
export const placedIn = (parts: readonly Placed[], length: number): Sound => {
  const memory = scratch();
  const factors = scratch();
  // Sounds lie over each other, but those that end before a place come first, or nearly: reading starts behind them.
  const endsUpTo = parts.map(() => 0);
  for (const [index, part] of parts.entries()) {
    endsUpTo[index] = Math.max(endsUpTo[index - 1] ?? 0, part.start + part.length);
  }
  return {
    length,
    read: (from, into) => {
      into.fill(0);
      const begin = Math.max(0, from);
      const until = Math.min(length, from + into.length / CHANNELS);
      for (let index = firstAbove(endsUpTo, begin); index < parts.length; index += 1) {
        const part = parts[index];
        if (!part || part.start >= until) return;
        const first = Math.max(begin, part.start);
        const last = Math.min(until, part.start + part.length);
        if (first >= last) continue;
        const values = memory((last - first) * CHANNELS);
        part.sound.read(first - part.start, values);
        if (part.fadeIn > 0 || part.fadeOut > 0) {
          const gains = factors(last - first);
          fades(part.length, part.fadeIn, part.fadeOut)(first - part.start, gains);
          multiply(values, gains);
        }
        add(values, into.subarray((first - from) * CHANNELS));
      }
    },
  };
};

/** Index of the first of rising values that is above `limit`. */
export const firstAbove = (rising: readonly number[], limit: number): number => {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
};

const add = (values: Float32Array, into: Float32Array): void => {
  for (let index = 0; index < values.length; index += 1) {
    into[index] = (into[index] ?? 0) + (values[index] ?? 0);
  }
};

/** Sounds one after the other, `gap` samples of silence between them. */
export const inARow = (sounds: readonly Sound[], gap: number): Sound => {
  let end = -gap;
  const placed = sounds.map((sound) => {
    const start = end + gap;
    end = start + sound.length;
    return whole(sound, start);
  });
  return placedIn(placed, Math.max(0, end));
};

/** The sum of sounds, cut or padded with silence to `length`. */
export const sum = (sounds: readonly Sound[], length: number): Sound =>
  placedIn(
    sounds.map((sound) => whole(sound, 0)),
    length,
  );

/** A factor for each place: fills `gains` with those from `from` on. */
export type Envelope = (from: number, gains: Float32Array) => void;

/** A sound with every sample multiplied by the factor for its place. */
export const shaped = (sound: Sound, envelope: Envelope): Sound => {
  const memory = scratch();
  return {
    length: sound.length,
    read: (from, into) => {
      sound.read(from, into);
      const gains = memory(into.length / CHANNELS);
      envelope(from, gains);
      multiply(into, gains);
    },
  };
};

/** Multiplies both channels of each place by its factor. */
export const multiply = (values: Float32Array, gains: Float32Array): void => {
  for (let place = 0; place < gains.length; place += 1) {
    const gain = gains[place] ?? 1;
    const index = place * CHANNELS;
    values[index] = (values[index] ?? 0) * gain;
    values[index + 1] = (values[index + 1] ?? 0) * gain;
  }
};

/** The same factor everywhere. */
export const amplified = (sound: Sound, factor: number): Sound =>
  factor === 1
    ? sound
    : {
        length: sound.length,
        read: (from, into) => {
          sound.read(from, into);
          for (let index = 0; index < into.length; index += 1) into[index] = (into[index] ?? 0) * factor;
        },
      };

/** Rises in a straight line over the first `fadeIn` samples of `length`, falls over the last `fadeOut`. */
export const fades =
  (length: number, fadeIn: number, fadeOut: number): Envelope =>
  (from, gains) => {
    gains.fill(1);
    const until = from + gains.length;
    for (let place = from; place < Math.min(until, fadeIn); place += 1) {
      gains[place - from] = Math.max(0, place / fadeIn);
    }
    for (let place = Math.max(from, length - fadeOut); place < until; place += 1) {
      const fall = fadeOut === 0 ? 1 : Math.max(0, (length - place) / fadeOut);
      gains[place - from] = (gains[place - from] ?? 1) * fall;
    }
  };
