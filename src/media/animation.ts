import { animationFrames } from '../shared/animation';
import { unreadableSource } from '../shared/errors';
import type { Size, SourceInfo } from '../shared/media';
import { asDrawnByBrowser } from './browserDecoding';

/** Picture formats that can move and that ffmpeg does not play, or, as PNG, does not tell the length of. */
export const PLAYED_BY_BROWSER: readonly string[] = ['image/webp', 'image/avif', 'image/png', 'image/apng'];

/** Whether a picture file that moves has to be decoded by the browser. */
export const isBrowserAnimation = (file: Blob): boolean => PLAYED_BY_BROWSER.includes(file.type);

/**
 * Reads an animated picture by decoding all of it: its headers do not say how long it is.
 * @throws RenderError `unreadable-source` if not one picture of it can be decoded
 */
export const probeAnimation = async (file: File): Promise<SourceInfo> => {
  let size: Size | null = null;
  let frames = 0;
  let durationSeconds = 0;
  let damage: unknown;
  try {
    for await (const { image, endSeconds } of animationFrames(file)) {
      size ??= { width: image.displayWidth, height: image.displayHeight };
      image.close();
      frames += 1;
      durationSeconds = endSeconds;
    }
  } catch (thrown) {
    damage = thrown;
  }
  if (!size) throw unreadableSource(file.name, 'cannot be decoded: it is damaged or cut off.', damage);
  return asDrawnByBrowser({
    ...{ access: 'browser', container: file.type, durationSeconds, audio: null },
    video: {
      ...{ codec: file.type, codedSize: size, displaySize: size },
      ...{ rotation: 0, mirrored: false, interlaced: false },
      ...{ frameRate: frames / durationSeconds, startSeconds: 0, durationSeconds },
      colour: { primaries: null, transfer: null, matrix: null, fullRange: null },
    },
  });
};
