import { resolvePlanSettings } from '../../plan/settings';
import {
  ASPECT_SIZES,
  ASPECTS,
  type Aspect,
  DURATION,
  ENGINES,
  type EngineChoice,
  FITS,
  type Fit,
  FRAME_RATES,
  type FrameRate,
  KEN_BURNS,
  type KenBurns,
  MODES,
  MOST_WORKERS,
  type Mode,
  type PlanOptions,
  type RunOptions,
  TRANSITIONS,
  type Transition,
} from '../../render/options';
import type { Size } from '../../shared/media';
import { text } from '../text';
import { objectionTo, outsideUnlessEmpty, said } from './objection';
import { Stored } from './stored';

/** Number of workers that `combineVideos` takes (`CombineOptions.threads`). */
export const WORKERS = { min: 1, max: MOST_WORKERS };

/** Length of the video in seconds: a field for people needs no single frame. */
export const LENGTH = { min: 0.1, max: DURATION.max };

const SHAPES = [...ASPECTS, 'custom'] as const;
type Shape = Aspect | 'custom';

/** The settings as they stand in the form; `null` is an empty field. */
export interface SettingsValues {
  shape: Shape;
  width: number | null;
  height: number | null;
  fps: FrameRate;
  fit: Fit;
  mode: Mode;
  seed: number | null;
  clipDuration: number | null;
  /** Length of the video where there is no voice-over; empty: as long as its clips. */
  duration: number | null;
  barColor: string;
  speed: number | null;
  transition: Transition;
  transitionDuration: number | null;
  startFade: number | null;
  endFade: number | null;
  kenBurns: KenBurns;
  workers: number | null;
  engine: EngineChoice;
}

/** Numbers that the plan itself checks, with the option that each becomes. */
const PLAN_NUMBERS = {
  clipDuration: 'maxClipDuration',
  speed: 'speed',
  transitionDuration: 'transitionDuration',
  startFade: 'startFade',
  endFade: 'endFade',
} as const satisfies Partial<Record<keyof SettingsValues, keyof PlanOptions>>;
type PlanNumber = keyof typeof PLAN_NUMBERS;
const planNumbers = Object.keys(PLAN_NUMBERS) as readonly PlanNumber[];

/** Fields that can be wrong, in the order of the form. */
export const CHECKED_FIELDS = ['size', 'seed', ...planNumbers, 'duration', 'workers'] as const;

/** A sentence at each field that needs correcting. */
export type SettingsProblems = Partial<Record<(typeof CHECKED_FIELDS)[number], string>>;

const usual = resolvePlanSettings({});

export const SETTINGS_DEFAULTS: Readonly<SettingsValues> = {
  shape: '9:16',
  width: usual.size.width,
  height: usual.size.height,
  fps: usual.fps,
  fit: usual.fit,
  mode: usual.mode,
  seed: usual.seed,
  clipDuration: usual.maxClipDuration,
  duration: usual.duration,
  barColor: usual.barColor,
  speed: usual.speed,
  transition: usual.transition,
  transitionDuration: usual.transitionDuration,
  startFade: usual.startFade,
  endFade: usual.endFade,
  kenBurns: usual.kenBurns,
  workers: null,
  engine: 'auto',
};

const objection = (options: PlanOptions): string | null => objectionTo(() => resolvePlanSettings(options));

const sizeOf = ({ width, height }: SettingsValues): Size | null =>
  width === null || height === null ? null : { width, height };

const numberObjection = (value: number | null, option: keyof PlanOptions): string | null =>
  value === null ? text.settings.needsNumber : objection({ [option]: value });

const workersObjection = (workers: number | null): string | null =>
  workers === null || (Number.isInteger(workers) && workers >= WORKERS.min && workers <= WORKERS.max)
    ? null
    : text.settings.workersRange(WORKERS.min, WORKERS.max);

/** Checks every field that is in use. */
export const problemsOf = (values: SettingsValues): SettingsProblems => {
  const size = sizeOf(values);
  return said({
    size: values.shape === 'custom' ? (size ? objection({ size }) : text.settings.needsNumber) : null,
    seed: values.mode === 'random' ? numberObjection(values.seed, 'seed') : null,
    ...(Object.fromEntries(
      planNumbers.map((name) => [name, numberObjection(values[name], PLAN_NUMBERS[name])]),
    ) as Record<PlanNumber, string | null>),
    duration: outsideUnlessEmpty(values.duration, LENGTH),
    workers: workersObjection(values.workers),
  });
};

/** Size of the video in pixels; `null` while a custom one is incomplete or not possible. */
export const pictureOf = (values: SettingsValues): Size | null => {
  if (values.shape !== 'custom') return ASPECT_SIZES[values.shape];
  return problemsOf(values).size === undefined ? sizeOf(values) : null;
};

/** The settings for `combineVideos`; only for values without {@link problemsOf problems}. */
export const toOptions = (values: SettingsValues): PlanOptions & Pick<RunOptions, 'threads' | 'engine'> => ({
  size: pictureOf(values) ?? undefined,
  fps: values.fps,
  fit: values.fit,
  mode: values.mode,
  seed: values.mode === 'random' ? (values.seed ?? undefined) : undefined,
  ...Object.fromEntries(planNumbers.map((name) => [PLAN_NUMBERS[name], values[name] ?? undefined])),
  duration: values.duration ?? undefined,
  barColor: values.barColor,
  transition: values.transition,
  kenBurns: values.kenBurns,
  threads: values.workers ?? undefined,
  engine: values.engine,
});

export const parseStored = (json: string | null): SettingsValues => {
  const stored = new Stored(json);
  const numberField = (
    name: 'width' | 'height' | 'seed' | PlanNumber | 'duration' | 'workers',
  ): number | null => {
    const isPossible = (value: number): boolean => {
      const trial: SettingsValues = { ...SETTINGS_DEFAULTS, shape: 'custom', mode: 'random', [name]: value };
      return Object.keys(problemsOf(trial)).length === 0;
    };
    return stored.number(name, isPossible, SETTINGS_DEFAULTS[name]);
  };
  const isColor = (value: string): boolean => objection({ barColor: value }) === null;
  return {
    shape: stored.oneOf<Shape>('shape', SHAPES, SETTINGS_DEFAULTS.shape),
    width: numberField('width'),
    height: numberField('height'),
    fps: stored.oneOf('fps', FRAME_RATES, SETTINGS_DEFAULTS.fps),
    fit: stored.oneOf('fit', FITS, SETTINGS_DEFAULTS.fit),
    mode: stored.oneOf('mode', MODES, SETTINGS_DEFAULTS.mode),
    seed: numberField('seed'),
    clipDuration: numberField('clipDuration'),
    duration: numberField('duration'),
    barColor: stored.text('barColor', isColor, SETTINGS_DEFAULTS.barColor),
    speed: numberField('speed'),
    transition: stored.oneOf('transition', TRANSITIONS, SETTINGS_DEFAULTS.transition),
    transitionDuration: numberField('transitionDuration'),
    startFade: numberField('startFade'),
    endFade: numberField('endFade'),
    kenBurns: stored.oneOf('kenBurns', KEN_BURNS, SETTINGS_DEFAULTS.kenBurns),
    workers: numberField('workers'),
    engine: stored.oneOf('engine', ENGINES, SETTINGS_DEFAULTS.engine),
  };
};
