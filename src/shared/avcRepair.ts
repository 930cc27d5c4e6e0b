import { readAvcRecord } from './avcRecord';

/** Of an AVCDecoderConfigurationRecord: version, profile, constraints, level; then sizes and the number of the first sets. */
const HEAD_BYTES = 6;
/** Bits of the head's last two bytes that are always set. */
const RESERVED = [0xfc, 0xe0] as const;

/** A sequence parameter set says the same profile as the record, right after its first byte. */
const isDoubled = (record: Uint8Array, set: Uint8Array): boolean =>
  set[0] === set[1] && [1, 2, 3].every((at) => set[at + 1] === record[at]);

const withLengths = (sets: readonly Uint8Array[]): number[] =>
  sets.flatMap((set) => [set.byteLength >> 8, set.byteLength & 255, ...set]);

/**
 * A decoder's configuration record (ISO/IEC 14496-15, 5.3.3.1) as it should be. There are encoders that write the first
 * byte of each parameter set twice (https://bugzil.la/2031056): browsers play that, since they find the sets once more
 * among the pictures, but other players refuse it. Every other record is returned as it is.
 */
export const repairedRecord = (record: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const read = readAvcRecord(record);
  if (!read?.sequenceSets.some((set) => isDoubled(record, set))) return record;
  const { sequenceSets, pictureSets, rest } = read;
  if ([...sequenceSets, ...pictureSets].some((set) => set.byteLength === 0)) return record;
  const once = (sets: readonly Uint8Array[]) => sets.map((set) => set.subarray(1));
  return Uint8Array.from([
    ...record.subarray(0, HEAD_BYTES - 2),
    (record[HEAD_BYTES - 2] ?? 0) | RESERVED[0],
    sequenceSets.length | RESERVED[1],
    ...withLengths(once(sequenceSets)),
    pictureSets.length,
    ...withLengths(once(pictureSets)),
    ...rest,
  ]);
};
