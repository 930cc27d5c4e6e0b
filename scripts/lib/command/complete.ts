import { dirname } from 'node:path';
import type { RenderCommand } from './command';
import { readCaptionStyle, readProject } from './jsonFiles';
import { overProject } from './overProject';
import { checkPaths, withFullPaths } from './paths';
import { checkWhole } from './whole';

const withProject = (command: RenderCommand): RenderCommand =>
  command.project === undefined
    ? command
    : overProject(command, readProject(command.project), dirname(command.project));

const withCaptionStyle = (command: RenderCommand): RenderCommand =>
  command.captionStyle === undefined
    ? command
    : {
        ...command,
        settings: { ...command.settings, captionStyle: readCaptionStyle(command.captionStyle) },
      };

/**
 * The command with full paths and all that its files say, ready to be carried out.
 * @throws Error naming the first thing that is missing or cannot be used
 */
export const completeCommand = (typed: RenderCommand): RenderCommand => {
  const command = withCaptionStyle(withProject(withFullPaths(typed)));
  checkWhole(typed, command);
  checkPaths(command);
  return command;
};
