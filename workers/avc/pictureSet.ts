import { BitReader, withoutEmulationPrevention } from './bitReader';

/** What a picture parameter set says (7.3.2.2), as far as anyone here asks. */
export interface PictureSet {
  readonly isArithmetic: boolean;
  readonly saysBottomOrder: boolean;
  readonly hasSliceGroups: boolean;
  readonly isWeighted: boolean;
  readonly quantizer: number;
}

/** @param set with its unit's first byte, as it stands in a record or a packet */
export const readPictureSet = (set: Uint8Array): PictureSet => {
  const reader = new BitReader(withoutEmulationPrevention(set.subarray(1)));
  reader.unsigned();
  reader.unsigned();
  const isArithmetic = reader.flag();
  const saysBottomOrder = reader.flag();
  const hasSliceGroups = reader.unsigned() > 0;
  reader.unsigned();
  reader.unsigned();
  const isWeighted = reader.flag();
  reader.bits(2);
  return { isArithmetic, saysBottomOrder, hasSliceGroups, isWeighted, quantizer: 26 + reader.signed() };
};
