import type { CaptionValues } from './captionValues';
import { PRESET_NAMES, type PresetName } from './presetNames';
import type { SettingsValues } from './settingsValues';

/** What a place to publish at asks for: what a preset does not name stays as it is. */
interface Preset {
  readonly settings: Partial<SettingsValues>;
  readonly captions: Partial<CaptionValues>;
}

/** On upright videos the players' own controls and titles lie over the lowest quarter: captions stand above it. */
const ABOVE_CONTROLS = { place: 'custom', percent: 68 } as const;

export const PRESETS = {
  shorts: {
    settings: { shape: '9:16', fps: 30, fit: 'cover', clipDuration: 3 },
    captions: ABOVE_CONTROLS,
  },
  youtube: {
    settings: { shape: '16:9', fps: 30, fit: 'blur', clipDuration: 5 },
    captions: { place: 'bottom' },
  },
  square: {
    settings: { shape: '1:1', fps: 30, fit: 'cover', clipDuration: 4 },
    captions: { place: 'bottom' },
  },
  story: {
    settings: { shape: '9:16', fps: 30, fit: 'blur', clipDuration: 5 },
    captions: ABOVE_CONTROLS,
  },
} as const satisfies Record<PresetName, Preset>;

const agrees = <T extends object>(values: T, wanted: Partial<T>): boolean =>
  Object.entries(wanted).every(([name, value]) => values[name as keyof T] === value);

/** The preset that the forms agree with; `null` where something was set otherwise. A project remembers it by that alone. */
export const presetOf = (settings: SettingsValues, captions: CaptionValues): PresetName | null =>
  PRESET_NAMES.find((name) => {
    const preset: Preset = PRESETS[name];
    return agrees(settings, preset.settings) && agrees(captions, preset.captions);
  }) ?? null;

/** Sets what a preset names. */
export const applyPreset = (name: PresetName, settings: SettingsValues, captions: CaptionValues): void => {
  Object.assign(settings, PRESETS[name].settings);
  Object.assign(captions, PRESETS[name].captions);
};
