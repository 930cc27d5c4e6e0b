/**
 * Long shots are divided into clips that are encoded side by side: so long is each of them at least, but for the last, in
 * seconds on the timeline. Long enough that starting a clip and the key frame at its begin cost next to nothing, short
 * enough that workers end at nearly the same time, and that little is lost where one fails.
 */
export const DIVIDED_SECONDS = 6;

/** The last clip of a divided shot is at least so long. */
const LEAST_REST_SECONDS = DIVIDED_SECONDS / 2;

/** Presentation times of sources' key frames in seconds, ascending, by `PlanSource.index`. */
export type KeyFrames = ReadonlyMap<number, readonly number[]>;

/** A span of a shot, in its frames. */
export interface DividedSpan {
  readonly begin: number;
  readonly end: number;
  /** Its first and its last clip are at least so long: what is done over so many frames has to lie on one clip. */
  readonly endsFrames: number;
  readonly fps: number;
}

/** The first frame of a shot, from `after` on, that can be decoded without those before it; `null`: there is none. */
type NextStart = (after: number) => number | null;

/** Whether a shot of so many frames may be divided. */
export const isLong = (frames: number, fps: number): boolean =>
  frames >= (DIVIDED_SECONDS + LEAST_REST_SECONDS) * fps;

/**
 * Where the clips of a divided span begin; the first of them where it begins itself.
 *
 * Each begin depends on those before it alone, and a span that is cut off at one of them has all that are before (for
 * which the last clip need not be longer than the others): where a clip fails, those that stand before it stay as they
 * are.
 */
export const dividedAt = ({ begin, end, endsFrames, fps }: DividedSpan, next: NextStart): number[] => {
  const least = Math.max(DIVIDED_SECONDS * fps, endsFrames);
  const rest = Math.max(LEAST_REST_SECONDS * fps, endsFrames);
  const begins = [begin];
  for (let last = begin; ; ) {
    const start = next(Math.ceil(last + least));
    if (start === null || start > end - rest) return begins;
    begins.push(start);
    last = start;
  }
};

/** A still looks the same from any frame on. */
export const anyFrame: NextStart = (after) => after;

/** Of a video that is shown from `inPointSeconds` on: a clip begins with a key frame, so that nothing is decoded twice. */
export const keyFramesOnly = (
  keyFrames: readonly number[],
  { inPointSeconds, fps, speed }: { inPointSeconds: number; fps: number; speed: number },
): NextStart => {
  // Rounded up: a clip that begins just before its key frame would need all of the group before.
  const starts = keyFrames.map((seconds) => Math.ceil(((seconds - inPointSeconds) / speed) * fps));
  return (after) => starts.find((start) => start >= after) ?? null;
};
