import type { Blend } from '../shared/jobs';
import type { Size } from '../shared/media';
import {
  hexColor,
  invalidSetting,
  isObject,
  numberIn,
  numberWithin,
  oneOf,
  onlyKnown,
  shown,
} from './checks';

/** Output shapes by name, with their sizes in pixels. */
export const ASPECT_SIZES = {
  '9:16': { width: 1080, height: 1920 },
  '16:9': { width: 1920, height: 1080 },
  '1:1': { width: 1080, height: 1080 },
  '3:4': { width: 1080, height: 1440 },
} as const satisfies Record<string, Size>;

export type Aspect = keyof typeof ASPECT_SIZES;
export const ASPECTS = Object.keys(ASPECT_SIZES) as readonly Aspect[];

/** Frame rates on offer. Each divides the audio sample rate, so that a frame is a whole number of samples. */
export const FRAME_RATES = [24, 25, 30, 50, 60] as const;
export type FrameRate = (typeof FRAME_RATES)[number];

/**
 * `cover` fills the picture and crops the excess; `contain` shows all of the source between bars; `blur` shows all of it
 * over a blurred, darkened copy that fills the picture.
 */
export const FITS = ['cover', 'contain', 'blur'] as const;
export type Fit = (typeof FITS)[number];

/** `sequential`: the first piece of each source in the given order. `random`: all pieces, shuffled by the seed. */
export const MODES = ['sequential', 'random'] as const;
export type Mode = (typeof MODES)[number];

/** What happens at each clip's begin (`-in`) or end (`-out`). */
export const CLIP_TRANSITIONS = [
  'fade-in',
  'fade-out',
  'slide-in',
  'slide-out',
  'zoom-in',
  'zoom-out',
] as const;
export type ClipTransition = (typeof CLIP_TRANSITIONS)[number];

/** How each clip gives way to the next one. */
export const BLEND_TRANSITIONS = [
  'crossfade',
  'dip-to-black',
  'wipe',
  'slide-over',
] as const satisfies readonly Blend['kind'][];

/** `shuffle` chooses one of {@link CLIP_TRANSITIONS} for each clip, by the seed. */
export const TRANSITIONS = ['none', ...CLIP_TRANSITIONS, 'shuffle', ...BLEND_TRANSITIONS] as const;
export type Transition = (typeof TRANSITIONS)[number];

/** Slow move over a still; `none` holds it. */
export const KEN_BURNS = ['in', 'out', 'pan', 'none'] as const;
export type KenBurns = (typeof KEN_BURNS)[number];

/** What decides a plan, apart from the sources themselves. */
export interface PlanSettings {
  readonly size: Size;
  readonly fps: FrameRate;
  readonly fit: Fit;
  readonly mode: Mode;
  /** Whole number; the same seed gives the same plan. */
  readonly seed: number;
  /** Longest piece taken from a source, in seconds of output. */
  readonly maxClipDuration: number;
  /** Colour of the bars of `contain`: `#rrggbb`. */
  readonly barColor: string;
  /** Playback speed of the clips. */
  readonly speed: number;
  readonly transition: Transition;
  /** Length of a transition in seconds. */
  readonly transitionDuration: number;
  /** Fade of the whole video from black, and to black, in seconds. */
  readonly startFade: number;
  readonly endFade: number;
  readonly kenBurns: KenBurns;
  /** Length of the video in seconds where there is no voice-over; `null`: as long as its clips. */
  readonly duration: number | null;
}

