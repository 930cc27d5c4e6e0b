import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { RenderCommand } from './renderOptions';

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

/**
 * The command with full paths.
 * @throws Error naming the first path that cannot be used
 */
export const withFullPaths = (command: RenderCommand): RenderCommand => {
  const full = (path: string) => resolve(workingFolder(), path);
  const optional = (path: string | undefined) => (path === undefined ? undefined : full(path));
  const result: RenderCommand = {
    ...command,
    clips: command.clips.map(full),
    audio: command.audio.map(full),
    music: optional(command.music),
    subtitles: optional(command.subtitles),
    captionStyle: optional(command.captionStyle),
    captionFont: optional(command.captionFont),
    watermark: command.watermark && { ...command.watermark, path: full(command.watermark.path) },
    sidecar: optional(command.sidecar),
    out: full(command.out),
    report: optional(command.report),
    browserPath: optional(command.browserPath),
    profile: optional(command.profile),
  };
  const isPath = (path: string | undefined) => path !== undefined;
  const inputs = [
    ...result.clips,
    ...result.audio,
    result.music,
    result.subtitles,
    result.captionStyle,
    result.captionFont,
    result.watermark?.path,
  ].filter(isPath);
  const targets = [result.out, result.report, result.sidecar].filter(isPath);
  const troubles = [
    ...inputs.map(troubleWithInput),
    ...targets.map((path) => troubleWithTarget(path, inputs)),
    new Set(targets).size < targets.length
      ? 'The video, the report and the subtitles cannot be the same file.'
      : null,
    result.browserPath === undefined ? null : troubleWithInput(result.browserPath),
  ];
  const trouble = troubles.find((text) => text !== null);
  if (trouble !== undefined) throw new Error(trouble);
  return result;
};
