import { newCanvas } from '../../../src/draw/canvas';
import { codeColours } from '../../../src/draw/codedColours';
import type { Drawable } from '../../../src/draw/composePlacement';
import type { Size } from '../../../src/shared/media';

/** No larger than it is shown, and no larger than it is. */
const drawnSize = (from: Size, to: Size): Size => ({
  width: Math.max(1, Math.round(Math.min(from.width, to.width))),
  height: Math.max(1, Math.round(Math.min(from.height, to.height))),
});

/** What draws a picture in the browser's own colours, drawing it in coded ones. */
export const inCodedColours = (picture: Drawable): Drawable => ({
  size: picture.size,
  draw: (context, from, to) => {
    const size = drawnSize(from, to);
    const own = newCanvas(size);
    own.imageSmoothingQuality = 'high';
    picture.draw(own, from, size);
    const pixels = own.getImageData(0, 0, size.width, size.height);
    codeColours(pixels);
    own.putImageData(pixels, 0, 0);
    context.drawImage(own.canvas, 0, 0, to.width, to.height);
  },
});
