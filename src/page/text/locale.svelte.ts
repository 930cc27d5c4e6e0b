/** The language that the page is in. Apart from its words, so that `../format.ts` can be used by them. */
class Locale {
  /** BCP 47. Read at the moment of use, so that a switch is seen at once. */
  tag = $state('en');
}

export const locale = new Locale();
