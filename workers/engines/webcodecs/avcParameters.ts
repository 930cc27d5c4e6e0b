import { BitReader, withoutEmulationPrevention } from './bitReader';

/** Profiles whose parameter sets say more about the samples (7.3.2.1.1). */
const HIGH_PROFILES: ReadonlySet<number> = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128]);

const skipScalingLists = (reader: BitReader, lists: number): void => {
  for (let list = 0; list < lists; list += 1) {
    if (reader.bits(1) === 0) continue;
    let next = 8;
    for (let place = 0; place < (list < 6 ? 16 : 64) && next !== 0; place += 1) {
      next = (next + reader.signed() + 256) % 256;
    }
  }
};

/** What a sequence parameter set says, as far as anyone here asks. */
export interface Sequence {
  /** 3 with colour planes coded apart. */
  readonly chroma: number;
  readonly frameNumberBits: number;
  /** `pic_order_cnt_type`; and the length of what each slice says of it where that is 0. */
  readonly orderType: number;
  readonly orderBits: number;
  readonly hasOnlyWholePictures: boolean;
}

const readSequence = (set: Uint8Array): Sequence => {
  // The set's first byte says what it is.
  const reader = new BitReader(withoutEmulationPrevention(set.subarray(1)));
  const profile = reader.bits(8);
  reader.bits(16);
  reader.unsigned();
  let chroma = 1;
  if (HIGH_PROFILES.has(profile)) {
    chroma = reader.unsigned();
    if (chroma === 3) reader.bits(1);
    reader.unsigned();
    reader.unsigned();
    reader.bits(1);
    if (reader.bits(1) === 1) skipScalingLists(reader, chroma === 3 ? 12 : 8);
  }
  const frameNumberBits = reader.unsigned() + 4;
  const orderType = reader.unsigned();
  let orderBits = 0;
  if (orderType === 0) orderBits = reader.unsigned() + 4;
  if (orderType === 1) {
    reader.bits(1);
    reader.signed();
    reader.signed();
    const cycle = reader.unsigned();
    for (let frame = 0; frame < cycle; frame += 1) reader.signed();
  }
  reader.unsigned();
  reader.bits(1);
  reader.unsigned();
  reader.unsigned();
  return { chroma, frameNumberBits, orderType, orderBits, hasOnlyWholePictures: reader.bits(1) === 1 };
};

/** What a picture parameter set says (7.3.2.2), as far as anyone here asks. */
export interface Picture {
  readonly isArithmetic: boolean;
  readonly saysBottomOrder: boolean;
  readonly hasSliceGroups: boolean;
  readonly isWeighted: boolean;
  readonly quantizer: number;
}

const readPicture = (set: Uint8Array): Picture => {
  const reader = new BitReader(withoutEmulationPrevention(set.subarray(1)));
  reader.unsigned();
  reader.unsigned();
  const isArithmetic = reader.bits(1) === 1;
  const saysBottomOrder = reader.bits(1) === 1;
  const hasSliceGroups = reader.unsigned() > 0;
  reader.unsigned();
  reader.unsigned();
  const isWeighted = reader.bits(1) === 1;
  reader.bits(2);
  return { isArithmetic, saysBottomOrder, hasSliceGroups, isWeighted, quantizer: 26 + reader.signed() };
};

/** A set that two bytes of length stand before, and where it ends. */
const setAt = (avcC: Uint8Array, at: number): { readonly set: Uint8Array; readonly end: number } => {
  const end = at + 2 + (((avcC[at] ?? 0) << 8) | (avcC[at + 1] ?? 0));
  return { set: avcC.subarray(at + 2, end), end };
};

/**
 * The first sequence parameter set.
 * @param avcC the decoder configuration record (ISO/IEC 14496-15, 5.3.3.1); `null` for anything else
 */
export const sequenceOf = (avcC: Uint8Array): Sequence | null =>
  avcC[0] !== 1 || ((avcC[5] ?? 0) & 31) === 0 ? null : readSequence(setAt(avcC, 6).set);

/** The picture parameter set, where there is one of each kind alone, so that slices cannot mean another. */
export const onlyPictureOf = (avcC: Uint8Array): Picture | null => {
  if (avcC[0] !== 1 || ((avcC[5] ?? 0) & 31) !== 1) return null;
  const { end } = setAt(avcC, 6);
  return avcC[end] === 1 ? readPicture(setAt(avcC, end + 1).set) : null;
};
