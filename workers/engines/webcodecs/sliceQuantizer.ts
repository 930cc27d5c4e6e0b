import { readAvcRecord } from '../../../src/shared/avcRecord';
import { BitReader, withoutEmulationPrevention } from '../../avc/bitReader';
import { type PictureSet, readPictureSet } from '../../avc/pictureSet';
import { readSequenceSet, type SequenceSet } from '../../avc/sequenceSet';

/** Kinds of NAL units that hold a slice (table 7-1), and of slices (table 7-6). */
const SLICE = 1;
const KEY_SLICE = 5;
const P_SLICE = 0;
const I_SLICE = 2;

/** A slice's header is hardly ever longer. */
const HEADER_BYTES = 64;

/** What the header of a slice says of the pictures that it is predicted from (7.3.3.1, 7.3.3.3). */
const skipReferences = (reader: BitReader, type: number, isKey: boolean, isReference: boolean): void => {
  if (type === P_SLICE) {
    if (reader.bits(1) === 1) reader.unsigned();
    if (reader.bits(1) === 1) while (reader.unsigned() !== 3) reader.unsigned();
  }
  if (!isReference) return;
  if (isKey) reader.bits(2);
  else if (reader.bits(1) === 1) {
    for (let operation = reader.unsigned(); operation !== 0; operation = reader.unsigned()) {
      if (operation !== 5) reader.unsigned();
      if (operation === 3) reader.unsigned();
    }
  }
};

const quantizerOf = (nal: Uint8Array, sequence: SequenceSet, picture: PictureSet): number | null => {
  const [head = 0] = nal;
  const isKey = (head & 31) === KEY_SLICE;
  const reader = new BitReader(withoutEmulationPrevention(nal.subarray(1, HEADER_BYTES)));
  reader.unsigned();
  const type = reader.unsigned() % 5;
  if (type !== P_SLICE && type !== I_SLICE) return null;
  reader.unsigned();
  reader.bits(sequence.frameNumberBits);
  if (isKey) reader.unsigned();
  reader.bits(sequence.orderBits);
  if (sequence.orderType === 0 && picture.saysBottomOrder) reader.signed();
  skipReferences(reader, type, isKey, (head & 0b1100000) !== 0);
  if (picture.isArithmetic && type !== I_SLICE) reader.unsigned();
  return picture.quantizer + reader.signed();
};

/** Tells the quantizer that a packet of H.264 begins with: from 0, nothing lost, to 51. */
export type SliceQuantizer = (packet: Uint8Array) => number | null;

/**
 * Reads slice headers (ITU-T H.264, 7.3.3) of a stream.
 * @param avcC its decoder configuration record, with lengths of four bytes before each NAL unit
 * @returns `null` for streams with what is not read here: fields, weights, slice groups, several parameter sets
 */
export const sliceQuantizer = (avcC: Uint8Array): SliceQuantizer | null => {
  const record = readAvcRecord(avcC);
  if (record?.lengthSize !== 4) return null;
  const [sequenceSet, ...moreSequences] = record.sequenceSets;
  const [pictureSet, ...morePictures] = record.pictureSets;
  // With one of each alone slices cannot mean another.
  if (!sequenceSet || !pictureSet || moreSequences.length + morePictures.length > 0) return null;
  const sequence = readSequenceSet(sequenceSet);
  const picture = readPictureSet(pictureSet);
  if (!sequence.wholePicturesOnly || sequence.chroma !== 1 || sequence.orderType === 1) return null;
  if (picture.hasSliceGroups || picture.isWeighted) return null;
  return (packet) => {
    const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
    for (let at = 0; at + 4 < packet.byteLength; at += 4 + view.getUint32(at)) {
      const kind = (packet[at + 4] ?? 0) & 31;
      if (kind === SLICE || kind === KEY_SLICE)
        return quantizerOf(packet.subarray(at + 4), sequence, picture);
    }
    return null;
  };
};
