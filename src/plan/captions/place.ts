import type { CaptionPosition } from '../../shared/captions';

/** Part of the picture at every edge in which nothing stands. */
export const SAFE_MARGIN = 0.05;

/** Distance between two cues that are seen at the same time, in parts of the font size. */
export const CUE_GAP = 0.25;

/** Room from top to bottom in which cues may stand, in pixels. */
export const safeHeight = (height: number): number => height * (1 - 2 * SAFE_MARGIN);

/** Where the top of a block goes that is alone; the safe area comes first. */
const topOf = (position: CaptionPosition, block: number, height: number): number => {
  const margin = height * SAFE_MARGIN;
  const [highest, lowest] = [margin, height - margin - block];
  const centred = (share: number) => Math.min(Math.max(height * share - block / 2, highest), lowest);
  switch (position) {
    case 'top':
      return highest;
    case 'bottom':
      return lowest;
    case 'center':
      return centred(0.5);
    case 'two-thirds':
      return centred(1 / 3);
    default:
      return centred(position / 100);
  }
};

/**
 * Tops of the cues that are seen at the same time, in their order. The first stands where it would alone and the others
 * are stacked on it: upwards at the bottom, else downwards; where that leaves the safe area the whole stack moves.
 * Together with their gaps the blocks are not taller than {@link safeHeight}.
 * @param blocks heights in pixels
 */
export const stackTops = (
  position: CaptionPosition,
  blocks: readonly number[],
  height: number,
  gap: number,
): number[] => {
  const upwards = position === 'bottom';
  const tops: number[] = [];
  let next = topOf(position, blocks[0] ?? 0, height);
  for (const [index, block] of blocks.entries()) {
    if (index > 0 && upwards) next -= block + gap;
    tops.push(next);
    if (!upwards) next += block + gap;
  }
  const bottoms = tops.map((top, index) => top + (blocks[index] ?? 0));
  const tooHigh = height * SAFE_MARGIN - Math.min(...tops);
  const tooLow = Math.max(...bottoms) - height * (1 - SAFE_MARGIN);
  const shift = Math.max(0, tooHigh) - Math.max(0, tooLow);
  return tops.map((top) => top + shift);
};
