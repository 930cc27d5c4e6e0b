/** Sound files by ending, for systems that tell the browser no type for them. */
const SOUND_ENDINGS = /\.(aac|aif|aiff|flac|m4a|mp3|oga|ogg|opus|wav|weba|wma)$/i;

const isSound = (file: File): boolean =>
  file.type === '' ? SOUND_ENDINGS.test(file.name) : file.type.startsWith('audio/');

export interface SortedFiles {
  readonly clips: readonly File[];
  readonly voiceOver: File | null;
}

/**
 * Dropped files by what they become: the first sound file the voice-over, everything else a clip. A second sound file
 * becomes a clip too, and its row says what is wrong: nothing that was dropped goes unmentioned.
 */
export const sortFiles = (files: readonly File[]): SortedFiles => {
  const voiceOver = files.find(isSound) ?? null;
  return { clips: files.filter((file) => file !== voiceOver), voiceOver };
};
