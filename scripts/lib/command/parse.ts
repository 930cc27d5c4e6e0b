import type { RenderCommand } from './command';
import { encodingOptions } from './encoding';
import { planOptions } from './picture';
import { browserOptions, runOptions } from './running';
import { soundOptions } from './sound';
import { subtitleFiles, subtitleOptions } from './subtitles';
import { readOptions, type Values } from './table';
import { watermarkOptions } from './watermark';
import { checkWhole } from './whole';

export type ParsedRender =
  | { readonly kind: 'render'; readonly command: RenderCommand }
  | { readonly kind: 'help' }
  | { readonly kind: 'usage'; readonly message: string };

const toCommand = (values: Values, clips: readonly string[]): RenderCommand => {
  if (values.out === undefined || values.out === '')
    throw new Error('Say where to write the video: --out out.mp4.');
  const command: RenderCommand = {
    clips,
    audio: values.audio ?? [],
    music: values.music,
    ...subtitleFiles(values),
    watermark: values.watermark,
    watermarkOptions: watermarkOptions(values),
    project: values.project,
    out: values.out,
    report: values.report,
    settings: {
      ...planOptions(values),
      ...soundOptions(values),
      ...subtitleOptions(values),
      ...encodingOptions(values),
      ...runOptions(values),
      cache: values['no-cache'] ? false : undefined,
    },
    ...browserOptions(values),
  };
  // What is missing here, a project may have.
  if (command.project === undefined) checkWhole(command, command);
  return command;
};

/** Reads the arguments of `npm run render`. Paths stay as they were typed. Looks at no file; never throws. */
export const parseRenderArgs = (args: readonly string[]): ParsedRender => {
  try {
    const { values, positionals } = readOptions(args);
    if (values.help) return { kind: 'help' };
    return { kind: 'render', command: toCommand(values, positionals) };
  } catch (thrown) {
    return { kind: 'usage', message: thrown instanceof Error ? thrown.message : String(thrown) };
  }
};
