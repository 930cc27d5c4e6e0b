import { language } from '../text/language.svelte';
import { LANGUAGES } from '../text/locale.svelte';
import { matchLanguage } from '../text/match';
import { remember, remembered } from './memory';
import { Stored } from './stored';

const KEY = 'cliploom.language';
const TAGS = LANGUAGES.map(({ tag }) => tag);

/** The language to begin with: the one that was chosen here, else the browser's. */
export const firstLanguage = (): string => {
  const browsers = matchLanguage(navigator.languages, TAGS, 'en');
  return new Stored(remembered(KEY)).oneOf('tag', TAGS, browsers);
};

/** @throws where the language cannot be loaded */
export const chooseLanguage = async (tag: string): Promise<void> => {
  await language.speak(tag);
  remember(KEY, { tag });
};
