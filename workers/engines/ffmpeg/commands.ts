import type { ClipJob, EncodeAudioJob, Geometry, SourceColours } from '../../../src/shared/jobs';
import { AUDIO_SAMPLE_RATE } from '../../../src/shared/units';

/**
 * Given to every run. Left to itself FFmpeg sizes its thread counts from the browser's core count and waits for ever
 * for threads that the core cannot start, so each count is named: `-cpucount` for all that is automatic, the two
 * filter counts, and `-threads` for decoder and encoder where they are set up.
 */
const EXPLICIT_THREADS = ['-cpucount', '1', '-filter_threads', '1', '-filter_complex_threads', '1'];
const QUIET = ['-hide_banner', '-nostats'];

/** Key frames at least every so many seconds: players seek well, and a check decodes little. */
const GOP_SECONDS = 2;

/**
 * A source frame is shown from the first output frame that begins after it. Where both rates share instants (60 → 30,
 * 24 → 60) time stamps that were rounded by their container would fall to either side by chance; looking a tenth of an
 * output frame ahead keeps all usual pairs of rates clear of that.
 */
const LOOK_AHEAD_FRAMES = 0.1;

/** Frames that may be missing at a source's end and are made up by holding the last: rounding, not damage. */
const HELD_FRAMES = 2;

const transposes: Record<Geometry['rotation'], string[]> = {
  0: [],
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
};

/** Any source's colours to BT.709, limited range. The names are the scale filter's own. */
const colourConversion = ({ matrix, fullRange }: SourceColours): string =>
  `in_color_matrix=${matrix}:in_range=${fullRange ? 'pc' : 'tv'}:out_color_matrix=bt709:out_range=tv`;

const placing = ({ scaled, offset, target }: Geometry): string[] => {
  const size = `${target.width}:${target.height}`;
  const filters: string[] = [];
  if (scaled.width > target.width || scaled.height > target.height) {
    const width = Math.min(scaled.width, target.width);
    const height = Math.min(scaled.height, target.height);
    filters.push(`crop=${width}:${height}:${Math.max(0, -offset.x)}:${Math.max(0, -offset.y)}`);
  }
  if (scaled.width < target.width || scaled.height < target.height) {
    filters.push(`pad=${size}:${Math.max(0, offset.x)}:${Math.max(0, offset.y)}:black`);
  }
  return filters;
};

/** @param skipSeconds time of the in point in the input as ffmpeg sees it */
const videoFilters = (job: ClipJob, skipSeconds: number): string => {
  const { geometry, fps } = job;
  const { crop, scaled, rotation } = geometry;
  const upright = `crop=${crop.width}:${crop.height}:${crop.x}:${crop.y}:exact=1`;
  return [
    `setpts=round(PTS-(${(skipSeconds + LOOK_AHEAD_FRAMES / fps).toFixed(9)})/TB)`,
    `fps=fps=${fps}:start_time=0:round=up`,
    `tpad=stop_mode=clone:stop=${HELD_FRAMES}`,
    ...transposes[rotation],
    upright,
    `scale=${scaled.width}:${scaled.height}:flags=bicubic:${colourConversion(job.colours)}`,
    // Each clip in the same form, whatever the source: 4:2:0, square pixels.
    'format=yuv420p',
    ...placing(geometry),
    'setsar=1',
  ].join(',');
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

export interface ClipInput {
  /** Path inside the core's file system. */
  readonly path: string;
  /** Time of the in point in seconds on the input's own clock. */
  readonly inPointSeconds: number;
  /** Jump there first, where the input is a whole file. */
  readonly seek: boolean;
}

/** How long before the in point a seek lands: enough for containers whose index is coarse. In seconds. */
const SEEK_MARGIN = 2;

/** The one encode of a clip: cut, frame rate, fit, colour, H.264. */
export const clipCommand = (job: ClipJob, input: ClipInput, threads: number): string[] => {
  const seekTo = input.seek ? Math.max(0, input.inPointSeconds - SEEK_MARGIN) : 0;
  return [
    ...QUIET,
    ...EXPLICIT_THREADS,
    '-noautorotate',
    ...(seekTo > 0 ? ['-ss', seekTo.toFixed(6)] : []),
    ...['-threads', String(threads), '-i', input.path],
    ...['-map', '0:v:0', '-an', '-sn', '-dn'],
    ...['-vf', videoFilters(job, input.inPointSeconds - seekTo)],
    ...['-frames:v', String(job.frames), '-fps_mode', 'passthrough'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'],
    ...['-threads', String(threads), '-x264-params', x264Params(job.fps)],
    ...SAME_HEADERS,
    ...DROP_SEI,
    ...['-map_metadata', '-1', '-f', 'mp4', CLIP_OUTPUT],
  ];
};

/** What every sound becomes before anything else is done to it. */
const STANDARD_SOUND = `aresample=${AUDIO_SAMPLE_RATE},aformat=sample_fmts=fltp:channel_layouts=stereo`;

const audioInput = (path: string): string[] => [
  ...QUIET,
  ...EXPLICIT_THREADS,
  ...['-threads', '1', '-i', path, '-map', '0:a:0', '-vn', '-sn', '-dn'],
];

/** Decodes to nothing and lets `astats` count the samples. */
export const measureAudioCommand = (path: string): string[] => [
  ...audioInput(path),
  ...['-af', `${STANDARD_SOUND},astats=measure_perchannel=none`],
  ...['-f', 'null', '-'],
];

export const AUDIO_OUTPUT = 'audio.mp4';

/** AAC-LC, 192 kbit/s, stereo, cut or padded with silence to the sample. */
export const encodeAudioCommand = (job: EncodeAudioJob, path: string): string[] => [
  ...audioInput(path),
  ...[
    '-af',
    `${STANDARD_SOUND},asetpts=N/SR/TB,apad=whole_len=${job.samples},atrim=end_sample=${job.samples}`,
  ],
  ...['-c:a', 'aac', '-b:a', '192k', '-threads', '1'],
  ...['-map_metadata', '-1', '-f', 'mp4', AUDIO_OUTPUT],
];

export const PROBE_OUTPUT = 'probe.json';

/** Packets that are decoded to learn when the first picture is shown: enough for any reordering. */
const PROBED_PACKETS = 64;

/** Headers, and the time of the first picture: old containers store decode times only, which are earlier. */
export const probeCommand = (path: string): string[] => [
  ...['-v', 'error', '-cpucount', '1', '-threads', '1'],
  ...['-print_format', 'json', '-show_format', '-show_streams', '-show_frames'],
  ...['-read_intervals', `%+#${PROBED_PACKETS}`, '-o', PROBE_OUTPUT, path],
];
