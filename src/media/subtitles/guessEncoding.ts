import { analyse } from 'chardet';

/** Bytes that are looked at: guessing gets no better with more. */
const SAMPLE_BYTES = 64 * 1024;

/** chardet does not count which letters are common where there are ten or fewer; ten of them repeated are as common. */
const LEAST_BYTES = 256;

/** What most files are in that say nothing else. */
const FALLBACK = 'windows-1252';

/** Share of damaged characters up to which a text is taken for UTF-8 with some bytes gone bad. */
const MOST_DAMAGED = 0.1;

const BYTE_ORDER_MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * ISO encodings whose letters stand at the same places in a Windows one that has more: what is called so was nearly
 * always written on Windows.
 */
const WINDOWS_NAMES: Readonly<Record<string, string>> = {
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
};

const byMark = (bytes: Uint8Array): string | null =>
  BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte))?.[0] ?? null;

/** Digits, spaces and line ends, of which every subtitle file is full, have a zero as their other byte in UTF-16. */
const utf16 = (bytes: Uint8Array): string | null => {
  const zeros = [0, 0];
  for (const [place, byte] of bytes.entries()) if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const least = bytes.byteLength / 10;
  if (odd > least && odd > 4 * even) return 'utf-16le';
  return even > least && even > 4 * odd ? 'utf-16be' : null;
};

const utf8 = (bytes: Uint8Array): string | null => {
  const text = new TextDecoder().decode(bytes, { stream: true });
  const foreign = text.match(/\P{ASCII}/gu)?.length ?? 0;
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  return damaged <= MOST_DAMAGED * foreign ? 'utf-8' : null;
};

const COMMA = 0x2c;

/** Where a line's text begins: after the fields of an ASS event, of which those before the text are empty. */
const textBegin = (line: Uint8Array, firstForeign: number): number => {
  for (let at = firstForeign; at > 1; at -= 1)
    if (line[at - 1] === COMMA && line[at - 2] === COMMA) return at;
  return 0;
};

/** Only the lines in another alphabet: numbers, times and style names would pass for English. */
const foreignLines = (bytes: Uint8Array): Uint8Array => {
  const kept: number[] = [];
  let begin = 0;
  for (let end = 0; end <= bytes.byteLength && kept.length < SAMPLE_BYTES; end += 1) {
    if (end < bytes.byteLength && bytes[end] !== 0x0a && bytes[end] !== 0x0d) continue;
    const line = bytes.subarray(begin, Math.min(end + 1, begin + SAMPLE_BYTES));
    const foreign = line.findIndex((byte) => byte >= 0x80);
    if (foreign !== -1) kept.push(...line.subarray(textBegin(line, foreign)));
    begin = end + 1;
  }
  return Uint8Array.from(kept);
};

const repeated = (bytes: Uint8Array): Uint8Array => {
  const times = Math.ceil(LEAST_BYTES / Math.max(1, bytes.byteLength));
  const result = new Uint8Array(times * bytes.byteLength);
  for (let time = 0; time < times; time += 1) result.set(bytes, time * bytes.byteLength);
  return result;
};

const isKnown = (label: string): boolean => {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
};

/** The encoding that a text is most likely in, as a label that TextDecoder knows. */
export const guessEncoding = (bytes: Uint8Array): string => {
  const head = bytes.subarray(0, SAMPLE_BYTES);
  const certain = byMark(bytes) ?? utf16(head) ?? utf8(bytes);
  if (certain !== null) return certain;
  const guesses = analyse(repeated(foreignLines(bytes))).map(({ name }) => WINDOWS_NAMES[name] ?? name);
  return guesses.find((name) => name !== 'ASCII' && isKnown(name)) ?? FALLBACK;
};
