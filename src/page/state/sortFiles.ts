/** Sound files by ending, for systems that tell the browser no type for them. */
const SOUND_ENDINGS = /\.(aac|aif|aiff|flac|m4a|mp3|oga|ogg|opus|wav|weba|wma)$/i;
/** These have no type of their own, or each system another one. */
const SUBTITLE_ENDINGS = /\.(srt|vtt|ass|ssa)$/i;
const FONT_ENDINGS = /\.(ttf|otf|woff2?)$/i;

const PROJECT_ENDING = /\.json$/i;

export const isProjectFile = ({ name }: File): boolean => PROJECT_ENDING.test(name);

const isSound = (file: File): boolean =>
  file.type === '' ? SOUND_ENDINGS.test(file.name) : file.type.startsWith('audio/');

/** Videos that systems tell the browser no type for. */
const VIDEO_ENDINGS = /\.(3gp|avi|flv|m2ts|m4v|mkv|mov|mp4|mpe?g|mts|mxf|ogv|ts|webm|wmv)$/i;

/** Whether a file of a folder is meant: somebody who drops a folder did not choose each of them. */
export const isUseful = (file: File): boolean =>
  /^(video|image|audio)\//.test(file.type) ||
  [SOUND_ENDINGS, SUBTITLE_ENDINGS, FONT_ENDINGS, VIDEO_ENDINGS].some((endings) => endings.test(file.name));

/** Which sounds are chosen already. */
export interface Taken {
  readonly voiceOver: boolean;
  readonly music: boolean;
}

export interface SortedFiles {
  readonly clips: readonly File[];
  readonly voiceOvers: readonly File[];
  readonly music: File | null;
  readonly subtitles: File | null;
  readonly font: File | null;
}

/**
 * Dropped files by what they become: the first sound file a voice-over unless there is one, the next one the music unless
 * there is some, all others more voice-overs. The first subtitle file and the first font take the place of those that
 * are there. Everything else becomes a clip, further subtitles and fonts too, and their rows say what is wrong: nothing
 * that was dropped goes unmentioned.
 */
export const sortFiles = (files: readonly File[], taken: Taken): SortedFiles => {
  const sounds = files.filter(isSound);
  const first = taken.voiceOver ? [] : sounds.splice(0, 1);
  const music = taken.music ? null : (sounds.shift() ?? null);
  const voiceOvers = [...first, ...sounds];
  const subtitles = files.find(({ name }) => SUBTITLE_ENDINGS.test(name)) ?? null;
  const font = files.find(({ name }) => FONT_ENDINGS.test(name)) ?? null;
  const placed = [...voiceOvers, music, subtitles, font];
  return { clips: files.filter((file) => !placed.includes(file)), voiceOvers, music, subtitles, font };
};
