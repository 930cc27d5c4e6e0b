/**
 * Where a line of a caption may end. Scripts that part words by spaces break at spaces and after dashes; Chinese and
 * Japanese between any two characters; Thai, Lao, Khmer and Burmese between words, which the runtime knows. In none does
 * a line begin with closing punctuation or end with opening punctuation (UAX #14's CL, CP, EX, IS, NS and OP; in Japanese
 * kinsoku, JIS X 4051).
 */

const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\u30fb\u30fc\uff00-\uffef]/u;
const WORDS_WITHOUT_SPACES = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Small kana, marks of length and of repetition stand with what is before them. */
const SMALL_KANA = 'ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿｧ-ｯｰー々〻ゝゞヽヾ';
const CLOSING = new RegExp(`^[\\p{Pe}!%,.:;?‥…‼⁇⁈⁉、。，．・：；？！･｡､％‰℃〜～゠${SMALL_KANA}]`, 'u');
const CLOSING_QUOTE = /^[\p{Pf}”’]/u;
const OPENING = /[\p{Ps}¿¡]$/u;
const OPENING_QUOTE = /[\p{Pi}“‘]$/u;
/** A word of nothing but quotation marks: which way it looks is told by its kind. */
const ONLY_CLOSING = /^[\p{Pe}\p{Pf}\p{Po}]+$/u;
const ONLY_OPENING = /^[\p{Ps}\p{Pi}]+$/u;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** What people see as one character, in order; it is never taken apart. */
export const graphemesOf = (text: string): string[] =>
  Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Whether a line may begin with this, and the one before it end with `before`, where there is no space between. */
export const mayPart = (before: string, after: string): boolean =>
  !CLOSING.test(after) && !CLOSING_QUOTE.test(after) && !OPENING.test(before) && !OPENING_QUOTE.test(before);

/**
 * The same where there is a space between. Which of the curly and pointed quotation marks opens is a matter of
 * language, so one that touches a word is taken to belong to it.
 */
export const mayPartAtSpace = (before: string, after: string): boolean =>
  !CLOSING.test(after) && !ONLY_CLOSING.test(after) && !OPENING.test(before) && !ONLY_OPENING.test(before);

const DASH = /[\p{L}\p{N}][-‐–—]$/u;

const opportunity = (
  before: string,
  after: string,
  rest: string,
  wordEnds: ReadonlySet<number>,
  at: number,
): boolean => {
  if (UNSPACED.test(before) || UNSPACED.test(after)) return mayPart(before, after);
  if (WORDS_WITHOUT_SPACES.test(before) && WORDS_WITHOUT_SPACES.test(after)) return wordEnds.has(at);
  return DASH.test(rest) && /^\p{L}/u.test(after);
};

/** Text without spaces in it, taken apart wherever a line may end; joined, the parts are the text. */
export const unbreakableParts = (text: string): string[] => {
  const wordEnds = new Set(
    WORDS_WITHOUT_SPACES.test(text) ? Array.from(words.segment(text), ({ index }) => index) : [],
  );
  const parts: string[] = [];
  let part = '';
  let before = '';
  let at = 0;
  for (const grapheme of graphemesOf(text)) {
    if (part !== '' && opportunity(before, grapheme, part, wordEnds, at)) {
      parts.push(part);
      part = '';
    }
    part += grapheme;
    before = grapheme;
    at += grapheme.length;
  }
  if (part !== '') parts.push(part);
  return parts;
};
