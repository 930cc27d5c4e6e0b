import type { CaptionOptions } from '../../../src/plan/captionStyle';
import type { WatermarkOptions } from '../../../src/plan/watermark';
import type { ClipCue } from '../../../src/shared/captions';
import type { ErrorReport } from '../../../src/shared/errors';
import type { Rect } from '../../../src/shared/jobs';
import type { Size } from '../../../src/shared/media';

/** A layer to draw, and the frames to draw it in. What a cue leaves out: from the first frame on, without word times. */
export interface DrawRequest {
  readonly captions?: {
    readonly cues: readonly (Pick<ClipCue, 'text'> & Partial<ClipCue>)[];
    readonly style?: CaptionOptions;
    /** Address of a font file. */
    readonly font?: string;
  };
  readonly watermark?: { readonly url: string; readonly name: string; readonly settings?: WatermarkOptions };
  readonly target: Size;
  readonly fps: number;
  readonly frames: readonly number[];
}

interface Pixels extends Size {
  /** Straight RGBA. */
  readonly data: Uint8ClampedArray;
}

export type DrawReply =
  | { readonly status: 'nothing' }
  | { readonly status: 'failed'; readonly error: ErrorReport }
  | {
      readonly status: 'drawn';
      readonly rect: Rect;
      /** Each picture that came, once. */
      readonly pictures: readonly Pixels[];
      /** For each frame the index of its picture. */
      readonly shown: readonly (number | null)[];
      /** For each frame what it took. */
      readonly milliseconds: readonly number[];
    };
