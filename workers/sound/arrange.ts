import { CHANNELS, type Sound } from './sound';

/** Sounds one after the other, `gap` samples of silence between them. */
export const inARow = (sounds: readonly Sound[], gap: number): Sound => {
  let end = -gap;
  const placed = sounds.map((sound) => {
    const start = end + gap;
    end = start + sound.length;
    return { sound, start };
  });
  const length = Math.max(0, end);
  return {
    length,
    read: (from, into) => {
      into.fill(0);
      const until = from + into.length / CHANNELS;
      for (const { sound, start } of placed) {
        const first = Math.max(from, start);
        const last = Math.min(until, start + sound.length);
        if (first >= last) continue;
        sound.read(first - start, into.subarray((first - from) * CHANNELS, (last - from) * CHANNELS));
      }
    },
  };
};

/** The sum of sounds, cut or padded with silence to `length`. */
export const sum = (sounds: readonly Sound[], length: number): Sound => ({
  length,
  read: (from, into) => {
    into.fill(0);
    const part = new Float32Array(into.length);
    for (const sound of sounds) {
      sound.read(from, part);
      for (let index = 0; index < into.length; index += 1) {
        into[index] = (into[index] ?? 0) + (part[index] ?? 0);
      }
    }
    silenceOutside(length, from, into);
  },
});

const silenceOutside = (length: number, from: number, into: Float32Array): void => {
  if (from < 0) into.fill(0, 0, -from * CHANNELS);
  if (from + into.length / CHANNELS > length) into.fill(0, Math.max(0, length - from) * CHANNELS);
};

/** A factor for each place: fills `gains` with those from `from` on. */
export type Envelope = (from: number, gains: Float32Array) => void;

/** A sound with every sample multiplied by the factor for its place. */
export const shaped = (sound: Sound, envelope: Envelope): Sound => ({
  length: sound.length,
  read: (from, into) => {
    sound.read(from, into);
    const gains = new Float32Array(into.length / CHANNELS);
    envelope(from, gains);
    for (let index = 0; index < into.length; index += 1) {
      into[index] = (into[index] ?? 0) * (gains[Math.floor(index / CHANNELS)] ?? 0);
    }
  },
});

/** The same factor everywhere. */
export const amplified = (sound: Sound, factor: number): Sound =>
  factor === 1 ? sound : shaped(sound, (_, gains) => gains.fill(factor));

/** Rises in a straight line over the first `fadeIn` samples of `length`, falls over the last `fadeOut`. */
export const fades =
  (length: number, fadeIn: number, fadeOut: number): Envelope =>
  (from, gains) => {
    for (let index = 0; index < gains.length; index += 1) {
      const place = from + index;
      const rise = fadeIn === 0 ? 1 : place / fadeIn;
      const fall = fadeOut === 0 ? 1 : (length - place) / fadeOut;
      gains[index] = Math.min(1, Math.max(0, rise)) * Math.min(1, Math.max(0, fall));
    }
  };
