import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Makes an MP4's `colr` box, or a Matroska file's `Colour` element (RFC 9559: 0x55B0), one that says nothing.
 * @throws Error if it has none
 */
export const hideColours = (path: string): void => {
  const bytes = readFileSync(path);
  const box = bytes.indexOf('colr', 0, 'latin1');
  const element = bytes.indexOf(Buffer.from([0x55, 0xb0]));
  if (path.endsWith('.mkv') && element >= 0) {
    const length = (bytes[element + 2] ?? 0) & 0x7f;
    // `Void` has an identifier of one byte, so it is a byte longer.
    bytes[element] = 0xec;
    bytes[element + 1] = 0x80 | (length + 1);
  } else if (box >= 0) {
    bytes.write('free', box, 'latin1');
  } else {
    throw new Error(`${path} says nothing of colours.`);
  }
  writeFileSync(path, bytes);
};
