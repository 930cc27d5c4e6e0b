const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** What may come next; with `first`, a list or an object may end there too. */
type Expected = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma or end';

/** @returns where a match that begins at `at` ends; `null`: there is none */
const endOf = (pattern: RegExp, text: string, at: number): number | null => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
};

/** A string that begins at `at`: where it ends, or what is wrong in it. */
const readString = (text: string, at: number): { readonly end: number } | { readonly fault: number } => {
  let place = at + 1;
  while (place < text.length) {
    const letter = text.charAt(place);
    if (letter === '"') return { end: place + 1 };
    const next = letter === '\\' ? endOf(ESCAPE, text, place) : letter < ' ' ? null : place + 1;
    if (next === null) return { fault: place };
    place = next;
  }
  return { fault: place };
};

const afterSpace = (text: string, at: number): number => {
  let place = at;
  while (place < text.length && ' \t\n\r'.includes(text.charAt(place))) place += 1;
  return place;
};

/** What comes next, and where; or where what came cannot stand. */
type Step = { readonly end: number; readonly expected: Expected } | { readonly fault: number };

const readValue = (text: string, at: number, open: string[]): Step => {
  const letter = text.charAt(at);
  if (letter === '{' || letter === '[') {
    open.push(letter === '{' ? '}' : ']');
    return { end: at + 1, expected: letter === '{' ? 'first key' : 'first value' };
  }
  if (letter === '"') {
    const read = readString(text, at);
    return 'fault' in read ? read : { end: read.end, expected: 'comma or end' };
  }
  const end = endOf(NUMBER, text, at) ?? endOf(WORD, text, at);
  return end === null ? { fault: at } : { end, expected: 'comma or end' };
};

/** @param open what closes the lists and objects that are open, the innermost last; kept up to date */
const nextStep = (text: string, at: number, expected: Expected, open: string[]): Step => {
  const letter = text.charAt(at);
  const mayEnd = expected.startsWith('first') || expected === 'comma or end';
  if (mayEnd && letter !== '' && letter === open.at(-1)) {
    open.pop();
    return { end: at + 1, expected: 'comma or end' };
  }
  switch (expected) {
    case 'colon':
      return letter === ':' ? { end: at + 1, expected: 'value' } : { fault: at };
    case 'comma or end':
      if (letter !== ',') return { fault: at };
      return { end: at + 1, expected: open.at(-1) === '}' ? 'key' : 'value' };
    case 'key':
    case 'first key': {
      if (letter !== '"') return { fault: at };
      const read = readString(text, at);
      return 'fault' in read ? read : { end: read.end, expected: 'colon' };
    }
    default:
      return readValue(text, at, open);
  }
};

/**
 * Where a text stops being JSON (RFC 8259): the place of the first letter that cannot stand there; the text's length
 * where it ends too early; `null` if it is JSON. Engines tell that in words of their own, or not at all.
 */
export const jsonFault = (text: string): number | null => {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = afterSpace(text, 0);
  while (expected !== 'comma or end' || open.length > 0) {
    const step = nextStep(text, at, expected, open);
    if ('fault' in step) return step.fault;
    expected = step.expected;
    at = afterSpace(text, step.end);
  }
  return at === text.length ? null : at;
};
