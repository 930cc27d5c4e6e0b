import type { Size } from '../shared/media';

const even = (side: number): number => Math.max(2, Math.round(side / 2) * 2);

/**
 * Size to preview a video at: its shape, in whole even pixels, and no larger than it is.
 * @param longest the most that the longer side may have, in pixels
 */
export const previewSize = ({ width, height }: Size, longest: number): Size => {
  const scale = Math.min(1, longest / Math.max(width, height));
  return scale === 1 ? { width, height } : { width: even(width * scale), height: even(height * scale) };
};
