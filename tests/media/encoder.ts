/**
 * Letters → bytes of an encoding. There are decoders only, so the table is made by decoding every one and two bytes.
 * Letters that the encoding puts together of two signs (Vietnamese) are tried in parts.
 */
export const encoder = (encoding: string): ((text: string) => Uint8Array<ArrayBuffer>) => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const table = new Map<string, number[]>();
  const add = (...bytes: number[]) => {
    try {
      const letter = decoder.decode(Uint8Array.from(bytes));
      if ([...letter].length === 1 && !table.has(letter)) table.set(letter, bytes);
    } catch {
      // Not a letter.
    }
  };
  for (let first = 0; first < 256; first += 1) add(first);
  for (let first = 0x80; first < 256; first += 1) {
    for (let second = 0x30; second < 256; second += 1) add(first, second);
  }
  const bytesOf = (letter: string): number[] => {
    const whole = table.get(letter);
    if (whole) return whole;
    const parts = letter.normalize('NFD');
    // The last sign of the parts is the tone; the letter below it may be one of its own.
    const below = parts.slice(0, -1).normalize('NFC');
    const tone = table.get(parts.slice(-1));
    const base = table.get(below);
    if (!tone || !base) throw new Error(`${encoding} has no ${letter}`);
    return [...base, ...tone];
  };
  return (text) => Uint8Array.from([...text].flatMap(bytesOf));
};
