import type { PlannedClip, PlannedPicture } from '../../plan/plan';
import type { PlanSettings } from '../../plan/settings';
import type { UsableSource } from '../sources';

/**
 * What a clip's work is made of: the clip itself (cutting, starting, taking apart), the megapixels that are composed and
 * encoded, and those that are decoded, by families of codecs that cost about the same.
 */
export const PARTS = ['clip', 'target', 'avc', 'hevc', 'open', 'other'] as const;
type Part = (typeof PARTS)[number];

/** How much of each part: 1 for the clip, megapixels for all others. */
export type ClipParts = Readonly<Record<Part, number>>;

const FAMILIES: Readonly<Record<string, Part>> = {
  ...{ avc: 'avc', hevc: 'hevc' },
  ...{ vp8: 'open', vp9: 'open', av1: 'open' },
};

const megapixels = (width: number, height: number): number => (width * height) / 1e6;

/** What encoding a planned clip is made of, from what its sources' headers say. */
export const clipParts = (
  { frames, picture, next }: PlannedClip,
  sources: ReadonlyMap<number, UsableSource>,
  { fps, size }: PlanSettings,
): ClipParts => {
  const parts: Record<Part, number> = {
    ...{ clip: 1, target: frames * megapixels(size.width, size.height) },
    ...{ avc: 0, hevc: 0, open: 0, other: 0 },
  };
  const addDecoding = ({ source, speed }: PlannedPicture): void => {
    const video = sources.get(source)?.info.video;
    if (!video || video.isStill) return;
    const { width, height } = video.codedSize;
    const decoded = (frames * (video.frameRate ?? fps) * speed) / fps;
    parts[FAMILIES[video.codec] ?? 'other'] += decoded * megapixels(width, height);
  };
  addDecoding(picture);
  if (next) addDecoding(next.picture);
  return parts;
};
