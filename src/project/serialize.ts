import { CAPTION_OPTIONS } from '../plan/captionStyle';
import { WATERMARK_OPTIONS } from '../plan/watermark';
import { parseProject } from './parse';
import {
  PROJECT_CLIP_FIELDS,
  PROJECT_FIELDS,
  PROJECT_FORMAT,
  PROJECT_SETTINGS,
  PROJECT_VERSION,
  type Project,
  type ProjectClip,
  type ProjectSettings,
} from './project';

/** Those fields that are set, in the order of the names. */
const ordered = (fields: object, names: readonly string[]): object => {
  const values = fields as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    names.map((name) => [name, values[name]]).filter(([, value]) => value !== undefined),
  );
};

/** A clip of which nothing is different is its file alone. */
const clipOf = (clip: ProjectClip): string | object => {
  const written = ordered(clip, PROJECT_CLIP_FIELDS);
  return Object.keys(written).length === 1 ? clip.file : written;
};

const settingsOf = (settings: ProjectSettings): object | undefined => {
  const { captionStyle } = settings;
  const written = ordered(
    { ...settings, captionStyle: captionStyle && ordered(captionStyle, CAPTION_OPTIONS) },
    PROJECT_SETTINGS,
  );
  return Object.keys(written).length === 0 ? undefined : written;
};

/**
 * Writes a project file, to be read by people too: indented, always in the same order, without what is left out.
 * @throws RenderError `invalid-settings` if it could not be read again
 */
export const serializeProject = (project: Project): string => {
  const { clips, voiceOver, watermark, settings } = project;
  const written = {
    ...project,
    format: PROJECT_FORMAT,
    version: PROJECT_VERSION,
    clips: clips.map(clipOf),
    voiceOver: voiceOver.length === 0 ? undefined : voiceOver,
    watermark: watermark && ordered(watermark, ['file', ...WATERMARK_OPTIONS]),
    settings: settingsOf(settings),
  };
  const text = `${JSON.stringify(ordered(written, PROJECT_FIELDS), null, 2)}\n`;
  parseProject(text, 'project');
  return text;
};
