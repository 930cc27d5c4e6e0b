import { resolveCaptionStyle } from '../../../plan/captionStyle';
import type { ProjectSettings } from '../../../project/project';
import { ASPECT_SIZES, ASPECTS, SOUND_LIMITS } from '../../../render/options';
import { CAPTION_DEFAULTS, type CaptionValues, toCaptionOptions } from '../captionValues';
import { SETTINGS_DEFAULTS, type SettingsValues, toOptions } from '../settingsValues';
import { type SoundValues, toSoundOptions } from '../soundValues';

/** All forms that a project's settings are spread over. */
export interface Forms {
  readonly settings: SettingsValues;
  readonly sound: SoundValues;
  readonly captions: CaptionValues;
}

const pictureSettings = (values: SettingsValues): ProjectSettings => {
  const { size, ...options } = toOptions(values);
  const isCustom = values.shape === 'custom';
  return {
    ...options,
    aspect: values.shape === 'custom' ? undefined : values.shape,
    size: isCustom ? size : undefined,
    // The form keeps it while the order is that of the list.
    seed: values.seed ?? undefined,
  };
};

/** What the forms say, whether it is possible or not. */
const formSettings = ({ settings, sound, captions }: Forms): ProjectSettings => ({
  ...pictureSettings(settings),
  ...toSoundOptions(sound),
  drawSubtitles: captions.drawn,
  softSubtitles: captions.soft,
  captionStyle: toCaptionOptions(captions),
});

const pictureForm = (settings: ProjectSettings): SettingsValues => {
  const { aspect = '9:16', size } = settings;
  const shape = size
    ? (ASPECTS.find(
        (one) => ASPECT_SIZES[one].width === size.width && ASPECT_SIZES[one].height === size.height,
      ) ?? 'custom')
    : aspect;
  const usual = SETTINGS_DEFAULTS;
  return {
    shape,
    width: size?.width ?? usual.width,
    height: size?.height ?? usual.height,
    fps: settings.fps ?? usual.fps,
    fit: settings.fit ?? usual.fit,
    mode: settings.mode ?? usual.mode,
    seed: settings.seed ?? usual.seed,
    clipDuration: settings.maxClipDuration ?? usual.clipDuration,
    duration: settings.duration ?? usual.duration,
    barColor: settings.barColor ?? usual.barColor,
    speed: settings.speed ?? usual.speed,
    transition: settings.transition ?? usual.transition,
    transitionDuration: settings.transitionDuration ?? usual.transitionDuration,
    startFade: settings.startFade ?? usual.startFade,
    endFade: settings.endFade ?? usual.endFade,
    kenBurns: settings.kenBurns ?? usual.kenBurns,
    workers: settings.threads ?? usual.workers,
    engine: settings.engine ?? usual.engine,
  };
};

const soundForm = (settings: ProjectSettings): SoundValues => ({
  voiceVolume: settings.voiceVolume ?? SOUND_LIMITS.voiceVolume.default,
  voiceGap: settings.voiceGap ?? SOUND_LIMITS.voiceGap.default,
  musicVolume: settings.musicVolume ?? SOUND_LIMITS.musicVolume.default,
  clipVolume: settings.clipVolume ?? SOUND_LIMITS.clipVolume.default,
  duck: settings.duck !== undefined && settings.duck !== false,
  even: settings.loudness !== undefined,
});

const captionForm = (settings: ProjectSettings): CaptionValues => {
  const style = resolveCaptionStyle(settings.captionStyle ?? {});
  const { position, highlightColor, ...same } = style;
  return {
    ...same,
    drawn: settings.drawSubtitles ?? true,
    soft: settings.softSubtitles ?? false,
    place: typeof position === 'number' ? 'custom' : position,
    percent: typeof position === 'number' ? position : CAPTION_DEFAULTS.percent,
    highlight: highlightColor !== null,
    highlightColor: highlightColor ?? CAPTION_DEFAULTS.highlightColor,
  };
};

/** The forms filled in for settings that have been checked. */
export const formsOf = (settings: ProjectSettings): Forms => ({
  settings: pictureForm(settings),
  sound: soundForm(settings),
  captions: captionForm(settings),
});

/** These are looked after elsewhere: with the subtitles, and where a form knows only whether. */
const ELSEWHERE = ['subtitleEncoding', 'duck', 'loudness'];

/** Settings of a project for which the page has no field. Nothing of a project is lost here. */
export const beyondForms = (settings: ProjectSettings): ProjectSettings => {
  const known = [...Object.keys(formSettings(formsOf({}))), ...ELSEWHERE];
  const { duck, loudness } = settings;
  return {
    ...Object.fromEntries(
      Object.entries(settings).filter(([name, value]) => value !== undefined && !known.includes(name)),
    ),
    ...(typeof duck === 'object' && { duck }),
    ...(loudness !== undefined && loudness !== SOUND_LIMITS.loudness.default && { loudness }),
  };
};

/** What forms and the settings beyond them are together, whether it is possible or not. */
export const settingsOf = (forms: Forms, beyond: ProjectSettings): ProjectSettings => {
  const { duck, loudness, ...others } = beyond;
  return { ...formSettings(forms), ...others, ...soundBeyond(forms.sound, { duck, loudness }) };
};

/** How quiet, and how loud: only while the form says that it is wanted. */
export const soundBeyond = (
  { duck, even }: SoundValues,
  beyond: Pick<ProjectSettings, 'duck' | 'loudness'>,
): ProjectSettings => ({
  ...(duck && beyond.duck !== undefined && { duck: beyond.duck }),
  ...(even && beyond.loudness !== undefined && { loudness: beyond.loudness }),
});
