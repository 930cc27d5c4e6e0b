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
