/**
 * Options of every run of ffmpeg.
 * Left to itself FFmpeg sizes its thread counts from the browser's core count and waits for ever
 * for threads that the core cannot start, so each count is named: `-cpucount` for all that is automatic, the two
 * filter counts, and `-threads` for decoder and encoder where they are set up.
 */
export const RUN_OPTIONS = [
  ...['-hide_banner', '-nostats'],
  ...['-cpucount', '1', '-filter_threads', '1', '-filter_complex_threads', '1'],
];
