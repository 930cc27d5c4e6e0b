/** What the worker that makes pictures of shots exposes. */
export interface ShotPicturesApi {
  /**
   * A small JPEG of what a source shows at a time, upright.
   * @param seconds of its presentation time
   * @returns `null` where the browser does not decode it
   */
  make(source: Blob, seconds: number): Promise<Blob | null>;
}
