import type { RenderCommand } from './command';

/** Options that say something about a file, and whether they were typed. */
const aboutSubtitles = ({ captionStyle, captionFont, sidecar, settings }: RenderCommand) => ({
  '--caption-style': captionStyle,
  '--caption-font': captionFont,
  '--subtitle-encoding': settings.subtitleEncoding,
  '--soft-subtitles': settings.softSubtitles,
  '--sidecar': sidecar,
});
const aboutWatermark = ({ watermarkOptions: { corner, margin, size, opacity } }: RenderCommand) => ({
  '--watermark-corner': corner,
  '--watermark-margin': margin,
  '--watermark-size': size,
  '--watermark-opacity': opacity,
});

const firstTyped = (options: Readonly<Record<string, unknown>>): string | undefined =>
  Object.keys(options).find((name) => options[name] !== undefined);

/**
 * Whether there is all that is needed.
 * @param typed the command as it was typed
 * @param whole the same with what a project says
 * @throws Error saying what is missing
 */
export const checkWhole = (
  typed: RenderCommand,
  whole: Pick<RenderCommand, 'clips' | 'subtitles' | 'watermark'>,
): void => {
  if (whole.clips.length === 0) throw new Error('Name at least one clip.');
  const subtitleOption = whole.subtitles === undefined ? firstTyped(aboutSubtitles(typed)) : undefined;
  if (subtitleOption !== undefined) throw new Error(`${subtitleOption} needs --subtitles.`);
  const watermarkOption = whole.watermark === undefined ? firstTyped(aboutWatermark(typed)) : undefined;
  if (watermarkOption !== undefined) throw new Error(`${watermarkOption} needs --watermark.`);
};
