/** Scripts that are written from right to left (CLDR, `characterOrder`). */
const RIGHT_TO_LEFT = ['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'];

/** With its script, which most tags leave out: `zh-TW` is `zh-Hant-TW`. Nothing for what is no tag. */
const known = (tag: string): Intl.Locale | null => {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
};

const offeredFor = (wanted: string, offered: readonly string[]): string | undefined => {
  const locale = known(wanted);
  const sameLanguage = offered.filter((tag) => known(tag)?.language === locale?.language);
  return sameLanguage.find((tag) => known(tag)?.script === locale?.script) ?? sameLanguage[0];
};

/**
 * The language for somebody.
 * @param wanted tags, the favourite first, as in `navigator.languages`
 * @param offered tags of languages that there are
 * @returns the first that is wanted and offered: in the same script where there is one, else in another
 */
export const matchLanguage = (
  wanted: readonly string[],
  offered: readonly string[],
  otherwise: string,
): string => {
  for (const tag of wanted) {
    const found = offeredFor(tag, offered);
    if (found !== undefined) return found;
  }
  return otherwise;
};

export const directionOf = (tag: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.includes(known(tag)?.script ?? '') ? 'rtl' : 'ltr';

/** The language as its speakers call it: `English`, `简体中文`. */
export const ownName = (tag: string): string =>
  new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
