import type { SubtitleCue } from '../shared/captions';

/**
 * mediabunny keeps a cue's begin and length in seconds, and adds them up again. In floating point the sum need not be
 * the time at which the next cue begins: both are then shown, or none, in a sample that lasts for nothing.
 */
const addsUp = (start: number, end: number): boolean => start / 1000 + (end - start) / 1000 === end / 1000;

const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

/** Times at which more than one thing happens, in milliseconds. */
const sharedTimes = (cues: readonly SubtitleCue[]): ReadonlySet<number> => {
  const seen = new Set<number>();
  const shared = new Set<number>();
  for (const time of cues.flatMap((cue) => [cue.startSeconds, cue.endSeconds]).map(milliseconds)) {
    if (seen.has(time)) shared.add(time);
    seen.add(time);
  }
  return shared;
};

/** How much earlier a cue may end, in milliseconds: far less than a frame lasts. */
const EARLIER = [0, 1, 2, 3, 4] as const;

/**
 * The cues, with ends that add up where they meet a begin or another end: a few milliseconds earlier where need be, and
 * what they meet with them. Where that is not enough, a millisecond is left between them.
 * @param cues by their begin
 */
export const meetingCues = (cues: readonly SubtitleCue[]): readonly SubtitleCue[] => {
  const shared = sharedTimes(cues);
  const moved = new Map<number, number>();
  let last = 0;
  return cues.map((cue) => {
    const wanted = milliseconds(cue.startSeconds);
    // A begin that was moved must not come before that of a cue between.
    const start = Math.max(last, moved.get(wanted) ?? wanted);
    last = start;
    let end = milliseconds(cue.endSeconds);
    if (shared.has(end)) {
      const met = moved.get(end) ?? end;
      const meeting = EARLIER.map((earlier) => met - earlier).find((time) => addsUp(start, time));
      if (meeting !== undefined) moved.set(end, meeting);
      end = meeting ?? end - 1;
    }
    return { ...cue, startSeconds: start / 1000, endSeconds: Math.max(start + 1, end) / 1000 };
  });
};
