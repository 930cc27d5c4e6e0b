/** What every engine's output is, and says that it is: BT.709, limited range. */
export const OUTPUT_COLOURS = {
  primaries: 'bt709',
  transfer: 'bt709',
  matrix: 'bt709',
  fullRange: false,
} as const satisfies VideoColorSpaceInit;
