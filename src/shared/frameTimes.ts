/**
 * A source frame is shown from the output frame on that begins nearest to it: what is seen is never further from what is
 * heard than about half a frame. Not exactly half: where both rates share instants (60 → 30, 24 → 60) frames lie just
 * between two output frames, and time stamps that were rounded by their container would fall to either side by chance. A
 * twentieth less keeps all usual pairs of rates clear of that, by more than half a millisecond at 60 fps.
 */
export const LOOK_AHEAD_FRAMES = 0.45;

/** Frames that may be missing at a source's end and are made up by holding the last: rounding, not damage. */
export const HELD_FRAMES = 2;

/** Packets come in decode order, and no codec here reorders over more frames (H.264 and HEVC allow 16). */
export const REORDER_DEPTH = 16;

/** How a span of a source becomes output frames. */
export interface FrameSpan {
  /** In point in seconds of the source's presentation time. */
  readonly inPointSeconds: number;
  /** Output frames. */
  readonly frames: number;
  readonly fps: number;
  /** So many seconds of the source become one of the output. */
  readonly speed: number;
}

/** Seconds are sums of binary fractions: so much of a frame is no difference. */
const ROUNDING_FRAMES = 1e-6;

/** The first output frame that shows what the source shows at this time; before 0 or after the last for other times. */
export const firstFrameShowing = (seconds: number, { inPointSeconds, fps, speed }: FrameSpan): number =>
  Math.ceil(((seconds - inPointSeconds) / speed) * fps - LOOK_AHEAD_FRAMES - ROUNDING_FRAMES);

/**
 * The source's frames that a span shows, if each output frame shows the next one: none held, none left out, in the order
 * in which they are decoded. Then the frames can be had as they are.
 * @param seconds times of frames in decode order: from one that begins at or before the in point to the first that is
 *   not shown any more, or to the source's end
 * @returns position of the first among `seconds`; `null` where it is otherwise
 */
export const firstOfOneToOne = (seconds: readonly number[], span: FrameSpan): number | null => {
  const shownFrom = seconds.map((time) => firstFrameShowing(time, span));
  if (seconds.some((time, at) => at > 0 && time <= (seconds[at - 1] ?? 0))) return null;
  const first = shownFrom.findLastIndex((frame) => frame <= 0);
  if (first < 0) return null;
  for (let frame = 1; frame < span.frames; frame += 1) {
    if (shownFrom[first + frame] !== frame) return null;
  }
  const following = shownFrom[first + span.frames];
  return following === undefined || following >= span.frames ? first : null;
};
