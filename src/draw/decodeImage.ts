import { unreadableSource } from '../shared/errors';
import type { Size } from '../shared/media';
import { newCanvas } from './canvas';

/** A drawing (SVG): only a document decodes it, and only as an image, where it can neither run scripts nor load anything. */
const decodeInDocument = async (image: Blob, size?: Size): Promise<ImageBitmap> => {
  const url = URL.createObjectURL(image);
  try {
    const element = new Image();
    element.src = url;
    await element.decode();
    const { width, height } = size ?? { width: element.naturalWidth, height: element.naturalHeight };
    const context = newCanvas({ width, height });
    context.drawImage(element, 0, 0, width, height);
    return context.canvas.transferToImageBitmap();
  } finally {
    URL.revokeObjectURL(url);
  }
};

const resizing = (size: Size): ImageBitmapOptions => ({
  resizeWidth: size.width,
  resizeHeight: size.height,
  resizeQuality: 'high',
});

/**
 * Decodes a picture file, upright, in its own size or resized to another. Workers decode no SVG.
 * @throws RenderError `unreadable-source`
 */
export const decodeImage = async (image: Blob, name: string, size?: Size): Promise<ImageBitmap> => {
  try {
    const isForDocument = image.type === 'image/svg+xml' && 'document' in globalThis;
    if (isForDocument) return await decodeInDocument(image, size);
    return await createImageBitmap(image, size ? resizing(size) : {});
  } catch (thrown) {
    throw unreadableSource(name, 'is a picture that this browser cannot show.', thrown);
  }
};
