import { RenderError } from '../shared/errors';
import { type Frames, frames } from '../shared/units';
import { type Piece, pieceKey } from './pieces';

/** What becomes of a shot's last frames where another shot follows by a transition between the two. */
type Joint =
  /** They give way to the next shot's first frames. */
  | 'blend'
  /** They are shown as they are: the next shot is too short, or there is none. */
  | 'plain'
  /** They are left out. */
  | 'dropped';

/** A piece at its place on the timeline. */
export interface Shot {
  /** Its `frames` are those that are used here, head and tail included. */
  readonly piece: Piece;
  /** How many of its first frames are in the transition before it. */
  readonly head: Frames;
  /** How many of its last frames are kept for a transition after it. */
  readonly tail: Frames;
  /** `null` without a tail. */
  readonly joint: Joint | null;
}

/** The frames of a shot that stand alone, which may be several clips: all but its head and its tail. */
export interface Body {
  readonly begin: number;
  readonly end: number;
}

export const bodyOf = ({ piece, head, tail }: Shot): Body => ({ begin: head, end: piece.frames - tail });

/**
 * What turned out to be of no use while the timeline was being joined. It counts from one shot on, since what stands
 * before is in the video already.
 */
export interface LeftOut {
  readonly shot: number;
  readonly what:
    | { readonly kind: 'piece'; readonly key: string }
    /** All of the piece from this frame of it on. */
    | { readonly kind: 'rest'; readonly key: string; readonly from: Frames }
    | { readonly kind: 'source'; readonly source: number }
    /** The joint after the shot is not a blend; or the tail cannot be shown at all. */
    | { readonly kind: 'joint'; readonly joint: Exclude<Joint, 'blend'> };
}

export interface ShotRequest {
  /** In the order in which they are taken; again from the first when they run out. */
  readonly pieces: readonly Piece[];
  /** Length to cover; `null`: each piece once. */
  readonly length: Frames | null;
  /** Frames for which this piece and the one after it are to be blended; 0: a cut. */
  readonly blendAfter: (piece: Piece) => number;
  readonly leftOut: readonly LeftOut[];
}

/** A transition of fewer frames is a flicker: it becomes a cut. */
const SHORTEST_BLEND = 3;

/** At most this share of a shot, after its head, goes into the transition after it. */
const TAIL_SHARE = 0.5;

const isLeftOut = (piece: Piece, shot: number, leftOut: readonly LeftOut[]): boolean =>
  leftOut.some(
    ({ shot: from, what }) =>
      shot >= from &&
      ((what.kind === 'piece' && what.key === pieceKey(piece)) ||
        (what.kind === 'source' && what.source === piece.source)),
  );

/** How many of a piece's first frames are of use. */
const usableFrames = (piece: Piece, shot: number, leftOut: readonly LeftOut[]): number =>
  leftOut.reduce<number>(
    (usable, { shot: from, what }) =>
      shot >= from && what.kind === 'rest' && what.key === pieceKey(piece)
        ? Math.min(usable, what.from)
        : usable,
    piece.frames,
  );

/** The joint that is left after others turned out to be of no use. */
const bestJoint = (shot: number, leftOut: readonly LeftOut[]): Joint => {
  const given = leftOut.flatMap(({ shot: at, what }) =>
    at === shot && what.kind === 'joint' ? [what.joint] : [],
  );
  return given.includes('dropped') ? 'dropped' : given.includes('plain') ? 'plain' : 'blend';
};

/** How many frames of a shot are kept for the transition after it: never so many that nothing is left of either. */
const tailOf = (wanted: number, shown: number, rest: number): number => {
  const tail = Math.min(wanted, Math.floor(shown * TAIL_SHARE), rest);
  return tail >= SHORTEST_BLEND ? tail : 0;
};

/**
 * Takes pieces in order until the length is covered; the last one is cut. Two neighbours that are blended overlap, so
 * each blend takes its frames from both.
 *
 * A shot's begin and tail depend on what stands before it alone, never on what follows: whatever fails later, what has
 * been joined stays as it is.
 * @throws RenderError `unreadable-source` if there is no usable material
 */
export const arrangeShots = ({ pieces, length, blendAfter, leftOut }: ShotRequest): Shot[] => {
  const shots: Shot[] = [];
  let covered = 0;
  /** Settles what becomes of the last shot's tail, and says how many frames of the next one are in it. */
  const join = (next: Piece | null): Frames => {
    const last = shots.at(-1);
    if (!last || last.tail === 0 || last.joint === 'dropped') return frames(0);
    const fits = next !== null && Math.floor(next.frames * TAIL_SHARE) >= last.tail;
    const joint = fits ? bestJoint(shots.length - 1, leftOut) : 'plain';
    shots[shots.length - 1] = { ...last, joint };
    return joint === 'blend' ? last.tail : frames(0);
  };
  const isCovered = (): boolean => length !== null && covered >= length;

  while (!isCovered()) {
    const before = shots.length;
    for (const [index, piece] of pieces.entries()) {
      if (isCovered()) break;
      if (isLeftOut(piece, shots.length, leftOut)) continue;
      const head = join(piece);
      const left = length === null ? Number.POSITIVE_INFINITY : length - covered;
      const usable = usableFrames(piece, shots.length, leftOut);
      const shown = Math.min(usable - head, left);
      const isEnd = length === null ? index === pieces.length - 1 : shown === left;
      const isBroken = usable < piece.frames;
      const tail = isEnd || isBroken ? 0 : tailOf(blendAfter(piece), shown, left - shown);
      const isDropped = tail > 0 && bestJoint(shots.length, leftOut) === 'dropped';
      shots.push({
        piece: { ...piece, frames: frames(head + shown) },
        head,
        tail: frames(tail),
        joint: tail === 0 ? null : isDropped ? 'dropped' : 'plain',
      });
      covered += isDropped ? shown - tail : shown;
    }
    if (shots.length === before) break;
    if (length === null) break;
  }
  join(null);
  if (shots.length === 0 || (length !== null && !isCovered())) {
    throw new RenderError({ category: 'unreadable-source', message: 'There are no readable video clips.' });
  }
  return shots;
};
