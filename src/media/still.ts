import { RenderError, unreadableSource } from '../shared/errors';
import type { Size, SourceInfo } from '../shared/media';
import { PLAYED_BY_BROWSER } from './animation';
import { asPicture } from './svg';

/** Longest side that a still is worked with; larger ones are made smaller first. As large as a video can be. */
const LONGEST_SIDE = 4096;

/** File name endings of stills, for systems that do not tell a file's type. */
const ENDINGS = /\.(png|apng|jpe?g|jfif|webp|avif|gif|bmp|svg|heic|heif|ico)$/i;

/** Whether this is a picture file, one that moves included. */
export const isPicture = (file: Blob, name: string): boolean =>
  file.type.startsWith('image/') || (file.type === '' && ENDINGS.test(name));

/** Picture formats that can move. */
const MOVING = ['image/gif', ...PLAYED_BY_BROWSER];

/** Whether a picture file holds several frames. `false` where the browser cannot tell. */
const isAnimated = async (file: Blob): Promise<boolean> => {
  if (!MOVING.includes(file.type) || typeof ImageDecoder === 'undefined') return false;
  const decoder = new ImageDecoder({ data: file.stream(), type: file.type });
  try {
    await decoder.completed;
    return (decoder.tracks.selectedTrack?.frameCount ?? 1) > 1;
  } catch {
    return false;
  } finally {
    decoder.close();
  }
};

/** Whether this file stands for one picture. One that moves is a video. */
export const isStill = async (file: Blob, name: string): Promise<boolean> =>
  isPicture(file, name) && !(await isAnimated(file));

const workingSize = ({ width, height }: Size): Size => {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
};

/** Size of a still as the browser shows it: upright, whatever its EXIF orientation. */
const naturalSize = async (file: File): Promise<Size> => {
  const picture = await createImageBitmap(await asPicture(file));
  const { width, height } = picture;
  picture.close();
  return { width, height };
};

/** Kinds of picture that every browser shows. */
const SHOWN_EVERYWHERE = /^(png|apng|jpe?g|jfif|gif|bmp|webp|svg|svg\+xml|ico|x-icon|vnd\.microsoft\.icon)$/i;

/** What kind of picture a file says it is: `heic`, `tiff`, … */
const kindOf = ({ type, name }: File): string => type.replace('image/', '') || (/\w+$/.exec(name)?.[0] ?? '');

/** Whether the browser shows pictures of this kind, as far as it tells. */
const isShownKind = async (kind: string): Promise<boolean> =>
  SHOWN_EVERYWHERE.test(kind) ||
  (typeof ImageDecoder !== 'undefined' && (await ImageDecoder.isTypeSupported(`image/${kind}`)));

const notShown = async (file: File, thrown: unknown): Promise<RenderError> => {
  const kind = kindOf(file);
  if (await isShownKind(kind)) {
    return unreadableSource(
      file.name,
      'cannot be shown: it is damaged, or not the kind of picture that its name says.',
      thrown,
    );
  }
  return new RenderError(
    {
      category: 'unsupported-codec',
      message: `“${file.name}” is a picture of the kind ${kind.toUpperCase()}, which this browser cannot show. Save it as JPEG or PNG first.`,
      detail: String(thrown),
    },
    { cause: thrown },
  );
};

/**
 * Reads a still by decoding it: there is no other way to know that the browser can.
 * @throws RenderError `unreadable-source` or `unsupported-codec` where it cannot
 */
export const probeStill = async (file: File): Promise<SourceInfo> => {
  let size: Size;
  try {
    size = workingSize(await naturalSize(file));
  } catch (thrown) {
    throw await notShown(file, thrown);
  }
  return {
    access: 'still',
    container: file.type || 'image',
    durationSeconds: 0,
    audio: null,
    video: {
      codec: 'still',
      codedSize: size,
      displaySize: size,
      rotation: 0,
      mirrored: false,
      interlaced: false,
      frameRate: null,
      startSeconds: 0,
      durationSeconds: 0,
      isStill: true,
      colour: { primaries: 'bt709', transfer: null, matrix: 'bt709', fullRange: true },
    },
  };
};
