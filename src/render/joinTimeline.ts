import type { Assembler } from '../assemble/assembler';
import { pieceKey } from '../plan/pieces';
import type { PlannedClip, RenderPlan, Segment } from '../plan/plan';
import type { LeftOut } from '../plan/shots';
import type { JobStats } from '../pool/types';
import { cancelledError, RenderError } from '../shared/errors';
import { type Frames, frames } from '../shared/units';
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
  /** Whether an earlier render encoded it. */
  readonly cached: boolean;
  /** So many of its last frames are the source's own packets. */
  readonly copied: Frames;
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
  /** Makes the plan again without what is of no use. Throws if nothing is left. */
  readonly replan: (leftOut: readonly LeftOut[]) => RenderPlan;
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

/** Hands the next clips to the pool, as many as the window allows; when those are all that are left, the longest first. */
const startWindow = (plan: RenderPlan, place: number, { encodes, window }: JoinRequest): void => {
  const ahead = new Map<PlannedClip, number>();
  let next = place;
  for (; next < plan.timeline.length && ahead.size < window; next += 1) {
    const clip = plan.clips[plan.timeline[next]?.clip ?? 0];
    if (clip && !ahead.has(clip)) ahead.set(clip, next);
  }
  const clips = encodes.inOrderOfWork([...ahead.keys()], next === plan.timeline.length);
  for (const clip of clips) {
    const first = ahead.get(clip) ?? place;
    void encodes.outcome(clip, first, first === place);
  }
};

/** Whether the begin of the place's shot is another clip, and in the video already. */
const goesOn = ({ shots }: RenderPlan, { shot, part, begin }: Segment): boolean =>
  part === 'body' && begin > (shots[shot]?.head ?? 0);

/**
 * What has to be left out where a place failed. A codec that cannot be decoded concerns all of a source, everything else
 * the piece alone; of a divided shot, what is in the video already stays. A transition that fails becomes a cut, since
 * both clips are fine by themselves; a tail that cannot be shown is dropped.
 */
const lessonOf = (plan: RenderPlan, segment: Segment, error: RenderError): LeftOut => {
  const { shot, part, begin } = segment;
  if (part === 'blend') return { shot, what: { kind: 'joint', joint: 'plain' } };
  if (part === 'tail') return { shot, what: { kind: 'joint', joint: 'dropped' } };
  const piece = plan.shots[shot]?.piece;
  if (!piece) throw new RangeError(`No shot ${shot}`);
  if (goesOn(plan, segment)) return { shot, what: { kind: 'rest', key: pieceKey(piece), from: begin } };
  return error.category === 'unsupported-codec'
    ? { shot, what: { kind: 'source', source: piece.source } }
    : { shot, what: { kind: 'piece', key: pieceKey(piece) } };
};

/** Of the frames that are shown here, those after the encoded begin. */
const copiedAt = ({ frames: shown }: Segment, clip: PlannedClip, encodes: ClipEncodes): Frames => {
  const state = encodes.state(clip);
  return frames(state ? Math.max(0, shown - (state.frames - state.copied)) : 0);
};

const placeAt = (plan: RenderPlan, place: number) => {
  const segment = plan.timeline[place];
  const clip = segment && plan.clips[segment.clip];
  if (!clip) throw new RangeError(`No place ${place} on the timeline`);
  return { segment, clip };
};

const consequenceOf = (plan: RenderPlan, segment: Segment): string | null => {
  if (segment.part === 'blend') return 'There is a cut instead of a transition';
  if (segment.part === 'tail') return 'The last frames of a clip are missing';
  return goesOn(plan, segment) ? 'The rest of a clip is missing' : null;
};

/** Says what it means for the video, where that is not that a clip is missing. */
const explained = (plan: RenderPlan, segment: Segment, error: RenderError): RenderError => {
  const consequence = consequenceOf(plan, segment);
  if (consequence === null) return error;
  return new RenderError(
    { ...error.toReport(), message: `${consequence}: ${error.message}` },
    { cause: error },
  );
};

/**
 * The places that have to be there before this one is joined. What becomes of a clip's end depends on the clip that
 * comes, which must not turn out to be of no use when its begin is in the video already.
 */
const neededFor = ({ timeline }: RenderPlan, place: number): number[] =>
  timeline[place]?.part !== 'body' && place + 1 < timeline.length ? [place + 1, place] : [place];

/**
 * Encodes the timeline's clips and joins them in order, each as soon as it and all before it are there. Where a clip
 * fails, the plan is made again without it: what stands before it stays, what follows moves up, and more material, or
 * the same again, fills the end.
 * @throws RenderError if no material is left, or on cancelling; `encoder-failed` where another engine has to be taken
 */
export const joinTimeline = async (join: JoinRequest): Promise<Timeline> => {
  const { encodes, signal, nameOf } = join;
  let { plan } = join;
  const joined: JoinedPlace[] = [];
  const leftOut: LeftOutClip[] = [];
  const lessons: LeftOut[] = [];
  const shown = new Set<string>();

  /** The outcome of the first of these places that failed, or of the last. */
  const outcomeOf = async (places: readonly number[]) => {
    for (const at of places) {
      const { clip, segment } = placeAt(plan, at);
      const outcome = await encodes.outcome(clip, at, true);
      if (signal.aborted) throw cancelledError();
      if (outcome.status === 'failed' || at === places.at(-1)) return { clip, segment, outcome };
    }
    throw new RangeError('There is no place to wait for');
  };

  while (joined.length < plan.timeline.length) {
    const place = joined.length;
    startWindow(plan, place, join);
    const { clip, segment, outcome } = await outcomeOf(neededFor(plan, place));

    if (outcome.status === 'failed') {
      // Another engine has to make all clips.
      if (outcome.error.category === 'encoder-failed') throw outcome.error;
      const left = { clip, error: explained(plan, segment, outcome.error), stats: outcome.stats };
      leftOut.push(left);
      join.onLeftOut(left);
      lessons.push(lessonOf(plan, segment, outcome.error));
      plan = join.replan(lessons);
      continue;
    }

    const encoded = await outcome.result.load();
    if (!encoded) {
      encodes.lost(clip);
      continue;
    }
    await (await join.assembler()).append(encoded, segment.frames, nameOf(clip));
    joined.push({
      clip,
      segment,
      stats: outcome.stats,
      bytes: encoded.packets.slice(0, segment.frames).reduce((sum, packet) => sum + packet.byteLength, 0),
      reused: shown.has(clip.key),
      cached: outcome.result.cached,
      copied: copiedAt(segment, clip, encodes),
    });
    shown.add(clip.key);
    if (!plan.timeline.slice(place + 1).some((later) => later.clip === segment.clip)) encodes.release(clip);
    join.onJoined(joined.length);
  }
  return { plan, joined, leftOut };
};
