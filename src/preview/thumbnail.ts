import { isPicture } from '../media/still';
import { stillThumbnail } from '../media/stillThumbnail';
import type { ReadSource } from '../shared/media';
import { shotPicture } from './shotPictures';

/** A first frame is often black: look a little later. Share of the length. */
const AT = 0.1;

/**
 * A small JPEG that stands for a file with pictures, upright.
 * @param signal takes it back while it waits
 * @returns `null` where there is none; a thumbnail is never worth an error
 */
export const thumbnailOf = async (source: ReadSource, signal: AbortSignal): Promise<Blob | null> => {
  const { file, info } = source;
  try {
    if (isPicture(file, file.name)) return await stillThumbnail(file);
    if (!info.video) return null;
    const { startSeconds, durationSeconds } = info.video;
    return await shotPicture(source, startSeconds + durationSeconds * AT, signal);
  } catch {
    return null;
  }
};
