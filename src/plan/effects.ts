import type { Blend, Effect, Side } from '../shared/jobs';
import { type Frames, frames } from '../shared/units';
import { seededRandom } from './random';
import {
  BLEND_TRANSITIONS,
  CLIP_TRANSITIONS,
  type ClipTransition,
  type PlanSettings,
  type Transition,
} from './settings';
import type { Body } from './shots';

const SIDES: readonly Side[] = ['left', 'right', 'top', 'bottom'];

/** A transition takes at most this share of its clip, so that most of it is seen as it is. */
const LONGEST_SHARE = 0.5;

/** A picture's place in its shot. */
export interface PicturePart {
  /** Position of the shot among all. */
  readonly shot: number;
  /** Frames of the shot before this part. */
  readonly begin: number;
  readonly frames: Frames;
  /** Frames of the whole shot. */
  readonly shotFrames: Frames;
  readonly body: Body;
  /** Whether it is made of a still. */
  readonly isStill: boolean;
}

const choose = <T>(items: readonly T[], random: () => number, fallback: T): T =>
  items[Math.floor(random() * items.length)] ?? fallback;

/**
 * Random choices depend on the seed and the shot alone: making the plan again leaves what stands before as it was.
 * Neighbours must not get neighbouring states of the generator: any odd constant spreads them.
 */
const randomFor = (shot: number, seed: number) => seededRandom(seed + Math.imul(shot + 1, 0x9e3779b1));

const span = (seconds: number, fps: number, length: Frames, share: number): Frames =>
  frames(Math.min(Math.round(seconds * fps), Math.floor(length * share)));

const isBlend = (transition: Transition): transition is Blend['kind'] =>
  (BLEND_TRANSITIONS as readonly Transition[]).includes(transition);

/** Frames for which a shot and the one after it are to be blended; 0: a cut. */
export const blendFrames = ({ transition, transitionDuration, fps }: PlanSettings): number =>
  isBlend(transition) ? Math.round(transitionDuration * fps) : 0;

/** How this shot gives way to the next one, where it does. */
export const blendAfter = (shot: number, { transition, seed }: PlanSettings): Blend => {
  const side = choose(SIDES, randomFor(shot, seed), 'left');
  return transition === 'wipe' || transition === 'slide-over'
    ? { kind: transition, side }
    : { kind: transition === 'dip-to-black' ? transition : 'crossfade' };
};

const isOpening = (kind: ClipTransition): boolean => kind.endsWith('-in');

const transitionEffect = (kind: ClipTransition, count: Frames, length: Frames, side: Side): Effect => {
  const start = frames(isOpening(kind) ? 0 : length - count);
  return kind === 'slide-in' || kind === 'slide-out'
    ? { kind, start, frames: count, side }
    : { kind, start, frames: count };
};

/** The slow move of a still, over the whole of its shot, as seen from this part of it. */
const kenBurns = ({ begin, shotFrames, isStill }: PicturePart, { kenBurns: move }: PlanSettings): Effect[] =>
  isStill && move !== 'none' ? [{ kind: 'ken-burns', start: 0 - begin, frames: shotFrames, move }] : [];

/** What is done to a picture besides fitting it while it gives way to another, or takes its place. */
export const blendedEffects = kenBurns;

/** What is done to a shot's pictures besides fitting them where they stand alone, in the order in which it is done. */
export const effectsOf = (part: PicturePart, settings: PlanSettings): Effect[] => {
  const { fps, seed, transition, transitionDuration } = settings;
  const effects = kenBurns(part, settings);
  if (transition === 'none' || isBlend(transition)) return effects;
  const random = randomFor(part.shot, seed);
  const kind = transition === 'shuffle' ? choose(CLIP_TRANSITIONS, random, 'fade-in') : transition;
  const { begin, frames: length, body } = part;
  const count = span(transitionDuration, fps, frames(body.end - body.begin), LONGEST_SHARE);
  const side = choose(SIDES, random, 'left');
  // The first and the last part of a divided shot are longer than its transition.
  const isHere = isOpening(kind) ? begin === body.begin : begin + length === body.end;
  return count > 0 && isHere ? [...effects, transitionEffect(kind, count, length, side)] : effects;
};

/** Fades of the whole video that lie on this clip: at most as long as it is. */
export const fadesAt = (
  { isFirst, isLast, length }: { isFirst: boolean; isLast: boolean; length: Frames },
  { fps, startFade, endFade }: PlanSettings,
): Effect[] => {
  const opening = isFirst ? span(startFade, fps, length, 1) : frames(0);
  const closing = isLast ? span(endFade, fps, length, 1) : frames(0);
  return [
    ...(opening > 0 ? [{ kind: 'fade-in' as const, start: frames(0), frames: opening }] : []),
    ...(closing > 0 ? [{ kind: 'fade-out' as const, start: frames(length - closing), frames: closing }] : []),
  ];
};
