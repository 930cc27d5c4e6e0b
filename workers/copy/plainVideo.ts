import { readAvcRecord, setsText } from '../../src/shared/avcRecord';
import { type CodedColours, readSequenceSet, type SequenceSet } from '../avc/sequenceSet';

/** How a packet's units are measured in every file that is joined here. */
const LENGTH_SIZE = 4;

/** Baseline that Main decoders decode too, Main, High. */
const isCommonProfile = ({ profile, isConstrained }: SequenceSet): boolean =>
  profile === 77 || profile === 100 || (profile === 66 && isConstrained);

/** Numbers of ITU-T H.264, tables E-3 to E-5. What is not said is taken for BT.709, if the plan takes it for that. */
const BT709 = 1;
const UNSAID = 2;

const areBt709 = ({ fullRange, described }: CodedColours): boolean =>
  !fullRange &&
  (described === null || Object.values(described).every((number) => number === BT709 || number === UNSAID));

/** H.264 of which packets can be joined, or why not: goes on from the source's name. */
export type PlainVideo =
  | { readonly kind: 'plain'; readonly sets: string; readonly lengthSize: number }
  | { readonly kind: 'other'; readonly reason: string };

/**
 * Whether a track's parameter sets are of the kind that every player can show and nothing has to be done to: 8 bit, 4:2:0,
 * whole pictures, square pixels, BT.709.
 * @param description the decoder configuration record
 */
export const plainVideo = (description: Uint8Array): PlainVideo => {
  const other = (reason: string): PlainVideo => ({ kind: 'other', reason });
  const record = readAvcRecord(description);
  const [set] = record?.sequenceSets ?? [];
  if (!record || !set || record.pictureSets.length === 0) {
    return other('has its parameter sets among its pictures.');
  }
  if (record.sequenceSets.length > 1) return other('changes its parameters.');
  if (record.lengthSize !== LENGTH_SIZE) return other('is packed in an unusual way.');
  const read = readSequenceSet(set);
  if (!isCommonProfile(read)) return other('has an H.264 profile that not every player can show.');
  if (read.chroma !== 1 || read.bitDepths.some((depth) => depth !== 8))
    return other('is not 4:2:0 with 8 bit.');
  if (!read.wholePicturesOnly) return other('may be made of fields.');
  if (read.pixelAspect !== null && read.pixelAspect !== 1) return other('has pixels that are not square.');
  if (read.colours !== null && !areBt709(read.colours)) return other('has other colours than BT.709.');
  return { kind: 'plain', sets: setsText(record), lengthSize: record.lengthSize };
};

/** Tells the parameter sets of a track from others. */
export const knownSets = (sets: string): ((set: Uint8Array) => boolean) => {
  const known = new Set(sets.split(/[/,]/).slice(1));
  return (set) => known.has(Array.from(set, (byte) => byte.toString(16).padStart(2, '0')).join(''));
};
