import { resolveSubtitleSettings, type SubtitleOptions } from '../../../src/plan/subtitleSettings';
import type { RenderCommand } from './command';
import type { Values } from './table';

/** What becomes of the subtitle file. */
export const subtitleOptions = (values: Values): SubtitleOptions => {
  const options = {
    subtitleEncoding: values['subtitle-encoding'],
    softSubtitles: values['soft-subtitles'],
    drawSubtitles: values['no-drawn-subtitles'] ? false : undefined,
  };
  resolveSubtitleSettings(options);
  return options;
};

/** The files that subtitles are made of, and the one that they are written into. */
export const subtitleFiles = (
  values: Values,
): Pick<RenderCommand, 'subtitles' | 'captionStyle' | 'captionFont' | 'sidecar'> => {
  const { subtitles, sidecar, 'caption-style': captionStyle, 'caption-font': captionFont } = values;
  if (sidecar !== undefined && !/\.(?:srt|vtt)$/i.test(sidecar))
    throw new Error(`--sidecar must end in .srt or .vtt, not "${sidecar}".`);
  return { subtitles, captionStyle, captionFont, sidecar };
};