/** {@link PlanSettings} as a caller gives them: everything may be left out. */
export interface PlanOptions {
  /** Shape of the video. Default `9:16`. */
  readonly aspect?: Aspect | undefined;
  /** A size of one's own in pixels, instead of `aspect`: even numbers from 64 to 4096. */
  readonly size?: Size | undefined;
  /** Frames a second. Default 30. */
  readonly fps?: FrameRate | undefined;
  /** Default `cover`. */
  readonly fit?: Fit | undefined;
  /** Default `random`. */
  readonly mode?: Mode | undefined;
  /** Seed for `random`: a whole number ≥ 0. Default 0. */
  readonly seed?: number | undefined;
  /** Longest piece taken from a source in seconds, from 0.5 to 600. Default 5. */
  readonly maxClipDuration?: number | undefined;
  /** Colour of the bars of `contain`, `#rrggbb`. Default `#000000`. */
  readonly barColor?: string | undefined;
  /** Playback speed of the clips, from 0.5 to 2. Default 1. */
  readonly speed?: number | undefined;
  /** Default `none`. */
  readonly transition?: Transition | undefined;
  /** Length of a transition in seconds, from 0.1 to 5; at most half of each clip that it concerns. Default 1. */
  readonly transitionDuration?: number | undefined;
  /** Fade of the whole video from black in seconds, from 0 to 10; at most the first clip's length. Default 0. */
  readonly startFade?: number | undefined;
  /** Fade of the whole video to black in seconds, from 0 to 10; at most the last clip's length. Default 0. */
  readonly endFade?: number | undefined;
  /** Slow move over stills. Default `in`. */
  readonly kenBurns?: KenBurns | undefined;
  /** Length of the video in seconds where there is no voice-over, up to 86400. Default: as long as its clips. */
  readonly duration?: number | undefined;
}

/** Names of all {@link PlanOptions}. */
export const PLAN_OPTIONS = Object.keys({
  aspect: true,
  size: true,
  fps: true,
  fit: true,
  mode: true,
  seed: true,
  maxClipDuration: true,
  barColor: true,
  speed: true,
  transition: true,
  transitionDuration: true,
  startFade: true,
  endFade: true,
  kenBurns: true,
  duration: true,
} satisfies Record<keyof PlanOptions, true>);

/** The limits of H.264 level 5.1–5.2, and of what a 32-bit core can hold, end at about 4096 pixels a side. */
export const SIDE = { min: 64, max: 4096 };
export const CLIP_DURATION = { min: 0.5, max: 600, default: 5 };
export const SPEED = { min: 0.5, max: 2, default: 1 };
export const TRANSITION_DURATION = { min: 0.1, max: 5, default: 1 };
/** Nothing shorter than a frame, nothing longer than a day. In seconds. */
export const DURATION = { min: 1 / 24, max: 86_400 };
export const FADE_DURATION = { min: 0, max: 10, default: 0 };

const isSide = (side: unknown): boolean =>
  typeof side === 'number' && side % 2 === 0 && side >= SIDE.min && side <= SIDE.max;

const checkedSize = (size: Size): Size => {
  if (!isObject(size)) throw invalidSetting(`size must have a width and a height, not be ${shown(size)}.`);
  onlyKnown('size', size, ['width', 'height']);
  const { width, height } = size;
  if (isSide(width) && isSide(height)) return { width, height };
  throw invalidSetting(
    `size must be even numbers from ${SIDE.min} to ${SIDE.max}, not ${shown(width)}×${shown(height)}.`,
  );
};

const checkedSeed = (seed: number): number => {
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw invalidSetting(`seed must be a whole number from 0, not ${shown(seed)}.`);
};

/**
 * Fills in the defaults and checks every value.
 * @throws RenderError `invalid-settings`, beginning with the setting's name
 */
export const resolvePlanSettings = (options: PlanOptions): PlanSettings => {
  const { size, duration, seed = 0, barColor = '#000000' } = options;
  const { aspect = '9:16', fps = 30, fit = 'cover', mode = 'random' } = options;
  const { transition = 'none', kenBurns = 'in' } = options;
  const aspectSize = ASPECT_SIZES[oneOf('aspect', ASPECTS, aspect)];
  return {
    size: checkedSize(size === undefined ? aspectSize : size),
    fps: oneOf('fps', FRAME_RATES, fps),
    fit: oneOf('fit', FITS, fit),
    mode: oneOf('mode', MODES, mode),
    seed: checkedSeed(seed),
    maxClipDuration: numberIn('maxClipDuration', options.maxClipDuration, CLIP_DURATION),
    barColor: hexColor('barColor', barColor),
    speed: numberIn('speed', options.speed, SPEED),
    transition: oneOf('transition', TRANSITIONS, transition),
    transitionDuration: numberIn('transitionDuration', options.transitionDuration, TRANSITION_DURATION),
    startFade: numberIn('startFade', options.startFade, FADE_DURATION),
    endFade: numberIn('endFade', options.endFade, FADE_DURATION),
    kenBurns: oneOf('kenBurns', KEN_BURNS, kenBurns),
    duration: duration === undefined ? null : numberWithin('duration', duration, DURATION),
  };
};
