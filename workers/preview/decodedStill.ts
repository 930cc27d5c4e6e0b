import { VideoSample } from 'mediabunny';
import { newPictureCanvas } from '../../src/draw/canvas';
import type { Drawable } from '../../src/draw/composePlacement';
import type { EncodedClip } from '../../src/shared/jobs';
import { onlyFrame } from '../browserPictures/onlyFrame';
import { CONVERTED_COLOURS } from '../engines/webcodecs/convertedVideo';
import { PictureMemory } from '../engines/webcodecs/pictureMemory';
import { samplePicture } from '../engines/webcodecs/samplePicture';

/**
 * A still that ffmpeg has made, ready to be composed.
 * @throws what the browser's decoder throws
 */
export const decodedStill = async (clip: EncodedClip): Promise<Drawable> => {
  using sample = new VideoSample(await onlyFrame(clip));
  const picture = await samplePicture(sample, CONVERTED_COLOURS, new PictureMemory());
  // It is drawn again for each frame, and its sample is not kept for that.
  const drawn = newPictureCanvas(picture.size);
  picture.draw(drawn, { x: 0, y: 0, ...picture.size }, picture.size);
  return {
    size: picture.size,
    draw: (context, { x, y, width, height }, to) =>
      context.drawImage(drawn.canvas, x, y, width, height, 0, 0, to.width, to.height),
  };
};
