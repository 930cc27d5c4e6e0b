/** Sound files by ending, for systems that tell the browser no type for them. */
const SOUND_ENDINGS = /\.(aac|aif|aiff|flac|m4a|mp3|oga|ogg|opus|wav|weba|wma)$/i;

const isSound = (file: File): boolean =>
  file.type === '' ? SOUND_ENDINGS.test(file.name) : file.type.startsWith('audio/');

/** Which sounds are chosen already. */
export interface Taken {
  readonly voiceOver: boolean;
  readonly music: boolean;
}

export interface SortedFiles {
  readonly clips: readonly File[];
  readonly voiceOver: File | null;
  readonly music: File | null;
}

/**
 * Dropped files by what they become: the first sound file the voice-over, a second one the music; where there is a
 * voice-over already, the first one the music; where both are there, the new voice-over. Everything else becomes a
 * clip, sound files beyond that too, and their rows say what is wrong: nothing that was dropped goes unmentioned.
 */
export const sortFiles = (files: readonly File[], taken: Taken): SortedFiles => {
  const sounds = files.filter(isSound);
  const isVoiceOver = !taken.voiceOver || taken.music;
  const voiceOver = isVoiceOver ? (sounds.shift() ?? null) : null;
  const music = taken.music ? null : (sounds.shift() ?? null);
  return { clips: files.filter((file) => file !== voiceOver && file !== music), voiceOver, music };
};
