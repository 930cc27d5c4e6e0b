/** Longer side in pixels of the pictures that stand for files and shots: twice the size on the page, for dense screens. */
const LONGER_SIDE = 192;

interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** A small picture's size, in the shape of what it shows. */
export const smallSize = ({ width, height }: PixelSize): PixelSize => {
  const scale = LONGER_SIDE / Math.max(width, height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
};

/** How small pictures are kept. */
const SMALL_JPEG = { type: 'image/jpeg', quality: 0.8 } as const;

/**
 * A small JPEG of what `draw` draws over the whole of a canvas.
 * @param size of what is drawn
 */
export const smallJpeg = (
  size: PixelSize,
  draw: (context: OffscreenCanvasRenderingContext2D, small: PixelSize) => void,
): Promise<Blob> => {
  const small = smallSize(size);
  const canvas = new OffscreenCanvas(small.width, small.height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('There is no canvas to draw on');
  draw(context, small);
  return canvas.convertToBlob(SMALL_JPEG);
};
