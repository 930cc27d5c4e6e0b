import { readAvcRecord } from '../../../src/shared/avcRecord';
import { readSequenceSet } from '../../avc/sequenceSet';

/**
 * Whether H.264 is made of whole pictures only (`frame_mbs_only_flag`), by its first sequence parameter set.
 * @param avcC the decoder configuration record (ISO/IEC 14496-15, 5.3.3.1); anything else is `false`
 */
export const hasOnlyWholePictures = (avcC: Uint8Array): boolean => {
  const set = readAvcRecord(avcC)?.sequenceSets[0];
  return set !== undefined && readSequenceSet(set).wholePicturesOnly;
};
