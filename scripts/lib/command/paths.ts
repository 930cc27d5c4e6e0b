import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { pathOf, type RenderCommand } from './command';

/** The folder that typed paths are relative to: npm changes to the project's own before it runs a script. */
const workingFolder = (): string => {
  const { npm_lifecycle_event: script, INIT_CWD = process.cwd() } = process.env;
  return script === 'render' ? INIT_CWD : process.cwd();
};

const kindOf = (path: string): 'file' | 'folder' | 'other' | null => {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return null;
  if (info.isFile()) return 'file';
  return info.isDirectory() ? 'folder' : 'other';
};

/** The file itself, whatever links lead to it, so that two names of one file can be told. */
const real = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

const troubleWithInput = (path: string): string | null => {
  const kind = kindOf(path);
  if (kind === 'file') return null;
  return kind === null ? `There is no file ${path}.` : `${path} is not a file.`;
};

const troubleWithTarget = (path: string, inputs: readonly string[]): string | null => {
  if (kindOf(dirname(path)) !== 'folder')
    return `There is no folder ${dirname(path)} to write ${basename(path)} into.`;
  const kind = kindOf(path);
  if (kind !== null && kind !== 'file') return `${path} is not a file: it cannot be written.`;
  if (inputs.some((input) => real(input) === real(path)))
    return `${path} would overwrite one of the sources.`;
  return null;
};

/** @throws Error if there is no such file */
export const sizeOfFile = (path: string): number => {
  const trouble = troubleWithInput(path);
  if (trouble !== null) throw new Error(trouble);
  return statSync(path).size;
};

/** The command with full paths, as they were typed in the working folder. */
export const withFullPaths = (command: RenderCommand): RenderCommand => {
  const full = (path: string) => resolve(workingFolder(), path);
  const optional = (path: string | undefined) => (path === undefined ? undefined : full(path));
  return {
    ...command,
    clips: command.clips.map((clip) =>
      typeof clip === 'string' ? full(clip) : { ...clip, path: full(clip.path) },
    ),
    audio: command.audio.map(full),
    music: optional(command.music),
    subtitles: optional(command.subtitles),
    captionStyle: optional(command.captionStyle),
    captionFont: optional(command.captionFont),
    watermark: optional(command.watermark),
    project: optional(command.project),
    sidecar: optional(command.sidecar),
    out: full(command.out),
    report: optional(command.report),
    browserPath: optional(command.browserPath),
    profile: optional(command.profile),
  };
};

/** @throws Error naming the first path that cannot be used */
export const checkPaths = (command: RenderCommand): void => {
  const isPath = (path: string | undefined) => path !== undefined;
  const inputs = [
    ...command.clips.map(pathOf),
    ...command.audio,
    command.music,
    command.subtitles,
    command.captionStyle,
    command.captionFont,
    command.watermark,
    command.project,
  ].filter(isPath);
  const targets = [command.out, command.report, command.sidecar].filter(isPath);
  const troubles = [
    ...inputs.map(troubleWithInput),
    ...targets.map((path) => troubleWithTarget(path, inputs)),
    new Set(targets).size < targets.length
      ? 'The video, the report and the subtitles cannot be the same file.'
      : null,
    command.browserPath === undefined ? null : troubleWithInput(command.browserPath),
  ];
  const trouble = troubles.find((text) => text !== null);
  if (trouble !== undefined) throw new Error(trouble);
};
