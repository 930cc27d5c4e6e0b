import type { SoundSettings } from '../../src/shared/sound';
import { amplified, fades, inARow, type Placed, placedIn, shaped, sum } from './arrange';
import { ducking, speechIn } from './ducking';
import { limited } from './limiter';
import { looped } from './loop';
import { normalized } from './loudness';
import type { Sound } from './sound';

export interface Parts {
  readonly voices: readonly Sound[];
  readonly music: Sound | null;
  /** The clips' own sounds, in the order in which they begin. */
  readonly clips: readonly Placed[];
}

/**
 * The video's sound, `length` samples long, out of its parts.
 * @param onMeasured called while loudness is measured, with the number of the pass and the samples that are done in it
 */
export const mix = (
  { voices, music, clips }: Parts,
  settings: SoundSettings,
  length: number,
  onMeasured?: (pass: number, done: number) => void,
): Sound => {
  const voice = inARow(voices, settings.voiceGap);
  const background: Sound[] = [];
  if (music) background.push(bed(music, settings, length));
  if (clips.length > 0) background.push(placedIn(clips, length));
  const parts = [amplified(voice, settings.voiceVolume)];
  if (background.length > 0) parts.push(underVoice(sum(background, length), voice, settings));
  const all = sum(parts, length);
  return settings.loudness === null ? limited(all) : normalized(all, settings.loudness, onMeasured);
};

const bed = (music: Sound, settings: SoundSettings, length: number): Sound => {
  const { musicStart, musicVolume, musicFadeIn, musicFadeOut } = settings;
  return shaped(
    amplified(looped(music, musicStart, length), musicVolume),
    fades(length, musicFadeIn, musicFadeOut),
  );
};

const underVoice = (background: Sound, voice: Sound, { duck }: SoundSettings): Sound =>
  duck && voice.length > 0 ? shaped(background, ducking(speechIn(voice), duck)) : background;
