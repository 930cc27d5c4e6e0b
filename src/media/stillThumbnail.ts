import { SMALL_JPEG, smallSize } from '../shared/smallPicture';
import { asPicture } from './svg';

/**
 * A small JPEG of a picture file; of one that moves its first picture.
 * @throws what the browser throws where it does not show it
 */
export const stillThumbnail = async (file: File): Promise<Blob> => {
  const picture = await createImageBitmap(await asPicture(file));
  try {
    const { width, height } = smallSize(picture);
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
    return await canvas.convertToBlob(SMALL_JPEG);
  } finally {
    picture.close();
  }
};
