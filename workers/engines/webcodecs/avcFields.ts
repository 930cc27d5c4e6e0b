import { sequenceOf } from './avcParameters';

/**
 * Whether H.264 is made of whole pictures only (`frame_mbs_only_flag`), by its first sequence parameter set.
 * @param avcC the decoder configuration record (ISO/IEC 14496-15, 5.3.3.1); anything else is `false`
 */
export const hasOnlyWholePictures = (avcC: Uint8Array): boolean =>
  sequenceOf(avcC)?.hasOnlyWholePictures ?? false;
