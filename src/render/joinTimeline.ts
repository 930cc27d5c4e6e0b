import type { Assembler } from '../assemble/assembler';
import type { Piece } from '../plan/pieces';
import { type PlannedClip, pieceKey, type RenderPlan, type Segment } from '../plan/plan';
import type { JobStats } from '../pool/types';
import { cancelledError, type RenderError } from '../shared/errors';
import type { ClipEncodes } from './clipEncodes';

/** A place of the timeline that is in the video. */
interface JoinedPlace {
  readonly clip: PlannedClip;
  readonly segment: Segment;
  readonly stats: JobStats;
  /** Encoded size of what is shown, in bytes. */
  readonly bytes: number;
  /** Whether the same encode stands at an earlier place as well. */
  readonly reused: boolean;
}

export interface LeftOutClip {
  readonly clip: PlannedClip;
  readonly error: RenderError;
  readonly stats: JobStats;
}

/** How the timeline came out. */
export interface Timeline {
  readonly plan: RenderPlan;
  readonly joined: readonly JoinedPlace[];
  readonly leftOut: readonly LeftOutClip[];
}

export interface JoinRequest {
  readonly plan: RenderPlan;
  /** Makes the plan again without some pieces. Throws if nothing is left. */
  readonly replan: (isExcluded: (piece: Piece) => boolean) => RenderPlan;
  readonly encodes: ClipEncodes;
  /** Awaited for each clip: the sound is encoded beside the clips, and again where the plan was made again. */
  readonly assembler: () => Promise<Assembler>;
  /** Clips that are encoded or wait encoded at one time. */
  readonly window: number;
  readonly signal: AbortSignal;
  readonly nameOf: (clip: PlannedClip) => string;
  readonly onJoined: (places: number) => void;
  readonly onLeftOut: (clip: LeftOutClip) => void;
}

/** Hands the next clips to the pool, as many as the window allows. */
const startWindow = (plan: RenderPlan, place: number, { encodes, window }: JoinRequest): void => {
  const ahead = new Set<number>();
  for (let next = place; next < plan.timeline.length && ahead.size < window; next += 1) {
    const index = plan.timeline[next]?.clip ?? 0;
    const clip = plan.clips[index];
    if (!clip || ahead.has(index)) continue;
    ahead.add(index);
    void encodes.outcome(clip, next);
  }
};

/** A codec that cannot be decoded concerns all of a source, everything else the piece alone. */
const concerns = ({ clip, error }: LeftOutClip, piece: Piece): boolean =>
  error.category === 'unsupported-codec' ? piece.source === clip.source : pieceKey(piece) === pieceKey(clip);

const placeAt = (plan: RenderPlan, place: number) => {
  const segment = plan.timeline[place];
  const clip = segment && plan.clips[segment.clip];
  if (!clip) throw new RangeError(`No place ${place} on the timeline`);
  return { segment, clip };
};

/**
 * Encodes the timeline's clips and joins them in order, each as soon as it and all before it are there. Where a clip
 * fails, the plan is made again without it: what stands before it stays, what follows moves up, and more material, or
 * the same again, fills the end.
 * @throws RenderError if no material is left, or on cancelling
 */
export const joinTimeline = async (join: JoinRequest): Promise<Timeline> => {
  const { encodes, signal, nameOf } = join;
  let { plan } = join;
  const joined: JoinedPlace[] = [];
  const leftOut: LeftOutClip[] = [];
  const shown = new Set<string>();

  while (joined.length < plan.timeline.length) {
    const place = joined.length;
    startWindow(plan, place, join);
    const { clip, segment } = placeAt(plan, place);
    const outcome = await encodes.outcome(clip, place);
    if (signal.aborted) throw cancelledError();

    if (outcome.status === 'failed') {
      const left: LeftOutClip = { clip, error: outcome.error, stats: outcome.stats };
      leftOut.push(left);
      join.onLeftOut(left);
      plan = join.replan((piece) => leftOut.some((one) => concerns(one, piece)));
      continue;
    }

    const encoded = outcome.result;
    await (await join.assembler()).append(encoded, segment.frames, nameOf(clip));
    joined.push({
      clip,
      segment,
      stats: outcome.stats,
      bytes: encoded.packets.slice(0, segment.frames).reduce((sum, packet) => sum + packet.byteLength, 0),
      reused: shown.has(clip.key),
    });
    shown.add(clip.key);
    if (!plan.timeline.slice(place + 1).some((later) => later.clip === segment.clip)) encodes.release(clip);
    join.onJoined(joined.length);
  }
  return { plan, joined, leftOut };
};
