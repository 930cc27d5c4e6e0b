import { RenderError } from '../src/shared/errors';
import type { ClipPicture } from '../src/shared/jobs';

/**
 * Draws a still, upright, at the size that its geometry is counted in, over a plain ground where it is transparent.
 * @throws RenderError `unreadable-source`
 */
export const drawnStill = async (
  source: Blob,
  sourceName: string,
  still: NonNullable<ClipPicture['still']>,
): Promise<OffscreenCanvas> => {
  const { width, height } = still.size;
  try {
    const picture = await createImageBitmap(source, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'high',
    });
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('There is no canvas to draw on');
    context.fillStyle = still.ground;
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, 0, 0);
    picture.close();
    return canvas;
  } catch (thrown) {
    throw notDrawn(sourceName, thrown);
  }
};

/**
 * The same as a PNG, for engines that read files.
 * @throws RenderError `unreadable-source`
 */
export const drawStill = async (
  source: Blob,
  sourceName: string,
  still: NonNullable<ClipPicture['still']>,
): Promise<Uint8Array<ArrayBuffer>> => {
  const canvas = await drawnStill(source, sourceName, still);
  try {
    const png = await canvas.convertToBlob({ type: 'image/png' });
    return new Uint8Array(await png.arrayBuffer());
  } catch (thrown) {
    throw notDrawn(sourceName, thrown);
  }
};

const notDrawn = (sourceName: string, thrown: unknown): RenderError =>
  new RenderError(
    {
      category: 'unreadable-source',
      message: `“${sourceName}” could not be drawn: it is damaged, or too large.`,
      detail: String(thrown),
    },
    { cause: thrown },
  );
