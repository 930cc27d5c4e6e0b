import type { EncodedClip } from './jobs';

/** A small picture to be made. */
export type ShotPictureJob =
  /** Of what a source shows at a time, in seconds of its presentation time. */
  | { readonly kind: 'of-source'; readonly source: Blob; readonly seconds: number }
  /** Of a clip's one frame, which ffmpeg has encoded. */
  | { readonly kind: 'of-clip'; readonly clip: EncodedClip };

/** What the worker that makes pictures of shots exposes. */
export interface ShotPicturesApi {
  /**
   * A small JPEG, upright.
   * @returns `null` where the browser does not decode it
   */
  make(job: ShotPictureJob): Promise<Blob | null>;
}
