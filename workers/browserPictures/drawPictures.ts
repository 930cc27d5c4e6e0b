import { unreadableSource } from '../../src/shared/errors';
import type { FrameSpan } from '../../src/shared/frameTimes';
import type { Geometry, SourceColours } from '../../src/shared/jobs';
import type { Size } from '../../src/shared/media';
import { animationPictures } from './animationPictures';
import { drawnGeometry } from './drawnGeometry';
import { shownPictures } from './shownPictures';
import type { TimedPicture } from './timedPicture';
import { videoPictures } from './videoPictures';

/** What of a source is to be drawn. */
export interface DrawnSource extends FrameSpan {
  readonly source: Blob;
  readonly sourceName: string;
  /** Counted in `size`. */
  readonly geometry: Geometry;
  /** Size of the upright picture. */
  readonly size: Size;
  /** What is seen through it: `#rrggbb`. */
  readonly ground: string;
}

/** JPEGs in a row, one for each output frame from 0 on, as far as the source has pictures. */
export interface DrawnPictures {
  readonly motionJpeg: Blob;
  /** How they get onto the target. */
  readonly geometry: Geometry;
  readonly colours: SourceColours;
}

/** JFIF: BT.601, full range. */
const JPEG_COLOURS: SourceColours = {
  ...{ matrix: 'bt601', fullRange: true },
  ...{ gamut: 'bt709', dynamicRange: 'standard' },
};

/** Nearly lossless, and with it colours are kept in full resolution. */
const JPEG = { type: 'image/jpeg', quality: 1 };

/** The pictures up to the first that cannot be decoded: what follows is missing, as where a file is cut off. */
async function* untilDamage(
  pictures: AsyncIterable<TimedPicture>,
  onDamage: (thrown: unknown) => void,
): AsyncGenerator<TimedPicture> {
  try {
    yield* pictures;
  } catch (thrown) {
    onDamage(thrown);
  }
}

/** Pictures of one stream can differ in size: the part is the same share of each. */
const shareOf = (picture: Size, { from, size }: { from: Geometry['crop']; size: Size }): Geometry['crop'] => {
  const x = picture.width / size.width;
  const y = picture.height / size.height;
  return { x: from.x * x, y: from.y * y, width: from.width * x, height: from.height * y };
};

/**
 * Decodes the span with the browser and draws each picture once, however many frames show it.
 * @throws RenderError `unreadable-source` if there is not one picture
 */
export const drawPictures = async (wanted: DrawnSource): Promise<DrawnPictures> => {
  const { source, sourceName, inPointSeconds, frames, fps, speed, ground } = wanted;
  const { from, size, geometry } = drawnGeometry(wanted.geometry);
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('There is no canvas to draw on');
  context.imageSmoothingQuality = 'high';

  let damage: unknown;
  const decoded = source.type.startsWith('image/')
    ? animationPictures(source)
    : videoPictures(source, inPointSeconds, inPointSeconds + (frames / fps) * speed);
  const readable = untilDamage(decoded, (thrown) => {
    damage = thrown;
  });
  const jpegs: Blob[] = [];
  for await (const shown of shownPictures(readable, wanted)) {
    context.fillStyle = ground;
    context.fillRect(0, 0, size.width, size.height);
    shown.picture.draw(context, shareOf(shown.picture.size, { from, size: wanted.size }), size);
    const jpeg = await canvas.convertToBlob(JPEG);
    for (let frame = 0; frame < shown.frames; frame += 1) jpegs.push(jpeg);
  }
  if (jpegs.length === 0) {
    throw damage === undefined
      ? unreadableSource(sourceName, 'has no picture at the wanted time.')
      : unreadableSource(sourceName, 'cannot be decoded: it is damaged or cut off.', damage);
  }
  return { motionJpeg: new Blob(jpegs), geometry, colours: JPEG_COLOURS };
};
