import { resolveCaptionStyle } from '../plan/captionStyle';
import { invalidSetting, isObject, onlyKnown, shown, textOf, yesOrNo } from '../plan/checks';
import { type ClipOptions, resolveClipSettings } from '../plan/clipSettings';
import { resolveEncodingSettings } from '../plan/encodingSettings';
import { resolveRunSettings } from '../plan/runSettings';
import { resolvePlanSettings } from '../plan/settings';
import { resolveSoundSettings } from '../plan/sound';
import { resolveSubtitleSettings } from '../plan/subtitleSettings';
import { resolveWatermarkSettings, type WatermarkOptions } from '../plan/watermark';
import { RenderError } from '../shared/errors';
import { parseJson } from './json';
import {
  PROJECT_FIELDS,
  PROJECT_FORMAT,
  PROJECT_SETTINGS,
  PROJECT_VERSION,
  type Project,
  type ProjectClip,
  type ProjectSettings,
  type ProjectWatermark,
  SINGLE_FILES,
} from './project';

/** Thousands of clips take less than a tenth of it: what is larger is something else. */
const MOST_CHARACTERS = 5_000_000;

/** Fields of which nothing is known but their names. */
type Fields = Readonly<Record<string, unknown>>;

/** Lets a check tell its fault with the place of what it has checked before it. */
const within = <T>(place: string, check: () => T): T => {
  try {
    return check();
  } catch (thrown) {
    if (thrown instanceof RenderError) throw invalidSetting(`${place}${thrown.message}`);
    throw thrown;
  }
};

const fieldsOf = (place: string, value: unknown): Fields => {
  if (isObject(value)) return value as Fields;
  throw invalidSetting(`${place} must be an object, not ${shown(value)}.`);
};

const listOf = (place: string, value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  throw invalidSetting(`${place} must be a list, not ${shown(value)}.`);
};

/** A file's name or path, which never has a zero in it. */
const fileOf = (place: string, value: unknown): string => {
  const file = textOf(place, value as string);
  if (file.includes('\0')) throw invalidSetting(`${place} is no file's name: ${shown(file)}.`);
  return file;
};

/** Options that are what they are taken for, since the plan's own check lets them pass. */
const passed = <T extends object>(place: string, fields: Fields, resolve: (options: T) => unknown): T => {
  const options = fields as T;
  within(`${place}.`, () => resolve(options));
  return options;
};

const clipOf = (value: unknown, index: number): ProjectClip => {
  const place = `clips[${index}]`;
  if (typeof value === 'string') return { file: fileOf(place, value) };
  if (!isObject(value)) {
    throw invalidSetting(`${place} must be a file's name, or an object with a file, not ${shown(value)}.`);
  }
  const { file, excluded, ...options } = value as Fields;
  return {
    file: fileOf(`${place}.file`, file),
    ...(excluded === undefined ? {} : { excluded: yesOrNo(`${place}.excluded`, excluded as boolean) }),
    ...passed<ClipOptions>(place, options, resolveClipSettings),
  };
};

const watermarkOf = (value: unknown): ProjectWatermark => {
  const { file, ...options } = fieldsOf('watermark', value);
  return {
    file: fileOf('watermark.file', file),
    ...passed<WatermarkOptions>('watermark', options, resolveWatermarkSettings),
  };
};

const settingsOf = (value: unknown): ProjectSettings => {
  const fields = fieldsOf('settings', value);
  const settings = passed<ProjectSettings>('settings', fields, (options) => {
    onlyKnown('a project', options, PROJECT_SETTINGS);
    resolvePlanSettings(options);
    resolveSoundSettings(options);
    resolveSubtitleSettings(options);
    resolveEncodingSettings(options);
    resolveRunSettings(options);
  });
  if (settings.captionStyle !== undefined) {
    passed(
      'settings.captionStyle',
      fieldsOf('settings.captionStyle', settings.captionStyle),
      resolveCaptionStyle,
    );
  }
  return settings;
};

/** What it is comes before what is in it: other formats and versions may have other fields. */
const checkVersion = ({ format, version }: Fields): void => {
  if (format !== PROJECT_FORMAT) {
    throw invalidSetting(
      `not a project of Cliploom: its format is not "${PROJECT_FORMAT}", but ${shown(format)}.`,
    );
  }
  if (typeof version === 'number' && version > PROJECT_VERSION) {
    throw invalidSetting(
      `made by a newer version of Cliploom: it is of version ${version}, and this one reads up to ${PROJECT_VERSION}.`,
    );
  }
  if (version !== PROJECT_VERSION) {
    throw invalidSetting(`version must be ${PROJECT_VERSION}, not ${shown(version)}.`);
  }
};

const projectOf = (value: unknown): Project => {
  if (!isObject(value)) throw invalidSetting(`not a project of Cliploom, but ${shown(value)}.`);
  const fields = value as Fields;
  checkVersion(fields);
  onlyKnown('a project', fields, PROJECT_FIELDS);
  const { clips = [], voiceOver = [], watermark, settings = {} } = fields;
  const singles = SINGLE_FILES.filter((name) => fields[name] !== undefined);
  return {
    clips: listOf('clips', clips).map(clipOf),
    voiceOver: listOf('voiceOver', voiceOver).map((file, index) => fileOf(`voiceOver[${index}]`, file)),
    ...Object.fromEntries(singles.map((name) => [name, fileOf(name, fields[name])])),
    ...(watermark === undefined ? {} : { watermark: watermarkOf(watermark) }),
    settings: settingsOf(settings),
  };
};

/**
 * Refuses what is too large for a project; whoever reads a file can ask before they do.
 * @throws RenderError `invalid-settings`
 */
export const checkProjectLength = (length: number, name: string): void => {
  if (length <= MOST_CHARACTERS) return;
  throw invalidSetting(`“${name}”: too large for a project (over ${MOST_CHARACTERS / 1e6} MB).`);
};

/**
 * Reads a project file. Every value is checked and nothing is ignored; what is left out stays left out.
 * @param name the file's, for messages
 * @throws RenderError `invalid-settings`: what is wrong, and where (`clips[2].speed must be …`)
 */
export const parseProject = (text: string, name: string): Project => {
  checkProjectLength(text.length, name);
  return within(`“${name}”: `, () => projectOf(parseJson(text)));
};
