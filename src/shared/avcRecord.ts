import { bytesOf } from './bytes';

/*
 * H.264's decoder configuration record, `avcC` (ISO/IEC 14496-15, 5.3.3.1): parameter sets, and how long the numbers
 * are that say how long each unit of a packet is.
 */

export interface AvcRecord {
  /** Bytes of the number before each unit. */
  readonly lengthSize: number;
  /** Sequence parameter sets, then picture parameter sets, each with its unit's first byte. */
  readonly sequenceSets: readonly Uint8Array[];
  readonly pictureSets: readonly Uint8Array[];
  /** What stands after the sets. */
  readonly rest: Uint8Array;
}

/** The bytes of what a decoder configuration calls its description. */
export const descriptionBytes = ({ description }: Pick<VideoDecoderConfig, 'description'>): Uint8Array =>
  description === undefined ? new Uint8Array() : bytesOf(description);

/** @returns `null` for anything that is no whole record */
export const readAvcRecord = (bytes: Uint8Array): AvcRecord | null => {
  if (bytes.byteLength < 7 || bytes[0] !== 1) return null;
  let at = 5;
  const sets = (count: number): Uint8Array[] | null => {
    const read: Uint8Array[] = [];
    for (let set = 0; set < count; set += 1) {
      const begin = at + 2;
      const end = begin + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
      if (end > bytes.byteLength) return null;
      read.push(bytes.subarray(begin, end));
      at = end;
    }
    return read;
  };
  at += 1;
  const sequenceSets = sets((bytes[5] ?? 0) & 31);
  if (!sequenceSets || at >= bytes.byteLength) return null;
  const pictureCount = bytes[at] ?? 0;
  at += 1;
  const pictureSets = sets(pictureCount);
  if (!pictureSets) return null;
  const lengthSize = ((bytes[4] ?? 0) & 3) + 1;
  return { lengthSize, sequenceSets, pictureSets, rest: bytes.subarray(at) };
};

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** All parameter sets as one text: the same for two records only if the sets are the same byte for byte. */
export const setsText = ({ lengthSize, sequenceSets, pictureSets }: AvcRecord): string =>
  [lengthSize, sequenceSets.map(hex), pictureSets.map(hex)].join('/');
