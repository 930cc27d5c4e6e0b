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
export const SMALL_JPEG = { type: 'image/jpeg', quality: 0.8 } as const;
