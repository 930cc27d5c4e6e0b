import { resolveCaptionStyle } from '../plan/captionStyle';
import { resolveWatermarkSettings } from '../plan/watermark';
import type { ClipCaptions, Watermark } from '../shared/captions';
import type { SubtitleRequest } from './subtitles';
import type { CombineOptions } from './types';

/** What is drawn over all clips alike. */
export interface Drawn {
  /** How captions look; `null`: none are drawn. */
  readonly captions: Omit<ClipCaptions, 'cues'> | null;
  readonly watermark: Watermark | null;
}

const watermarkOf = ({ watermark }: CombineOptions): Watermark | null => {
  if (!watermark) return null;
  const { image, ...options } = watermark;
  return { image, imageName: image.name, ...resolveWatermarkSettings(options) };
};

/** @throws RenderError `invalid-settings`, naming the setting */
export const drawnOver = (options: CombineOptions, subtitles: SubtitleRequest | null): Drawn => {
  // Checked even if nothing is drawn: a style that is wrong is told before it is needed.
  const style = resolveCaptionStyle(options.captionStyle ?? {});
  const { drawSubtitles = true, captionFont } = options;
  return {
    captions: subtitles && drawSubtitles ? { style, fontFile: captionFont ?? null } : null,
    watermark: watermarkOf(options),
  };
};
