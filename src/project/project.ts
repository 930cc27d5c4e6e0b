import type { CaptionOptions } from '../plan/captionStyle';
import { CLIP_OPTIONS, type ClipOptions } from '../plan/clipSettings';
import { ENCODING_OPTIONS, type EncodingOptions } from '../plan/encodingSettings';
import { RUN_OPTIONS, type RunOptions } from '../plan/runSettings';
import { PLAN_OPTIONS, type PlanOptions } from '../plan/settings';
import { SOUND_OPTIONS, type SoundOptions } from '../plan/sound';
import { SUBTITLE_OPTIONS, type SubtitleOptions } from '../plan/subtitleSettings';
import type { WatermarkOptions } from '../plan/watermark';

/** What a project file says of itself. */
export const PROJECT_FORMAT = 'cliploom-project';

/** Of the format, not of Cliploom; what `docs/project.md` promises goes by it. */
export const PROJECT_VERSION = 1;

/** A clip, and what is different for it. */
export interface ProjectClip extends ClipOptions {
  readonly file: string;
  /** `true`: it keeps its place in the list, and is not in the video. */
  readonly excluded?: boolean | undefined;
}

/** Names of all that a clip of a project has, in the order in which it is written. */
export const PROJECT_CLIP_FIELDS: readonly string[] = ['file', 'excluded', ...CLIP_OPTIONS];

/** A watermark's picture, where it stands and how it looks. */
export interface ProjectWatermark extends WatermarkOptions {
  readonly file: string;
}

/** What is set for the whole video, as it was given: what is left out has its default. */
export interface ProjectSettings
  extends PlanOptions,
    SoundOptions,
    SubtitleOptions,
    EncodingOptions,
    RunOptions {
  /** How subtitles are drawn. */
  readonly captionStyle?: CaptionOptions | undefined;
}

/** All that a render is made of. Files are names or paths; what they mean, only the reader knows. */
export interface Project {
  /** In the order of the timeline for `sequential`. May be empty. */
  readonly clips: readonly ProjectClip[];
  /** In the order in which they are spoken. */
  readonly voiceOver: readonly string[];
  readonly music?: string | undefined;
  readonly subtitles?: string | undefined;
  /** A font file for the subtitles. */
  readonly captionFont?: string | undefined;
  readonly watermark?: ProjectWatermark | undefined;
  readonly settings: ProjectSettings;
}

/** Files of which there is one at most. */
export const SINGLE_FILES = [
  'music',
  'subtitles',
  'captionFont',
] as const satisfies readonly (keyof Project)[];

/** Names of all that a project file has, in the order in which it is written. */
export const PROJECT_FIELDS = [
  'format',
  'version',
  'clips',
  'voiceOver',
  ...SINGLE_FILES,
  'watermark',
  'settings',
] as const;

/** Names of all {@link ProjectSettings}. */
export const PROJECT_SETTINGS: readonly string[] = [
  ...PLAN_OPTIONS,
  ...SOUND_OPTIONS,
  ...SUBTITLE_OPTIONS,
  'captionStyle',
  ...ENCODING_OPTIONS,
  ...RUN_OPTIONS,
];
