import type { Quality } from '../../../src/shared/encoding';
import type { ClipJob } from '../../../src/shared/jobs';
import { CLIP_PAD, clipFilters } from './clipFilters';
import type { ClipInput } from './clipInput';
import { PROGRESS_OPTIONS } from './clipProgress';
import { type LayerInput, layerOptions } from './layerInput';
import { RUN_OPTIONS } from './runOptions';

/** Key frames at least every so many seconds: players seek well, and a check decodes little. */
const GOP_SECONDS = 2;

/** x264's preset, and its constant rate factor: what it costs, and how much is lost. */
const RATES: Readonly<Record<Quality, readonly [preset: string, crf: number]>> = {
  draft: ['superfast', 28],
  standard: ['veryfast', 23],
  high: ['faster', 19],
};

const rate = (quality: Quality): string[] => {
  const [preset, crf] = RATES[quality];
  return ['-preset', preset, '-crf', String(crf)];
};

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

/** With several inputs FFmpeg would read each in a thread of its own, and the core has none to spare. */
const ONE_READER = ['-thread_queue_size', '0'];

/** How long before the in point a seek lands: enough for containers whose index is coarse. In seconds. */
const SEEK_MARGIN = 2;

/** Where in its input ffmpeg starts to read. */
export const seekTo = ({ seek, inPointSeconds }: ClipInput): number =>
  seek ? Math.max(0, inPointSeconds - SEEK_MARGIN) : 0;

/** The core has as many threads for decoding as it is told, whatever the number of decoders. */
const decoderThreads = (threads: number, inputs: number): number => Math.max(1, Math.floor(threads / inputs));

/** How ffmpeg is told to read a picture's source. */
export const inputOptions = (input: ClipInput, { fps }: ClipJob, threads: number): string[] => [
  '-noautorotate',
  ...(seekTo(input) > 0 ? ['-ss', seekTo(input).toFixed(6)] : []),
  ...(input.isMotionJpeg ? ['-f', 'mjpeg'] : []),
  // Pictures without times last a frame each.
  ...(input.picture.still || input.isMotionJpeg ? ['-framerate', String(fps)] : []),
  ...ONE_READER,
  ...['-threads', String(threads), '-i', input.path],
];

/** The one encode of a clip: cut, frame rate, fit, colour, what is drawn, H.264. */
export const clipCommand = (
  job: ClipJob,
  inputs: readonly ClipInput[],
  layers: readonly LayerInput[],
  threads: number,
): string[] => [
  ...RUN_OPTIONS,
  ...PROGRESS_OPTIONS,
  ...inputs.flatMap((input) => inputOptions(input, job, decoderThreads(threads, inputs.length))),
  ...layers.flatMap((layer) => layerOptions(layer, job.fps)),
  ...[
    '-filter_complex',
    clipFilters(
      job,
      inputs.map((input) => ({
        picture: input.picture,
        skipSeconds: input.inPointSeconds - seekTo(input),
      })),
      layers,
    ),
  ],
  ...['-map', `[${CLIP_PAD}]`],
  ...['-frames:v', String(job.frames), '-fps_mode', 'passthrough'],
  ...['-c:v', 'libx264', ...rate(job.quality), '-pix_fmt', 'yuv420p'],
  ...['-threads', String(threads), '-x264-params', x264Params(job.fps)],
  ...SAME_HEADERS,
  ...DROP_SEI,
  ...['-map_metadata', '-1', '-f', 'mp4', CLIP_OUTPUT],
];
