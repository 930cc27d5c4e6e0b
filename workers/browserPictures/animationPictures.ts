import { animationFrames } from '../../src/shared/animation';
import type { TimedPicture } from './timedPicture';

/**
 * Decodes an animated picture file from its begin: how long its pictures are shown is known once they are decoded.
 * @throws what the browser's decoder throws
 */
export async function* animationPictures(source: Blob): AsyncGenerator<TimedPicture> {
  for await (const { image, seconds, endSeconds } of animationFrames(source)) {
    yield {
      seconds,
      endSeconds,
      size: { width: image.displayWidth, height: image.displayHeight },
      draw: (context, { x, y, width, height }, to) =>
        context.drawImage(image, x, y, width, height, 0, 0, to.width, to.height),
      close: () => image.close(),
    };
  }
}
