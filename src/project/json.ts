import { invalidSetting } from '../plan/checks';
import { jsonFault } from './jsonFault';

/** `line 3, column 5`, both counted from 1. */
const placeOf = (text: string, at: number): string => {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/);
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
};

const fault = (text: string): string => {
  const at = jsonFault(text);
  if (at === null) return 'not JSON that can be read.';
  const letter = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const what = at === text.length ? 'it ends too early' : `${JSON.stringify(letter)} cannot stand there`;
  return `not JSON: ${what} (${placeOf(text, at)}).`;
};

/**
 * A text as JSON. Nothing about what is in it is known yet.
 * @throws RenderError `invalid-settings`, with line and column
 */
export const parseJson = (text: string): unknown => {
  // Editors on Windows put a byte order mark before it.
  const json = text.replace(/^\ufeff/, '');
  try {
    return JSON.parse(json);
  } catch {
    throw invalidSetting(fault(json));
  }
};
