import { text } from '../text';
import type { Announcer } from './announcer.svelte';
import { takeOver } from './memory';
import {
  CHECKED_FIELDS,
  parseStored,
  pictureOf,
  problemsOf,
  type SettingsProblems,
  type SettingsValues,
  toOptions,
} from './settingsValues';

const KEY = 'cliploom.settings';

const firstProblem = (problems: SettingsProblems): string | null => {
  for (const name of CHECKED_FIELDS) {
    const problem = problems[name];
    if (problem) return text.create.badSettings(text.settings[name], problem);
  }
  return null;
};

/** The form's values, what is wrong with them, and what they mean for a render. */
export class SettingsState {
  readonly values: SettingsValues = $state(parseStored(takeOver(KEY)));
  readonly problems = $derived(problemsOf(this.values));
  /** The first problem, with the name of its setting, for where the form is out of sight. */
  readonly problem = $derived(firstProblem(this.problems));
  /** Size of the video; `null` while it is not possible. */
  readonly picture = $derived(pictureOf(this.values));
  readonly options = $derived(toOptions(this.values));
  readonly #announcer: Announcer;

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
  }

  useListOrder(): void {
    this.values.mode = 'sequential';
  }

  reshuffle(): void {
    // Six digits: enough orders, and a seed that can be read out.
    this.values.seed = Math.floor(Math.random() * 1_000_000);
    this.#announcer.say(text.settings.reshuffled(this.values.seed));
  }
}
