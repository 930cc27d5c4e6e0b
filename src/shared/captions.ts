/** A word of a cue, and when it is spoken. */
export interface CueWord {
  readonly text: string;
  readonly startSeconds: number;
}

/** What a subtitle file says is to be read, and when, in seconds of the video. */
export interface SubtitleCue {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Plain text; lines are separated by `\n`. */
  readonly text: string;
  /** The cue's words in order, where the file gives their times; else empty. */
  readonly words: readonly CueWord[];
}

/**
 * A cue as one clip shows it. Counted in frames from the clip's first: `start` is negative where the cue began before
 * it, and `end`, the first frame without it, may lie beyond the clip's.
 */
export interface ClipCue {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly words: readonly { readonly text: string; readonly start: number }[];
}

/** Where captions stand: named places, or the middle of their box in percent of the height from the top. */
export type CaptionPosition = 'bottom' | 'top' | 'center' | 'two-thirds' | number;

/** How captions look, checked and complete. Lengths are in pixels of a picture whose shorter side is 1080. */
export interface CaptionStyle {
  /** Family, or several separated by commas, as CSS writes it. */
  readonly font: string;
  readonly bold: boolean;
  readonly size: number;
  /** `#rrggbb`, as all colours here. */
  readonly color: string;
  readonly strokeColor: string;
  /** 0: none. */
  readonly strokeWidth: number;
  readonly box: 'none' | 'plain' | 'rounded';
  readonly boxColor: string;
  /** 0–1 */
  readonly boxOpacity: number;
  readonly position: CaptionPosition;
  /** What a cue does when it appears. */
  readonly animation: 'none' | 'spring';
  /** Colour of the word that is spoken, where the cue has word times; `null`: as the others. */
  readonly highlightColor: string | null;
}

/** What is read on a clip. */
export interface ClipCaptions {
  readonly cues: readonly ClipCue[];
  readonly style: CaptionStyle;
  /** A font file that the person gave: it comes before `style.font`. */
  readonly fontFile: Blob | null;
}

/** A picture that lies over the whole video, such as a logo. */
export interface Watermark {
  readonly image: Blob;
  /** For messages. */
  readonly imageName: string;
  readonly corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';
  /** Distance from both edges, in percent of the picture's shorter side. */
  readonly margin: number;
  /** Width in percent of the picture's width. */
  readonly size: number;
  /** 0–1 */
  readonly opacity: number;
}
