import { SOUND_LIMITS, type SoundOptions } from '../../render/options';
import { outside, said } from './objection';
import { Stored } from './stored';

/** The sound's settings as they stand in the form; `null` is an empty field. */
export interface SoundValues {
  voiceVolume: number;
  /** Seconds between one voice-over and the next. */
  voiceGap: number | null;
  musicVolume: number;
  /** Of the clips' own sound. */
  clipVolume: number;
  /** Whether music and clips get quieter under the voice. */
  duck: boolean;
  /** Whether the whole gets the usual loudness. */
  even: boolean;
}

const { voiceVolume, voiceGap, musicVolume, clipVolume, loudness } = SOUND_LIMITS;

/** A sentence at the field that needs correcting: all others are sliders and ticks. */
export const soundProblems = (values: SoundValues): { voiceGap?: string } =>
  said({ voiceGap: outside(values.voiceGap, voiceGap) });

/** The settings for `combineVideos`; only for values without {@link soundProblems problems}. */
export const toSoundOptions = (values: SoundValues): SoundOptions => ({
  voiceVolume: values.voiceVolume,
  voiceGap: values.voiceGap ?? undefined,
  musicVolume: values.musicVolume,
  clipVolume: values.clipVolume,
  duck: values.duck,
  loudness: values.even ? loudness.default : undefined,
});

export const parseStoredSound = (json: string | null): SoundValues => {
  const stored = new Stored(json);
  return {
    voiceVolume: stored.numberIn('voiceVolume', voiceVolume),
    voiceGap: stored.numberIn('voiceGap', voiceGap),
    musicVolume: stored.numberIn('musicVolume', musicVolume),
    clipVolume: stored.numberIn('clipVolume', clipVolume),
    duck: stored.yesOrNo('duck', false),
    even: stored.yesOrNo('even', false),
  };
};
