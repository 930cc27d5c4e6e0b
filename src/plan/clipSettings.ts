import { invalidSetting, type Limits, numberWithin, onlyKnown } from './checks';
import { type PlanOptions, type PlanSettings, resolvePlanSettings } from './settings';

/** Settings of all clips that one clip can have in its own way. */
const OWN_NAMES = [
  'fit',
  'barColor',
  'speed',
  'maxClipDuration',
  'kenBurns',
  'transition',
  'transitionDuration',
] as const;
type OwnName = (typeof OWN_NAMES)[number];

/** What is different for one clip, as a caller gives it. What is left out is as for all. */
export interface ClipOptions extends Pick<PlanOptions, OwnName> {
  /** Second of the clip, from its first picture, from which on it may be shown. Default 0. */
  readonly inPoint?: number | undefined;
  /**
   * Second of the clip, from its first picture, up to which it may be shown. Default: its end. In `sequential` mode it is
   * then shown to there, however long that is, unless it has a `maxClipDuration` of its own.
   */
  readonly outPoint?: number | undefined;
  /** Seconds for which a still is shown, from 0.1 to 600. Default: `maxClipDuration`. */
  readonly stillDuration?: number | undefined;
  /** Factor on the clip's own sound, from 0 to 2. Default: `clipVolume` of all. */
  readonly volume?: number | undefined;
}

/** {@link ClipOptions}, checked. */
export interface ClipSettings extends Partial<Pick<PlanSettings, OwnName>> {
  readonly inPoint: number;
  readonly outPoint: number | null;
  readonly stillDuration: number | null;
  readonly volume: number | null;
}

/** Limits in the units of {@link ClipOptions}. */
export const CLIP_LIMITS = {
  inPoint: { min: 0, max: 86_400 },
  outPoint: { min: 0, max: 86_400 },
  stillDuration: { min: 0.1, max: 600 },
  volume: { min: 0, max: 2 },
} as const satisfies Record<Exclude<keyof ClipOptions, OwnName>, Limits>;

/** Names of all {@link ClipOptions}. */
export const CLIP_OPTIONS: readonly string[] = [...Object.keys(CLIP_LIMITS), ...OWN_NAMES];

const inLimits = (name: keyof typeof CLIP_LIMITS, value: number | undefined): number | null =>
  value === undefined ? null : numberWithin(name, value, CLIP_LIMITS[name]);

/**
 * Checks what is different for one clip.
 * @throws RenderError `invalid-settings`, beginning with the setting's name
 */
export const resolveClipSettings = (options: ClipOptions): ClipSettings => {
  onlyKnown('a clip', options, CLIP_OPTIONS);
  const resolved = resolvePlanSettings(
    Object.fromEntries(OWN_NAMES.map((name) => [name, options[name]])) as PlanOptions,
  );
  const own = OWN_NAMES.filter((name) => options[name] !== undefined);
  const inPoint = inLimits('inPoint', options.inPoint) ?? 0;
  const outPoint = inLimits('outPoint', options.outPoint);
  if (outPoint !== null && outPoint <= inPoint) {
    throw invalidSetting(`outPoint must be after inPoint: ${outPoint} is not after ${inPoint}.`);
  }
  return {
    ...Object.fromEntries(own.map((name) => [name, resolved[name]])),
    inPoint,
    outPoint,
    stillDuration: inLimits('stillDuration', options.stillDuration),
    volume: inLimits('volume', options.volume),
  };
};

const NOTHING_OWN: ClipSettings = { inPoint: 0, outPoint: null, stillDuration: null, volume: null };

/** The settings as they are for one source. */
export const settingsFor = (
  { own = NOTHING_OWN }: { readonly own?: ClipSettings | undefined },
  common: PlanSettings,
): PlanSettings & ClipSettings => ({ ...common, ...own });
