import type { SubtitleCue } from '../shared/captions';

/** Subtitle files count in milliseconds: less of a cue cannot be written down. In seconds. */
const LEAST_SECONDS = 0.001;

/** The cues that a video of this length shows: those beyond its end are left out, one across it is shortened. */
export const clipCues = (cues: readonly SubtitleCue[], lengthSeconds: number): readonly SubtitleCue[] => {
  // Rounded down, so that the last cue does not make the video longer.
  const end = Math.floor(lengthSeconds * 1000 + 1e-6) / 1000;
  return cues
    .filter((cue) => end - cue.startSeconds >= LEAST_SECONDS)
    .map((cue) =>
      cue.endSeconds <= end
        ? cue
        : {
            ...cue,
            endSeconds: end,
            words: cue.words.map((word) => ({ ...word, startSeconds: Math.min(end, word.startSeconds) })),
          },
    );
};
