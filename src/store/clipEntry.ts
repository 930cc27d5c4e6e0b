import { bytesOf } from '../shared/bytes';
import type { EncodedClip } from '../shared/jobs';

/**
 * A file of the clip cache: 48 bytes, a description as JSON, the packets' data. The 48 bytes are four numbers (magic,
 * format, length of the description, length of the data; unsigned, 32 bit, little-endian) and the SHA-256 of all that
 * follows them.
 */
const MAGIC = 0x4c_4d_4f_4f;
/** Goes up with each change of the format. */
const FORMAT = 1;
const NUMBERS = 4;
const CHECKSUM_BYTES = 32;
const HEAD_BYTES = NUMBERS * 4 + CHECKSUM_BYTES;

/** What the JSON holds. It says whose the data is, so that a file under a wrong name is found as well. */
interface Description {
  readonly name: string;
  readonly decoderConfig: Omit<VideoDecoderConfig, 'description'>;
  /** Bytes of the decoder's configuration record; `null`: there is none. */
  readonly record: readonly number[] | null;
  readonly packets: EncodedClip['packets'];
}

const checksum = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** @param name of the file that it is written to */
export const writeEntry = async (name: string, clip: EncodedClip): Promise<Uint8Array<ArrayBuffer>> => {
  const { description, ...decoderConfig } = clip.decoderConfig;
  const described: Description = {
    ...{ name, decoderConfig, packets: clip.packets },
    record: description === undefined ? null : [...bytesOf(description)],
  };
  const text = new TextEncoder().encode(JSON.stringify(described));
  const entry = new Uint8Array(HEAD_BYTES + text.byteLength + clip.data.byteLength);
  entry.set(text, HEAD_BYTES);
  entry.set(new Uint8Array(clip.data), HEAD_BYTES + text.byteLength);
  const head = new DataView(entry.buffer);
  for (const [place, number] of [MAGIC, FORMAT, text.byteLength, clip.data.byteLength].entries()) {
    head.setUint32(place * 4, number, true);
  }
  entry.set(await checksum(entry.subarray(HEAD_BYTES)), NUMBERS * 4);
  return entry;
};

/**
 * Reads an entry back.
 * @returns `null` if a single bit of it is not as it was written, or it is of another format or under another name
 */
export const readEntry = async (name: string, bytes: ArrayBuffer): Promise<EncodedClip | null> => {
  if (bytes.byteLength < HEAD_BYTES) return null;
  const head = new DataView(bytes);
  const [magic, format, textLength = 0, dataLength = 0] = Array.from({ length: NUMBERS }, (_, place) =>
    head.getUint32(place * 4, true),
  );
  if (magic !== MAGIC || format !== FORMAT) return null;
  if (HEAD_BYTES + textLength + dataLength !== bytes.byteLength) return null;
  const expected = new Uint8Array(bytes, NUMBERS * 4, CHECKSUM_BYTES);
  const actual = await checksum(new Uint8Array(bytes, HEAD_BYTES));
  if (actual.some((byte, place) => byte !== expected[place])) return null;
  // What has passed the checksum is what was written above.
  const described: Description = JSON.parse(
    new TextDecoder().decode(new Uint8Array(bytes, HEAD_BYTES, textLength)),
  );
  if (described.name !== name) return null;
  const { decoderConfig, record, packets } = described;
  return {
    decoderConfig: { ...decoderConfig, ...(record ? { description: Uint8Array.from(record) } : {}) },
    data: bytes.slice(HEAD_BYTES + textLength),
    packets,
  };
};
