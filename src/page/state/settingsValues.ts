import { resolvePlanSettings } from '../../plan/settings';
import {
  ASPECT_SIZES,
  ASPECTS,
  type Aspect,
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
  RenderError,
  type Size,
  TRANSITIONS,
  type Transition,
} from '../../render';
import { text } from '../text';

/** Number of workers that `combineVideos` takes (`CombineOptions.threads`). */
export const WORKERS = { min: 1, max: MOST_WORKERS };

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
  barColor: string;
  speed: number | null;
  transition: Transition;
  transitionDuration: number | null;
  startFade: number | null;
  endFade: number | null;
  kenBurns: KenBurns;
  workers: number | null;
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
export const CHECKED_FIELDS = ['size', 'seed', ...planNumbers, 'workers'] as const;

/** A sentence at each field that needs correcting. */
export type SettingsProblems = Partial<Record<(typeof CHECKED_FIELDS)[number], string>>;

const usual = resolvePlanSettings({});

const DEFAULTS: Readonly<SettingsValues> = {
  shape: '9:16',
  width: usual.size.width,
  height: usual.size.height,
  fps: usual.fps,
  fit: usual.fit,
  mode: usual.mode,
  seed: usual.seed,
  clipDuration: usual.maxClipDuration,
  barColor: usual.barColor,
  speed: usual.speed,
  transition: usual.transition,
  transitionDuration: usual.transitionDuration,
  startFade: usual.startFade,
  endFade: usual.endFade,
  kenBurns: usual.kenBurns,
  workers: null,
};

/** What the plan itself says about these options: its limits are written down only there. */
const objection = (options: PlanOptions): string | null => {
  try {
    resolvePlanSettings(options);
    return null;
  } catch (thrown) {
    if (thrown instanceof RenderError) return thrown.message;
    throw thrown;
  }
};

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
  const found = {
    size: values.shape === 'custom' ? (size ? objection({ size }) : text.settings.needsNumber) : null,
    seed: values.mode === 'random' ? numberObjection(values.seed, 'seed') : null,
    ...Object.fromEntries(
      planNumbers.map((name) => [name, numberObjection(values[name], PLAN_NUMBERS[name])]),
    ),
    workers: workersObjection(values.workers),
  };
  return Object.fromEntries(Object.entries(found).filter(([, sentence]) => sentence !== null));
};

/** Size of the video in pixels; `null` while a custom one is incomplete or not possible. */
export const pictureOf = (values: SettingsValues): Size | null => {
  if (values.shape !== 'custom') return ASPECT_SIZES[values.shape];
  return problemsOf(values).size === undefined ? sizeOf(values) : null;
};

/** The settings for `combineVideos`; only for values without {@link problemsOf problems}. */
export const toOptions = (
  values: SettingsValues,
): PlanOptions & { readonly threads: number | undefined } => ({
  size: pictureOf(values) ?? undefined,
  fps: values.fps,
  fit: values.fit,
  mode: values.mode,
  seed: values.mode === 'random' ? (values.seed ?? undefined) : undefined,
  ...Object.fromEntries(planNumbers.map((name) => [PLAN_NUMBERS[name], values[name] ?? undefined])),
  barColor: values.barColor,
  transition: values.transition,
  kenBurns: values.kenBurns,
  threads: values.workers ?? undefined,
});

const pick = <T>(allowed: readonly T[], value: unknown, otherwise: T): T =>
  allowed.find((one) => one === value) ?? otherwise;

/**
 * Settings as they were remembered. Anything could be in there (an older version, another program): every field that is
 * missing or not possible gets its default.
 */
export const parseStored = (json: string | null): SettingsValues => {
  let stored: unknown;
  try {
    stored = JSON.parse(json ?? 'null');
  } catch {
    stored = null;
  }
  if (typeof stored !== 'object' || stored === null) return { ...DEFAULTS };
  const field = (name: keyof SettingsValues): unknown => (stored as Record<string, unknown>)[name];
  const numberField = (name: 'width' | 'height' | 'seed' | PlanNumber | 'workers'): number | null => {
    const value = field(name);
    if (typeof value !== 'number') return DEFAULTS[name];
    const trial: SettingsValues = { ...DEFAULTS, shape: 'custom', mode: 'random', [name]: value };
    return Object.keys(problemsOf(trial)).length === 0 ? value : DEFAULTS[name];
  };
  const colorField = (): string => {
    const value = field('barColor');
    return typeof value === 'string' && objection({ barColor: value }) === null ? value : DEFAULTS.barColor;
  };
  return {
    shape: pick<Shape>(SHAPES, field('shape'), DEFAULTS.shape),
    width: numberField('width'),
    height: numberField('height'),
    fps: pick(FRAME_RATES, field('fps'), DEFAULTS.fps),
    fit: pick(FITS, field('fit'), DEFAULTS.fit),
    mode: pick(MODES, field('mode'), DEFAULTS.mode),
    seed: numberField('seed'),
    clipDuration: numberField('clipDuration'),
    barColor: colorField(),
    speed: numberField('speed'),
    transition: pick(TRANSITIONS, field('transition'), DEFAULTS.transition),
    transitionDuration: numberField('transitionDuration'),
    startFade: numberField('startFade'),
    endFade: numberField('endFade'),
    kenBurns: pick(KEN_BURNS, field('kenBurns'), DEFAULTS.kenBurns),
    workers: numberField('workers'),
  };
};
