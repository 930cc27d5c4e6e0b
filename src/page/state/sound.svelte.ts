import { takeOver } from './memory';
import { parseStoredSound, type SoundValues, soundProblems, toSoundOptions } from './soundValues';

const KEY = 'cliploom.sound';

/** The form's values for the sound, what is wrong with them, and what they mean for a render. */
export class SoundState {
  readonly values: SoundValues = $state(parseStoredSound(takeOver(KEY)));
  readonly problems = $derived(soundProblems(this.values));
  readonly options = $derived(toSoundOptions(this.values));
}
