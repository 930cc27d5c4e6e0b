import type { VideoTrackInfo } from '../shared/media';
import { type Frames, frames } from '../shared/units';
import { type ClipSettings, settingsFor } from './clipSettings';
import { seededRandom, shuffled } from './random';
import type { PlanSettings } from './settings';

/** A source as the plan sees it. */
export interface PlanSource {
  /** Position in the caller's list; names the source in the plan. */
  readonly index: number;
  readonly video: VideoTrackInfo;
  /** What is different for this source. Left out: nothing. */
  readonly own?: ClipSettings | undefined;
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

/** Names a piece of material, whatever its length. */
export const pieceKey = (piece: Pick<Piece, 'source' | 'inPointSeconds'>): string =>
  `${piece.source}@${piece.inPointSeconds}`;

/**
 * Splits a source, between its in and out point, into pieces of at most `maxClipDuration`; the last, shorter piece is
 * kept. A still is one piece. So is a source with an out point of its own where the order is the person's: they said
 * from where to where.
 */
export const piecesOf = (source: PlanSource, common: PlanSettings): Piece[] => {
  const { fps, maxClipDuration, speed, mode, inPoint, outPoint, stillDuration } = settingsFor(source, common);
  const wholeFrames = (seconds: number): number => Math.floor(seconds * fps + FRAME_TOLERANCE);
  if (source.video.isStill) {
    const length = Math.max(1, wholeFrames(stillDuration ?? maxClipDuration));
    return [{ source: source.index, inPointSeconds: 0, frames: frames(length) }];
  }
  const begin = Math.min(inPoint, source.video.durationSeconds);
  const end = Math.min(outPoint ?? source.video.durationSeconds, source.video.durationSeconds);
  const available = Math.max(0, wholeFrames((end - begin) / speed));
  const isTrimmed = outPoint !== null && mode === 'sequential' && source.own?.maxClipDuration === undefined;
  const longest = isTrimmed ? available : Math.max(1, wholeFrames(maxClipDuration));
  const pieces: Piece[] = [];
  for (let done = 0; done < available; done += longest) {
    const length = Math.min(longest, available - done);
    if (done > 0 && length < SHORTEST_REST * fps) break;
    pieces.push({
      source: source.index,
      inPointSeconds: source.video.startSeconds + begin + (done / fps) * speed,
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
