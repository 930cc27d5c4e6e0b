const ID3_HEADER_BYTES = 10;
/** Of the first packet: its tag begins within 40 bytes, but there may be zeros between the ID3 tag and the packet. */
const SEARCHED_BYTES = 4096;
/** Encoders whose tag has these fields where LAME has them; ffmpeg believes the same three. */
const ENCODERS = ['LAME', 'Lavf', 'Lavc'];

const textAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/** Length of the ID3v2 tag that a file may begin with, in bytes: 28 bits in four bytes of seven. */
const id3Bytes = async (source: Blob): Promise<number> => {
  const header = new Uint8Array(await source.slice(0, ID3_HEADER_BYTES).arrayBuffer());
  if (!textAt(header, 0).startsWith('ID3')) return 0;
  return ID3_HEADER_BYTES + header.subarray(6).reduce((length, byte) => (length << 7) | (byte & 127), 0);
};

/**
 * What an MP3's encoder put before and after the sound to fill its packets, and players leave out: 25 ms and more.
 * It stands in the first packet, as LAME writes it (http://gabriel.mp3-tech.org/mp3infotag.html).
 * @returns samples at the file's own rate; 0 where nothing is told
 */
export const mp3PaddingSamples = async (source: Blob): Promise<number> => {
  const begin = await id3Bytes(source);
  const bytes = new Uint8Array(await source.slice(begin, begin + SEARCHED_BYTES).arrayBuffer());
  const tag = bytes.findIndex((_, at) => ['Xing', 'Info'].includes(textAt(bytes, at)));
  if (tag < 0) return 0;
  const fields = bytes[tag + 7] ?? 0;
  // Number of packets, number of bytes, table of contents, quality: each is there if its bit is.
  const lengths = [4, 4, 100, 4].filter((_, bit) => fields & (1 << bit));
  const encoder = tag + 8 + lengths.reduce((sum, length) => sum + length, 0);
  if (!ENCODERS.includes(textAt(bytes, encoder))) return 0;
  const [high = 0, middle = 0, low = 0] = bytes.subarray(encoder + 21, encoder + 24);
  const before = (high << 4) | (middle >> 4);
  const after = ((middle & 15) << 8) | low;
  return before + after;
};
