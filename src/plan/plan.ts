import { RenderError } from '../shared/errors';
import type { Effect, Geometry, SourceColours } from '../shared/jobs';
import { type Frames, frames } from '../shared/units';
import { sourceColours } from './colour';
import { effectsAt } from './effects';
import { needsDeinterlacing } from './fields';
import { fitGeometry } from './geometry';
import { orderedPieces, type Piece, type PlanSource } from './pieces';
import type { PlanSettings } from './settings';

/** A clip to encode once; it may stand on the timeline several times. */
export interface PlannedClip extends Piece {
  /** Names the material and all that is done to it; of two clips with one key the longer contains the shorter. */
  readonly key: string;
  readonly geometry: Geometry;
  readonly colours: SourceColours;
  readonly effects: readonly Effect[];
  readonly deinterlace: boolean;
}

/** A place on the timeline. */
export interface Segment {
  /** Index into {@link RenderPlan.clips}. */
  readonly clip: number;
  /** Frames before it on the timeline. */
  readonly start: Frames;
  /** Shown frames: the first so many of the clip. */
  readonly frames: Frames;
}

export interface RenderPlan {
  readonly settings: PlanSettings;
  /** Length of the video. The sum of the segments' frames. */
  readonly frames: Frames;
  /** What is to be encoded, in the order in which the timeline needs it. */
  readonly clips: readonly PlannedClip[];
  readonly timeline: readonly Segment[];
}

export interface PlanRequest {
  readonly sources: readonly PlanSource[];
  readonly settings: PlanSettings;
  /** Length to cover; `null`: as long as the pieces are, each once. */
  readonly length: Frames | null;
  /** Tells pieces that cannot be used; the next material takes their place. Default: none. */
  readonly isExcluded?: (piece: Piece) => boolean;
}

/** Names a piece of material, whatever its length. */
export const pieceKey = (piece: Pick<Piece, 'source' | 'inPointSeconds'>): string =>
  `${piece.source}@${piece.inPointSeconds}`;

/** Takes pieces in order, again from the first when they run out, until `length` is covered; cuts the last. */
const fill = (pieces: readonly Piece[], length: Frames): Piece[] => {
  const taken: Piece[] = [];
  let left: number = length;
  while (left > 0) {
    for (const piece of pieces) {
      if (left === 0) break;
      const used = Math.min(piece.frames, left);
      taken.push({ ...piece, frames: frames(used) });
      left -= used;
    }
  }
  return taken;
};

/**
 * Decides what is shown when. A pure function: the same request gives the same plan. Leaving out a piece changes the
 * timeline only from that piece on, so clips that stand before it can already be in the output.
 * @throws RenderError `unreadable-source` if there is no usable material
 */
export const planRender = ({ sources, settings, length, isExcluded }: PlanRequest): RenderPlan => {
  const pieces = orderedPieces(sources, settings).filter((piece) => !isExcluded?.(piece));
  if (pieces.length === 0) {
    throw new RenderError({ category: 'unreadable-source', message: 'There are no readable video clips.' });
  }
  const uses = length === null ? pieces : fill(pieces, length);

  const videoOf = new Map(sources.map(({ index, video }) => [index, video]));
  const clips: PlannedClip[] = [];
  const clipOf = new Map<string, number>();
  const timeline: Segment[] = [];
  let start = 0;
  for (const [place, use] of uses.entries()) {
    const video = videoOf.get(use.source);
    if (video === undefined) throw new RangeError(`No source ${use.source}`);
    const isStill = video.isStill === true;
    const [isFirst, isLast] = [place === 0, place === uses.length - 1];
    const effects = effectsAt({ index: place, isFirst, isLast, length: use.frames, isStill }, settings);
    const key = `${pieceKey(use)} ${JSON.stringify(effects)}`;
    let clip = clipOf.get(key);
    if (clip === undefined) {
      const geometry = fitGeometry(video, settings);
      // Only the last use can be cut short, so the first use is the longest.
      clip =
        clips.push({
          ...use,
          key,
          geometry,
          colours: sourceColours(video),
          deinterlace: needsDeinterlacing(video),
          effects,
        }) - 1;
      clipOf.set(key, clip);
    }
    timeline.push({ clip, start: frames(start), frames: use.frames });
    start += use.frames;
  }
  return { settings, frames: frames(start), clips, timeline };
};
