import { text } from '../text';
import {
  CAPTION_FIELDS,
  type CaptionValues,
  captionProblems,
  parseStoredCaptions,
  toCaptionOptions,
} from './captionValues';
import { takeOver } from './memory';

const KEY = 'cliploom.captions';

/** What becomes of the subtitles: the form's values, what is wrong with them, and what they mean for a render. */
export class CaptionState {
  readonly values: CaptionValues = $state(parseStoredCaptions(takeOver(KEY)));
  readonly problems = $derived(captionProblems(this.values));
  /** The first problem, with the name of its setting, for where the form is out of sight. */
  readonly problem = $derived.by((): string | null => {
    const name = CAPTION_FIELDS.find((field) => this.problems[field] !== undefined);
    return name ? text.create.badSettings(text.captions[name], this.problems[name] ?? '') : null;
  });
  readonly options = $derived(toCaptionOptions(this.values));
}
