/** What a render is expected to take by an engine. */
export interface EngineTime {
  /** Until its last clip is encoded. */
  readonly ms: number;
  /** Clips of it that were measured on this machine. */
  readonly measured: number;
  /** Clips of the render that it made before, and that are still there; out of `clips`. */
  readonly kept: number;
  readonly clips: number;
}

/**
 * The browser's encoder has to be so many times as fast as ffmpeg to be taken for it: its files are larger, and not the same
 * on every machine.
 */
const WORTH_IT = 1.25;

const ratioOf = (browser: EngineTime, ffmpeg: EngineTime): number => {
  // Nothing is left to encode: nothing is gained by the other.
  if (ffmpeg.ms <= 0) return 0;
  return browser.ms <= 0 ? Number.POSITIVE_INFINITY : ffmpeg.ms / browser.ms;
};

export const isWorthIt = (browser: EngineTime, ffmpeg: EngineTime): boolean =>
  ratioOf(browser, ffmpeg) >= WORTH_IT;

/** “about 3.1 times as fast as ffmpeg (measured here)”: how the browser's encoder compares with ffmpeg, and how that is known. */
export const timesAsFast = (browser: EngineTime, ffmpeg: EngineTime): string => {
  const known = [browser, ffmpeg].filter(({ measured }) => measured > 0).length;
  const basis = [
    'as is usual; nothing was measured here yet',
    'one of them was measured here',
    'measured here',
  ][known];
  return `about ${ratioOf(browser, ffmpeg).toFixed(1)} times as fast as ffmpeg (${basis})`;
};
