export type Direction = 'ltr' | 'rtl';

/** Letters of the scripts that are written from right to left (bidirectional classes R and AL, UAX #9). */
const RIGHT_TO_LEFT =
  '\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}\\p{Script=Samaritan}\\p{Script=Mandaic}\\p{Script=Adlam}\\p{Script=Hanifi_Rohingya}';
const RTL_LETTER = new RegExp(`(?=\\p{L})[${RIGHT_TO_LEFT}]|[\\u200f\\u061c]`, 'u');
const STRONG = /\p{L}|[\u200e\u200f\u061c]/gu;

/** Direction of the first letter of a text (UAX #9, rules P2 and P3); `null` where it has none. */
export const firstDirection = (text: string): Direction | null => {
  const [first] = text.match(STRONG) ?? [];
  if (first === undefined) return null;
  return RTL_LETTER.test(first) ? 'rtl' : 'ltr';
};

/**
 * Base direction of one line of a cue that has line breaks of its own. A line of one direction goes by its letters. In a
 * line of both, what comes first is often just where the sentence was broken: it goes by the cue's first letter.
 */
export const lineDirection = (line: string, cue: string): Direction => {
  const directions = new Set((line.match(STRONG) ?? []).map(firstDirection));
  const deciding = directions.size === 1 ? line : cue;
  return firstDirection(deciding) ?? 'ltr';
};
