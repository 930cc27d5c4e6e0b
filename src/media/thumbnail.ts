import { BlobSource, CanvasSink, Input } from 'mediabunny';
import { SMALL_JPEG, smallSize } from '../shared/smallPicture';
import { SOURCE_FORMATS } from '../shared/sourceFormats';
import { isPicture } from './still';
import { asPicture } from './svg';

/** A first frame is often black: look a little later. Share of the length. */
const AT = 0.1;

const encode = (canvas: HTMLCanvasElement | OffscreenCanvas): Promise<Blob | null> =>
  canvas instanceof OffscreenCanvas
    ? canvas.convertToBlob(SMALL_JPEG)
    : new Promise((resolve) => canvas.toBlob(resolve, SMALL_JPEG.type, SMALL_JPEG.quality));

const stillThumbnail = async (file: File): Promise<Blob | null> => {
  try {
    const picture = await createImageBitmap(await asPicture(file));
    const small = smallSize(picture);
    const canvas = new OffscreenCanvas(small.width, small.height);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await encode(canvas);
  } catch {
    return null;
  }
};

/**
 * A small JPEG of a video file, upright.
 * @returns `null` where the browser cannot decode it; a thumbnail is never worth an error
 */
export const thumbnailOf = async (file: File, signal?: AbortSignal): Promise<Blob | null> => {
  if (isPicture(file, file.name)) return stillThumbnail(file);
  using input = new Input({ source: new BlobSource(file), formats: SOURCE_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track || signal?.aborted || !(await track.canDecode())) return null;
    const [width, height, start, end] = await Promise.all([
      track.getDisplayWidth(),
      track.getDisplayHeight(),
      track.getFirstTimestamp(),
      track.computeDuration(),
    ]);
    const sink = new CanvasSink(track, { ...smallSize({ width, height }), fit: 'fill' });
    const found = await sink.getCanvas(start + (end - start) * AT);
    return found && !signal?.aborted ? await encode(found.canvas) : null;
  } catch {
    return null;
  }
};
