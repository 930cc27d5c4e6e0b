import type { Effect, Side } from '../shared/jobs';
import { type Frames, frames } from '../shared/units';
import { seededRandom } from './random';
import type { PlanSettings, Transition } from './settings';

/** What `shuffle` chooses from. */
const SHUFFLED = ['fade-in', 'fade-out', 'slide-in', 'slide-out', 'zoom-in', 'zoom-out'] as const;
const SIDES: readonly Side[] = ['left', 'right', 'top', 'bottom'];

/** A transition takes at most this share of its clip, so that most of it is seen as it is. */
const LONGEST_SHARE = 0.5;

/** Where on the timeline a clip stands. */
export interface Place {
  readonly index: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly length: Frames;
  /** Whether it is made of a still. */
  readonly isStill: boolean;
}

const choose = <T>(items: readonly T[], random: () => number, fallback: T): T =>
  items[Math.floor(random() * items.length)] ?? fallback;

const span = (seconds: number, fps: number, length: Frames, share: number): Frames =>
  frames(Math.min(Math.round(seconds * fps), Math.floor(length * share)));

const effectOf = (
  transition: Exclude<Transition, 'none' | 'shuffle'>,
  count: Frames,
  length: Frames,
  side: Side,
): Effect => {
  const start = frames(transition.endsWith('-in') ? 0 : length - count);
  return transition === 'slide-in' || transition === 'slide-out'
    ? { kind: transition, start, frames: count, side }
    : { kind: transition, start, frames: count };
};

/**
 * What is done to a clip's pictures besides fitting them, in the order in which it is done. Random choices depend on
 * the seed and the place alone: making the plan again leaves what stands before as it was.
 */
export const effectsAt = (place: Place, settings: PlanSettings): Effect[] => {
  const { fps, seed, transition, transitionDuration, startFade, endFade } = settings;
  const { index, length } = place;
  const effects: Effect[] = [];

  if (place.isStill && settings.kenBurns !== 'none') {
    effects.push({ kind: 'ken-burns', start: frames(0), frames: length, move: settings.kenBurns });
  }

  if (transition !== 'none') {
    // Neighbouring places must not get neighbouring states of the generator: any odd constant spreads them.
    const random = seededRandom(seed + Math.imul(index + 1, 0x9e3779b1));
    const chosen = transition === 'shuffle' ? choose(SHUFFLED, random, 'fade-in') : transition;
    const count = span(transitionDuration, fps, length, LONGEST_SHARE);
    if (count > 0) effects.push(effectOf(chosen, count, length, choose(SIDES, random, 'left')));
  }
  const opening = place.isFirst ? span(startFade, fps, length, 1) : 0;
  if (opening > 0) effects.push({ kind: 'fade-in', start: frames(0), frames: frames(opening) });
  const closing = place.isLast ? span(endFade, fps, length, 1) : 0;
  if (closing > 0)
    effects.push({ kind: 'fade-out', start: frames(length - closing), frames: frames(closing) });
  return effects;
};
