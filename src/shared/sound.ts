import type { Samples } from './units';

/**
 * Longest crossfade where music begins again, in samples (25 ms): a period of the lowest tones, and too short to be heard
 * as one.
 */
export const MUSIC_SEAM = 1200;

/** How much quieter the music gets under the voice, and how fast. */
export interface DuckSettings {
  readonly depthDb: number;
  /** From full to ducked; it ends where the voice begins. */
  readonly attack: Samples;
  /** From ducked to full; it begins where the voice ends. */
  readonly release: Samples;
}

/** What the sound is to be like, checked and complete. */
export interface SoundSettings {
  /** Factor on the voice-overs' samples. */
  readonly voiceVolume: number;
  /** Silence between one voice-over and the next. */
  readonly voiceGap: Samples;
  /** Factor on the music's samples. */
  readonly musicVolume: number;
  /** Where the music starts, and starts again when it has ended. */
  readonly musicStart: Samples;
  /** Factor on the clips' own samples; 0: they are not heard. */
  readonly clipVolume: number;
  readonly musicFadeIn: Samples;
  readonly musicFadeOut: Samples;
  /** `null`: the music keeps its volume under the voice. */
  readonly duck: DuckSettings | null;
  /** Integrated loudness of the whole in LUFS; `null`: as it comes. */
  readonly loudness: number | null;
}
