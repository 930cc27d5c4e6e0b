/** Something for each file that a project names, by its place in the project. */
export interface ProjectFiles<T> {
  readonly clips: readonly T[];
  readonly voiceOver: readonly T[];
  readonly music: T | null;
  readonly subtitles: T | null;
  readonly captionFont: T | null;
  readonly watermark: T | null;
}

export const allFiles = <T>(files: ProjectFiles<T>): readonly T[] => {
  const { clips, voiceOver, music, subtitles, captionFont, watermark } = files;
  const singles = [music, subtitles, captionFont, watermark];
  return [...clips, ...voiceOver, ...singles.filter((one) => one !== null)];
};

export const mapFiles = <T, U>(files: ProjectFiles<T>, change: (one: T) => U): ProjectFiles<U> => {
  const single = (one: T | null): U | null => (one === null ? null : change(one));
  return {
    clips: files.clips.map(change),
    voiceOver: files.voiceOver.map(change),
    music: single(files.music),
    subtitles: single(files.subtitles),
    captionFont: single(files.captionFont),
    watermark: single(files.watermark),
  };
};
