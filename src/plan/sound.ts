import type { DuckSettings, SoundSettings } from '../shared/sound';
import { AUDIO_SAMPLE_RATE, type Samples, samples } from '../shared/units';
import { invalidSetting, isObject, numberIn, onlyKnown, type Range, shown } from './checks';

/** Ducking as a caller gives it: everything may be left out. */
export interface DuckOptions {
  /** How much quieter the music gets, in dB, from 0 to 60. Default 12. */
  readonly depthDb?: number | undefined;
  /** Time for getting quieter, before the voice begins, in milliseconds from 0 to 10 000. Default 200. */
  readonly attackMs?: number | undefined;
  /** Time for getting louder again, after the voice has ended, in milliseconds from 0 to 10 000. Default 600. */
  readonly releaseMs?: number | undefined;
}

/** {@link SoundSettings} as a caller gives them: everything may be left out. */
export interface SoundOptions {
  /** Factor on the voice-over, from 0 to 5. Default 1. */
  readonly voiceVolume?: number | undefined;
  /** Seconds of silence between one voice-over and the next, from 0 to 60. Default 0.5. */
  readonly voiceGap?: number | undefined;
  /** Factor on the music, from 0 to 2. Default 0.2. */
  readonly musicVolume?: number | undefined;
  /** Second of the music at which it starts, and starts again when it has ended. Default 0. */
  readonly musicStart?: number | undefined;
  /** Seconds in which the music gets louder at the video's begin, from 0 to 600. Default 0. */
  readonly musicFadeIn?: number | undefined;
  /** Seconds in which the music gets quieter at the video's end, from 0 to 600. Default 3. */
  readonly musicFadeOut?: number | undefined;
  /** Factor on the clips' own sound, from 0 to 2. Default 0: it is left out. */
  readonly clipVolume?: number | undefined;
  /** Whether music and clips get quieter while the voice speaks, and how. Default `false`. */
  readonly duck?: boolean | DuckOptions | undefined;
  /** Integrated loudness of the video's sound in LUFS, from −36 to −5; −14 is usual. Left out: as it comes. */
  readonly loudness?: number | undefined;
}

/** Limits and defaults, in the units of {@link SoundOptions}. */
export const SOUND_LIMITS = {
  voiceVolume: { min: 0, max: 5, default: 1 },
  voiceGap: { min: 0, max: 60, default: 0.5 },
  musicVolume: { min: 0, max: 2, default: 0.2 },
  musicStart: { min: 0, max: 86_400, default: 0 },
  musicFadeIn: { min: 0, max: 600, default: 0 },
  musicFadeOut: { min: 0, max: 600, default: 3 },
  clipVolume: { min: 0, max: 2, default: 0 },
  loudness: { min: -36, max: -5, default: -14 },
} as const satisfies Record<Exclude<keyof SoundOptions, 'duck'>, Range>;

const DUCK_LIMITS = {
  depthDb: { min: 0, max: 60, default: 12 },
  attackMs: { min: 0, max: 10_000, default: 200 },
  releaseMs: { min: 0, max: 10_000, default: 600 },
} as const satisfies Record<keyof DuckOptions, Range>;

/** Names of all {@link SoundOptions}. */
export const SOUND_OPTIONS: readonly string[] = [...Object.keys(SOUND_LIMITS), 'duck'];

const wholeSamples = (seconds: number): Samples => samples(Math.round(seconds * AUDIO_SAMPLE_RATE));

const resolveDuck = (duck: SoundOptions['duck']): DuckSettings | null => {
  if (duck === undefined || duck === false) return null;
  const options = duck === true ? {} : duck;
  if (!isObject(options)) {
    throw invalidSetting(`duck must be true, false or settings of its own, not ${shown(options)}.`);
  }
  onlyKnown('duck', options, Object.keys(DUCK_LIMITS));
  const value = (name: keyof DuckOptions): number =>
    numberIn(`duck.${name}`, options[name], DUCK_LIMITS[name]);
  return {
    depthDb: value('depthDb'),
    attack: wholeSamples(value('attackMs') / 1000),
    release: wholeSamples(value('releaseMs') / 1000),
  };
};

/**
 * Fills in the defaults and checks every value.
 * @throws RenderError `invalid-settings`, beginning with the setting's name
 */
export const resolveSoundSettings = (options: SoundOptions): SoundSettings => {
  const value = (name: keyof typeof SOUND_LIMITS): number =>
    numberIn(name, options[name], SOUND_LIMITS[name]);
  return {
    voiceVolume: value('voiceVolume'),
    voiceGap: wholeSamples(value('voiceGap')),
    musicVolume: value('musicVolume'),
    musicStart: wholeSamples(value('musicStart')),
    clipVolume: value('clipVolume'),
    musicFadeIn: wholeSamples(value('musicFadeIn')),
    musicFadeOut: wholeSamples(value('musicFadeOut')),
    duck: resolveDuck(options.duck),
    loudness: options.loudness === undefined ? null : value('loudness'),
  };
};

/** Length of several voice-overs in a row, with the gaps between them. */
export const lengthInARow = (lengths: readonly Samples[], gap: Samples): Samples =>
  samples(lengths.reduce((sum, length) => sum + length, 0) + gap * Math.max(0, lengths.length - 1));
