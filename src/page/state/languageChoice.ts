import { LANGUAGES, language } from '../text/language.svelte';
import { matchLanguage } from '../text/match';
import { Stored } from './stored';

const KEY = 'cliploom.language';

/** localStorage throws where a browser's privacy settings forbid it; then the browser's own languages count. */
const remembered = (): string | null => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

/** The language to begin with: the one that was chosen here, else the browser's. */
export const firstLanguage = (): string => {
  const browsers = matchLanguage(navigator.languages, LANGUAGES, 'en');
  return new Stored(remembered()).oneOf('tag', LANGUAGES, browsers);
};

/** @throws where the language cannot be loaded */
export const chooseLanguage = async (tag: string): Promise<void> => {
  await language.speak(tag);
  try {
    localStorage.setItem(KEY, JSON.stringify({ tag }));
  } catch {
    // It is spoken now, and chosen again on the next visit.
  }
};
