import type { ClipJob } from '../../../src/shared/jobs';
import { RUN_OPTIONS } from './runOptions';
import { videoFilters } from './videoFilters';

/** Key frames at least every so many seconds: players seek well, and a check decodes little. */
const GOP_SECONDS = 2;

/**
 * No B-frames, and motion vectors no longer than what frame threads may use: x264's output is then the same whatever
 * its thread count, a clip can be cut after any frame without encoding again, and decode order is presentation order.
 * `stitchable` makes the headers depend on the settings alone.
 */
const x264Params = (fps: number): string =>
  [
    'stitchable=1',
    'bframes=0',
    'mvrange=64',
    'mvrange-thread=64',
    'lookahead-threads=1',
    `keyint=${GOP_SECONDS * fps}`,
    `min-keyint=${Math.ceil(fps / 4)}`,
    'open-gop=0',
  ].join(':');

/** Type 6 is SEI: x264 writes its options there, the thread count among them, and nothing that a player needs. */
const DROP_SEI = ['-bsf:v', 'filter_units=remove_types=6'];

/** All that the encoder would else take over from the source, and write into its headers. */
const SAME_HEADERS = [
  ...['-color_primaries', 'bt709', '-color_trc', 'bt709'],
  ...['-colorspace', 'bt709', '-color_range', 'tv'],
  ...['-chroma_sample_location', 'left', '-field_order', 'progressive'],
];

export const CLIP_OUTPUT = 'clip.mp4';

export interface ClipInput {
  /** Path inside the core's file system. */
  readonly path: string;
  /** Time of the in point in seconds on the input's own clock. */
  readonly inPointSeconds: number;
  /** Jump there first, where the input is a whole file. */
  readonly seek: boolean;
  /** The file is JPEGs in a row, one for each output frame. */
  readonly isMotionJpeg?: boolean;
}

/** How long before the in point a seek lands: enough for containers whose index is coarse. In seconds. */
const SEEK_MARGIN = 2;

/** The one encode of a clip: cut, frame rate, fit, colour, H.264. */
export const clipCommand = (job: ClipJob, input: ClipInput, threads: number): string[] => {
  const seekTo = input.seek ? Math.max(0, input.inPointSeconds - SEEK_MARGIN) : 0;
  return [
    ...RUN_OPTIONS,
    '-noautorotate',
    ...(seekTo > 0 ? ['-ss', seekTo.toFixed(6)] : []),
    ...(input.isMotionJpeg ? ['-f', 'mjpeg'] : []),
    // Pictures without times last a frame each.
    ...(job.still || input.isMotionJpeg ? ['-framerate', String(job.fps)] : []),
    ...['-threads', String(threads), '-i', input.path],
    ...['-map', '0:V:0', '-an', '-sn', '-dn'],
    ...['-vf', videoFilters(job, input.inPointSeconds - seekTo)],
    ...['-frames:v', String(job.frames), '-fps_mode', 'passthrough'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'],
    ...['-threads', String(threads), '-x264-params', x264Params(job.fps)],
    ...SAME_HEADERS,
    ...DROP_SEI,
    ...['-map_metadata', '-1', '-f', 'mp4', CLIP_OUTPUT],
  ];
};
