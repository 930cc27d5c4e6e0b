import type { ProjectFiles } from './projectFiles';

/** Together, of one project. What is larger is found by its handle, or asked for again. */
const MOST_BYTES = 8_000_000;

/**
 * Which files are kept whole: as many as there is room for, those first without which the most work would be lost, or that
 * are small anyway.
 */
export const keptWhole = (files: ProjectFiles<File | null>): readonly File[] => {
  const { clips, voiceOver, music, subtitles, captionFont, watermark } = files;
  const candidates = [subtitles, captionFont, watermark, ...voiceOver, music, ...clips];
  const kept = new Set<File>();
  let bytes = 0;
  for (const file of candidates) {
    if (!file || kept.has(file) || bytes + file.size > MOST_BYTES) continue;
    kept.add(file);
    bytes += file.size;
  }
  return [...kept];
};
