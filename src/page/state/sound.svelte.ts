import { remember, remembered } from './memory';
import { parseStoredSound, type SoundValues, toSoundOptions } from './soundValues';

const KEY = 'cliploom.sound';

/** The form's values for the sound, and what they mean for a render. None of them can be wrong. */
export class SoundState {
  readonly values: SoundValues = $state(parseStoredSound(remembered(KEY)));
  readonly options = $derived(toSoundOptions(this.values));

  /** To be called in an effect: reads every value, and so runs again when one changes. */
  save(): void {
    remember(KEY, JSON.stringify(this.values));
  }
}
