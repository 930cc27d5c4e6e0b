import type { VideoTrackInfo } from '../shared/media';

/** Codecs with interlaced coding whose headers leave it open whether a picture makes use of it. */
const MAY_BE_INTERLACED: ReadonlySet<string> = new Set(['avc', 'prores', 'mpeg4']);

/** Whether a source's pictures have to be looked at for fields while they are decoded. */
export const needsDeinterlacing = ({ codec, interlaced }: VideoTrackInfo): boolean =>
  interlaced ?? MAY_BE_INTERLACED.has(codec);
