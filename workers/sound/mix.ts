import type { SoundSettings } from '../../src/shared/sound';
import { amplified, fades, inARow, shaped, sum } from './arrange';
import { ducking, speechIn } from './ducking';
import { limited } from './limiter';
import { looped } from './loop';
import { normalized } from './loudness';
import type { Sound } from './sound';

export interface Parts {
  readonly voices: readonly Sound[];
  readonly music: Sound | null;
}

/** The video's sound, `length` samples long, out of its parts. */
export const mix = ({ voices, music }: Parts, settings: SoundSettings, length: number): Sound => {
  const voice = inARow(voices, settings.voiceGap);
  const parts = [amplified(voice, settings.voiceVolume)];
  if (music) parts.push(background(music, voice, settings, length));
  const all = sum(parts, length);
  return settings.loudness === null ? limited(all) : normalized(all, settings.loudness);
};

const background = (music: Sound, voice: Sound, settings: SoundSettings, length: number): Sound => {
  const { musicStart, musicVolume, musicFadeIn, musicFadeOut, duck } = settings;
  const faded = shaped(
    amplified(looped(music, musicStart, length), musicVolume),
    fades(length, musicFadeIn, musicFadeOut),
  );
  return duck ? shaped(faded, ducking(speechIn(voice), duck)) : faded;
};
