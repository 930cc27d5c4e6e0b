import type { VideoTrackInfo } from '../shared/media';
import { type Frames, frames } from '../shared/units';
import { seededRandom, shuffled } from './random';
import type { PlanSettings } from './settings';

/** A source as the plan sees it. */
export interface PlanSource {
  /** Position in the caller's list; names the source in the plan. */
  readonly index: number;
  readonly video: VideoTrackInfo;
}

/** A span of a source that can become a clip. */
export interface Piece {
  /** {@link PlanSource.index} */
  readonly source: number;
  /** In seconds of the track's presentation time. */
  readonly inPointSeconds: number;
  /** Length in output frames. */
  readonly frames: Frames;
}

/** Headers give lengths rounded to their own time base: so much of a frame may be missing. */
const FRAME_TOLERANCE = 0.05;

/** A rest shorter than this is a flash, not a clip; it is dropped unless it is all there is. In seconds. */
const SHORTEST_REST = 0.5;

/**
 * Splits a source into pieces of at most `maxClipDuration`; the last, shorter piece is kept. A still is one piece of
 * that length.
 */
export const piecesOf = (source: PlanSource, settings: PlanSettings): Piece[] => {
  const { fps, maxClipDuration, speed } = settings;
  const longest = Math.max(1, Math.floor(maxClipDuration * fps + FRAME_TOLERANCE));
  if (source.video.isStill) {
    return [{ source: source.index, inPointSeconds: 0, frames: frames(longest) }];
  }
  const available = Math.floor((source.video.durationSeconds / speed) * fps + FRAME_TOLERANCE);
  const pieces: Piece[] = [];
  for (let begin = 0; begin < available; begin += longest) {
    const length = Math.min(longest, available - begin);
    if (begin > 0 && length < SHORTEST_REST * fps) break;
    pieces.push({
      source: source.index,
      inPointSeconds: source.video.startSeconds + (begin / fps) * speed,
      frames: frames(length),
    });
  }
  return pieces;
};

/**
 * The pieces in the order in which the timeline takes them (REFERENCE of the pipeline that is carried over):
 * `sequential` takes the first piece of each source, in the given order; `random` takes the longest piece of every
 * source, shuffled, then all others, shuffled, so that no source repeats before every source was seen.
 */
export const orderedPieces = (sources: readonly PlanSource[], settings: PlanSettings): Piece[] => {
  const bySource = sources.map((source) => piecesOf(source, settings)).filter((pieces) => pieces.length > 0);
  if (settings.mode === 'sequential') return bySource.flatMap((pieces) => pieces.slice(0, 1));

  const random = seededRandom(settings.seed);
  const longestOf = (pieces: readonly Piece[]): Piece =>
    pieces.reduce((best, piece) => (piece.frames > best.frames ? piece : best));
  const longest = bySource.map(longestOf);
  const others = bySource.flat().filter((piece) => !longest.includes(piece));
  return [...shuffled(longest, random), ...shuffled(others, random)];
};
