import en from './languages/en';
import { locale } from './locale.svelte';

/** The shape of words, without the words. */
type Shape<T> = T extends string
  ? string
  : T extends (...said: infer Said) => infer Sentence
    ? (...said: Said) => Shape<Sentence>
    : { readonly [Name in keyof T]: Shape<T[Name]> };

/** Everything that a language has to say; a word that is missing is a type error in its file. */
export type Words = Shape<typeof en>;

/** The others' files by their path. They are fetched when they are spoken. */
const others = import.meta.glob<Words>(['./languages/*.ts', '!./languages/en.ts'], { import: 'default' });

const pathOf = (tag: string): string => `./languages/${tag}.ts`;

class Language {
  words = $state.raw<Words>(en);
  #asked = 'en';

  /**
   * Changes the language of all words on the page, without loading it again.
   * @param tag of one of `LANGUAGES`
   * @throws where the language's file cannot be loaded; the page stays as it is
   */
  async speak(tag: string): Promise<void> {
    this.#asked = tag;
    const words = (await others[pathOf(tag)]?.()) ?? en;
    // Another one may have been asked for meanwhile.
    if (this.#asked !== tag) return;
    this.words = words;
    locale.set(tag);
  }
}

export const language = new Language();
