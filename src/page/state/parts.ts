import { text } from '../text';
import { PageError } from './spoken';

/** Fetches what the first sight of the page does without. */
export const part = async <T>(load: () => Promise<T>): Promise<T> => {
  try {
    return await load();
  } catch (thrown) {
    const report = { category: 'resource', detail: String(thrown) } as const;
    throw new PageError(report, () => text.partMissing, { cause: thrown });
  }
};

/** What makes videos. */
export const engine = () => part(() => import('../../render'));

/** What plays a video before it is made. */
export const previewing = () => part(() => import('../../preview'));

/** What is kept on the browser's disk. */
export const storage = () => part(() => import('../../store/storage'));

/** What stands for a clip in a list. */
export const thumbnails = () => part(() => import('../../preview/thumbnail'));

/** What shots begin with. */
export const shotPictures = () => part(() => import('../../preview/shotPictures'));

/** What a sound looks like. */
export const soundPeaks = () => part(() => import('../../media/peaks'));

export const subtitleReader = () => part(() => import('../../media/subtitles/read'));

/** What draws captions. */
export const captionDrawing = () => part(() => import('../../draw/captionLayer'));
