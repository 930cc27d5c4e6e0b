/** Nothing for what is no tag. */
const localeOf = (tag: string): Intl.Locale | null => {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
};

/** Most tags leave it out: `zh-TW` is `zh-Hant-TW`. */
const scriptOf = (tag: string): string | undefined => localeOf(tag)?.maximize().script;

const offeredFor = (wanted: string, offered: readonly string[]): string | undefined => {
  const locale = localeOf(wanted);
  const sameLanguage = offered.filter((tag) => localeOf(tag)?.language === locale?.language);
  // Browsers take long to find out a script, the first time.
  if (sameLanguage.length < 2) return sameLanguage[0];
  return sameLanguage.find((tag) => scriptOf(tag) === scriptOf(wanted)) ?? sameLanguage[0];
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
