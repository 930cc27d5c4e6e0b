import { basename } from 'node:path';
import type { Plugin } from 'vite';
import type { LanguageFacts } from '../src/shared/languageFacts';

const SUFFIX = '.ts?facts';

/** Scripts that are written from right to left (CLDR, `characterOrder`). */
const RIGHT_TO_LEFT = ['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'];

/** Letters stand apart from numbers (SI), which is not so in CLDR's shortest English; 秒 does not. */
const secondsOf = (tag: string): string => {
  const format = new Intl.NumberFormat(tag, { style: 'unit', unit: 'second', unitDisplay: 'narrow' });
  const parts = format.formatToParts(4).map(({ type, value }) => (type === 'integer' ? '#' : value));
  return parts.join('').replace(/#(?=\p{sc=Latin})/u, '# ');
};

const figuresOf = (tag: string): string => {
  const format = new Intl.NumberFormat(tag, { useGrouping: false });
  const sign = format.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  return Array.from({ length: 10 }, (_, digit) => format.format(digit)).join('') + sign;
};

/** @param tag BCP 47 */
export const factsOf = (tag: string): LanguageFacts => ({
  tag,
  name: new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag,
  direction: RIGHT_TO_LEFT.includes(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr',
  figures: figuresOf(tag),
  seconds: secondsOf(tag),
});

/**
 * `import facts from './languages/zh-Hans.ts?facts'`: what the page has to know of the language with this tag before its
 * words are there. Found out here: the first name of a language, script or number that a browser is asked for makes it
 * load those of all, which on a phone takes as long as a quarter of everything else that the page begins with.
 */
export const languageFacts = (): Plugin => ({
  name: 'cliploom:language-facts',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith(SUFFIX)) return null;
    return `export default ${JSON.stringify(factsOf(basename(id, SUFFIX)))};`;
  },
});
