import { SOUND_LIMITS, type SoundOptions } from '../../render';

/** The sound's settings as they stand in the form. */
export interface SoundValues {
  voiceVolume: number;
  musicVolume: number;
  /** Whether the music gets quieter under the voice. */
  duck: boolean;
  /** Whether the whole gets the usual loudness. */
  even: boolean;
}

const { voiceVolume, musicVolume, loudness } = SOUND_LIMITS;

/** The settings for `combineVideos`. */
export const toSoundOptions = (values: SoundValues): SoundOptions => ({
  voiceVolume: values.voiceVolume,
  musicVolume: values.musicVolume,
  duck: values.duck,
  loudness: values.even ? loudness.default : undefined,
});

const numberIn = (value: unknown, range: { min: number; max: number; default: number }): number =>
  typeof value === 'number' && value >= range.min && value <= range.max ? value : range.default;

/** Values as they were remembered; anything could be in there, so what is not possible gets its default. */
export const parseStoredSound = (json: string | null): SoundValues => {
  let stored: unknown;
  try {
    stored = JSON.parse(json ?? 'null');
  } catch {
    stored = null;
  }
  const fields = (stored ?? {}) as Partial<Record<keyof SoundValues, unknown>>;
  return {
    voiceVolume: numberIn(fields.voiceVolume, voiceVolume),
    musicVolume: numberIn(fields.musicVolume, musicVolume),
    duck: fields.duck === true,
    even: fields.even === true,
  };
};
