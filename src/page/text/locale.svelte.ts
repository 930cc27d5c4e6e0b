import type { LanguageFacts } from '../../shared/languageFacts';

/** Of all languages that there are, English first: `build/languageFacts.ts` finds them out by the names of the files. */
export const LANGUAGES: readonly LanguageFacts[] = Object.values(
  import.meta.glob<LanguageFacts>('./languages/*.ts', { query: '?facts', import: 'default', eager: true }),
).sort((one, other) => Number(other.tag === 'en') - Number(one.tag === 'en'));

const factsOf = (wanted: string): LanguageFacts => {
  const facts = LANGUAGES.find(({ tag }) => tag === wanted);
  if (!facts) throw new RangeError(`There is no language ${wanted}.`);
  return facts;
};

/**
 * The language that the page is in. Apart from its words, so that `../format.ts` can be used by them. To be read at the
 * moment of use, so that a switch is seen at once.
 */
class Locale {
  facts = $state.raw(factsOf('en'));

  /** BCP 47. */
  get tag(): string {
    return this.facts.tag;
  }

  /** @param tag of one of {@link LANGUAGES} */
  set(tag: string): void {
    this.facts = factsOf(tag);
  }
}

export const locale = new Locale();
