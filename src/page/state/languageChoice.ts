import { LANGUAGES, language } from '../text/language.svelte';
import { matchLanguage } from '../text/match';
import { remember, remembered } from './memory';
import { Stored } from './stored';

const KEY = 'cliploom.language';

/** The language to begin with: the one that was chosen here, else the browser's. */
export const firstLanguage = (): string => {
  const browsers = matchLanguage(navigator.languages, LANGUAGES, 'en');
  return new Stored(remembered(KEY)).oneOf('tag', LANGUAGES, browsers);
};

/** @throws where the language cannot be loaded */
export const chooseLanguage = async (tag: string): Promise<void> => {
  await language.speak(tag);
  remember(KEY, { tag });
};
