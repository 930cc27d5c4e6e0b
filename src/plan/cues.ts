import type { ClipCue, SubtitleCue } from '../shared/captions';
import type { Frames } from '../shared/units';

/** The frame that is shown at a time; one that begins in the middle of a frame is seen from the nearer one on. */
const frameAt = (seconds: number, fps: number): number => Math.round(seconds * fps);

/** The cues that are read on a clip which stands at frame `start` of the video, on the clip's own clock. */
export const cuesOn = (
  cues: readonly SubtitleCue[],
  start: Frames,
  length: Frames,
  fps: number,
): ClipCue[] => {
  const place = (seconds: number): number => frameAt(seconds, fps) - start;
  return cues
    .map(({ startSeconds, endSeconds, text, words }) => ({
      start: place(startSeconds),
      end: place(endSeconds),
      text,
      words: words.map((word) => ({ text: word.text, start: place(word.startSeconds) })),
    }))
    .filter((cue) => cue.end > 0 && cue.start < length && cue.end > cue.start);
};

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
