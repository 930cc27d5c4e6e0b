/** Places to publish at, in the order in which they are offered. */
export const PRESET_NAMES = ['shorts', 'youtube', 'square', 'story'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];
