import { textOf, yesOrNo } from './checks';

/** What becomes of the subtitle file, apart from how it is drawn. */
export interface SubtitleOptions {
  /** The subtitle file's encoding, as a label that TextDecoder knows (`gb18030`). Left out: guessed. */
  readonly subtitleEncoding?: string | undefined;
  /** Whether the video gets a track of the subtitles, which players can show or hide. Default `false`. */
  readonly softSubtitles?: boolean | undefined;
  /** Whether the subtitles are drawn over the pictures. Default `true`. */
  readonly drawSubtitles?: boolean | undefined;
}

/** Names of all {@link SubtitleOptions}. */
export const SUBTITLE_OPTIONS = Object.keys({
  subtitleEncoding: true,
  softSubtitles: true,
  drawSubtitles: true,
} satisfies Record<keyof SubtitleOptions, true>);

/** {@link SubtitleOptions}, checked and complete. */
export interface SubtitleSettings {
  /** `null`: guessed. */
  readonly subtitleEncoding: string | null;
  readonly softSubtitles: boolean;
  readonly drawSubtitles: boolean;
}

/**
 * Fills in the defaults and checks every value; whether there is such an encoding is known when the file is read.
 * @throws RenderError `invalid-settings`, beginning with the setting's name
 */
export const resolveSubtitleSettings = (options: SubtitleOptions): SubtitleSettings => {
  const { subtitleEncoding: encoding, softSubtitles = false, drawSubtitles = true } = options;
  return {
    subtitleEncoding: encoding === undefined ? null : textOf('subtitleEncoding', encoding),
    softSubtitles: yesOrNo('softSubtitles', softSubtitles),
    drawSubtitles: yesOrNo('drawSubtitles', drawSubtitles),
  };
};
