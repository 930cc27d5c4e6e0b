/** A part of one line: from grapheme-safe code unit `start` to before `end`. */
export interface LinePart {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

interface Letter extends LinePart {
  readonly text: string;
}

/** What makes a word one: subtitles and their word times often differ in punctuation, spaces and capitals. */
const SPOKEN = /[\p{L}\p{M}\p{N}]/u;

const lettersOf = (lines: readonly string[]): Letter[] =>
  lines.flatMap((text, line) => {
    let start = 0;
    return Array.from(text, (character) => {
      const letter = { line, start, end: start + character.length, text: character.toLowerCase() };
      start = letter.end;
      return letter;
    }).filter((letter) => SPOKEN.test(letter.text));
  });

const spoken = (word: string): string[] =>
  Array.from(word, (character) => character.toLowerCase()).filter((character) => SPOKEN.test(character));

/** Whether a word may begin here: not within one, unless the word before it in the list ended here. */
const beginsWord = (letters: readonly Letter[], at: number, cursor: number): boolean => {
  const [before, letter] = [letters[at - 1], letters[at]];
  return at === cursor || before?.line !== letter?.line || before?.end !== letter?.start;
};

const findWord = (letters: readonly Letter[], word: readonly string[], cursor: number): number => {
  for (let at = cursor; at + word.length <= letters.length; at += 1) {
    const isThere = word.every((character, index) => letters[at + index]?.text === character);
    if (isThere && beginsWord(letters, at, cursor)) return at;
  }
  return -1;
};

/** One part for each line that the letters are in: a word may have been broken. */
const partsOf = (letters: readonly Letter[]): LinePart[] => {
  const parts: LinePart[] = [];
  for (const { line, start, end } of letters) {
    const last = parts.at(-1);
    if (last?.line === line) parts[parts.length - 1] = { ...last, end };
    else parts.push({ line, start, end });
  }
  return parts;
};

/**
 * Where the words of a cue are in its wrapped lines. They are looked for in order, by letters and digits only.
 * @returns for each word its parts, none where it has no letters; `null` where a word is not there: then it is not known
 *   which of the others is which
 */
export const locateWords = (lines: readonly string[], words: readonly string[]): LinePart[][] | null => {
  const letters = lettersOf(lines);
  const located: LinePart[][] = [];
  let cursor = 0;
  for (const word of words.map(spoken)) {
    const at = word.length === 0 ? cursor : findWord(letters, word, cursor);
    if (at < 0) return null;
    cursor = at + word.length;
    located.push(partsOf(letters.slice(at, cursor)));
  }
  return located;
};
