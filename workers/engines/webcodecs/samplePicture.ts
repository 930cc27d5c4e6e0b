import type { Rotation, VideoSample } from 'mediabunny';
import type { Drawable } from '../../../src/draw/composePlacement';
import type { Rect, SourceColours } from '../../../src/shared/jobs';
import type { Size } from '../../../src/shared/media';
import { conversionFrom, type Planes, packPlanes } from './codedPlanes';
import type { PictureMemory } from './pictureMemory';
import { inCodedColours } from './rgbPicture';
import { samplePlanes } from './samplePlanes';

/** Where a part of the upright picture is in the decoder's. */
const decodedPart = (part: Rect, { width, height }: Size, rotation: Rotation, flip: boolean): Rect => {
  const upright = rotation % 180 === 0 ? { width, height } : { width: height, height: width };
  const x = flip ? upright.width - part.x - part.width : part.x;
  const { y } = part;
  const endX = upright.width - x - part.width;
  const endY = upright.height - y - part.height;
  switch (rotation) {
    case 0:
      return { x, y, width: part.width, height: part.height };
    case 90:
      return { x: y, y: endX, width: part.height, height: part.width };
    case 180:
      return { x: endX, y: endY, width: part.width, height: part.height };
    case 270:
      return { x: endY, y: x, width: part.height, height: part.width };
  }
};

/** The smallest rectangle of whole pixels around a part. */
const wholePixels = ({ x, y, width, height }: Rect, within: Size): Rect => {
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.min(within.width, Math.ceil(x + width)) - left),
    height: Math.max(1, Math.min(within.height, Math.ceil(y + height)) - top),
  };
};

const planesPicture = (
  planes: Planes,
  { rotation, flip, visibleRect }: VideoSample,
  colours: SourceColours,
  memory: PictureMemory,
): Drawable => {
  const { width, height } = visibleRect;
  const conversion = conversionFrom(colours, planes.bits);
  return {
    size: rotation % 180 === 0 ? { width, height } : { width: height, height: width },
    draw: (context, from, to) => {
      const part = decodedPart(from, { width, height }, rotation, flip);
      const pixels = wholePixels(part, { width, height });
      const source = memory.draw(pixels, (into) => packPlanes(planes, conversion, pixels, into));
      const isTurned = rotation % 180 !== 0;
      const across = isTurned ? to.height : to.width;
      const down = isTurned ? to.width : to.height;
      context.save();
      context.translate(to.width / 2, to.height / 2);
      if (flip) context.scale(-1, 1);
      context.rotate((rotation * Math.PI) / 180);
      context.drawImage(
        source,
        ...([part.x - pixels.x, part.y - pixels.y, part.width, part.height] as const),
        ...([-across / 2, -down / 2, across, down] as const),
      );
      context.restore();
    },
  };
};

/**
 * A decoded sample, upright, its samples taken for what the plan says that they are. Its size is counted in the
 * decoder's pixels, as geometry is. It can be drawn until the next one is made with the same memory.
 * @param memory of this source alone
 */
export const samplePicture = async (
  sample: VideoSample,
  colours: SourceColours,
  memory: PictureMemory,
): Promise<Drawable> => {
  const planes = await samplePlanes(sample, memory);
  if (planes) return planesPicture(planes, sample, colours, memory);
  const { displayWidth: width, displayHeight: height } = sample;
  return inCodedColours({
    size: { width, height },
    draw: (context, from, to) =>
      sample.draw(
        context,
        ...([from.x, from.y, from.width, from.height] as const),
        ...([0, 0, to.width, to.height] as const),
      ),
  });
};
