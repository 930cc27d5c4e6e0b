import { smallJpeg } from '../shared/smallPicture';
import { asPicture } from './svg';

/**
 * A small JPEG of a picture file; of one that moves its first picture.
 * @throws what the browser throws where it does not show it
 */
export const stillThumbnail = async (file: File): Promise<Blob> => {
  const picture = await createImageBitmap(await asPicture(file));
  try {
    return await smallJpeg(picture, (context, { width, height }) =>
      context.drawImage(picture, 0, 0, width, height),
    );
  } finally {
    picture.close();
  }
};
