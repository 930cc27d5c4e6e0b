import { resolve } from 'node:path';
import type { DuckOptions } from '../../../src/plan/sound';
import type { Project } from '../../../src/project/project';
import type { RenderSettings } from '../pageRender';
import type { RenderCommand } from './command';

/** What was given of these options. */
const given = <T extends object>(options: T): Partial<T> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;

/** The command line can say of ducking only how deep it is. */
const duckOver = (typed: RenderSettings['duck'], set: RenderSettings['duck']): RenderSettings['duck'] => {
  if (typeof typed !== 'object' || typeof set !== 'object') return typed ?? set;
  return { ...set, ...given<DuckOptions>(typed) };
};

const settingsOver = (
  { settings: typed, subtitles }: RenderCommand,
  set: RenderSettings,
): RenderSettings => ({
  ...set,
  // Either of the two says the size; and an encoding is that of the project's own subtitles.
  ...(typed.aspect === undefined ? {} : { size: undefined }),
  ...(subtitles === undefined ? {} : { subtitleEncoding: undefined }),
  ...given(typed),
  duck: duckOver(typed.duck, set.duck),
});

/**
 * The command with what the project says where the command says nothing.
 * @param folder that the project's paths are relative to
 */
export const overProject = (command: RenderCommand, project: Project, folder: string): RenderCommand => {
  const full = (file: string) => resolve(folder, file);
  const optional = (file: string | undefined) => (file === undefined ? undefined : full(file));
  const { file: watermark, ...watermarkOptions } = project.watermark ?? {};
  return {
    ...command,
    clips:
      command.clips.length > 0
        ? command.clips
        : project.clips
            .filter(({ excluded }) => !excluded)
            .map(({ file, excluded: _, ...options }) => ({ path: full(file), ...options })),
    audio: command.audio.length > 0 ? command.audio : project.voiceOver.map(full),
    music: command.music ?? optional(project.music),
    subtitles: command.subtitles ?? optional(project.subtitles),
    captionFont: command.captionFont ?? optional(project.captionFont),
    watermark: command.watermark ?? optional(watermark),
    watermarkOptions: { ...watermarkOptions, ...given(command.watermarkOptions) },
    settings: settingsOver(command, project.settings),
  };
};
