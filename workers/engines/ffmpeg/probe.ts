import { RenderError } from '../../../src/shared/errors';
import type { ProbeJob } from '../../../src/shared/jobs';
import type { AudioTrackInfo, Rotation, SourceInfo, VideoTrackInfo } from '../../../src/shared/media';
import { PROBE_OUTPUT, probeCommand } from './probeCommand';
import { type FFmpegSession, MOUNT_POINT, reasonIn } from './session';

/** The parts of ffprobe's JSON that are used; every field may be missing. */
interface ProbedStream {
  codec_type?: string;
  codec_name?: string;
  width?: number;
  height?: number;
  sample_aspect_ratio?: string;
  avg_frame_rate?: string;
  start_time?: string;
  duration?: string;
  color_primaries?: string;
  color_transfer?: string;
  color_space?: string;
  color_range?: string;
  channels?: number;
  sample_rate?: string;
  disposition?: { attached_pic?: number };
  side_data_list?: { rotation?: number }[];
}

interface ProbedFile {
  format?: { format_long_name?: string; duration?: string; start_time?: string };
  streams?: ProbedStream[];
  /** The first few. */
  frames?: { media_type?: string; interlaced_frame?: number; best_effort_timestamp_time?: string }[];
}

/** `25/1` or `1:1` as a number; `null` for `0/0` and whatever is not a ratio. */
const ratio = (text: string | undefined): number | null => {
  const [above, below] = (text ?? '').split(/[:/]/).map(Number);
  return above && below ? above / below : null;
};

const rotationOf = (stream: ProbedStream): Rotation => {
  const counterClockwise =
    stream.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
  const clockwise = (((Math.round(-counterClockwise / 90) * 90) % 360) + 360) % 360;
  return clockwise === 90 || clockwise === 180 || clockwise === 270 ? clockwise : 0;
};

/** When the first picture is shown, counted as ffmpeg counts an input's time: from the input's own start. */
const firstPictureSeconds = ({ frames, format }: ProbedFile, stream: ProbedStream): number => {
  const times = (frames ?? [])
    .filter((frame) => frame.media_type === 'video')
    .map((frame) => Number(frame.best_effort_timestamp_time))
    .filter(Number.isFinite);
  const first = times.length > 0 ? Math.min(...times) : Number(stream.start_time ?? 0);
  return Math.max(0, first - Number(format?.start_time ?? 0)) || 0;
};

const known = (value: string | undefined): string | null => (value && value !== 'unknown' ? value : null);

const videoOf = (file: ProbedFile): VideoTrackInfo | null => {
  const stream = file.streams?.find((one) => one.codec_type === 'video' && !one.disposition?.attached_pic);
  if (!stream?.width || !stream.height) return null;
  const rotation = rotationOf(stream);
  const sar = ratio(stream.sample_aspect_ratio) ?? 1;
  const wide = { width: Math.round(stream.width * sar), height: stream.height };
  const turned = rotation === 90 || rotation === 270;
  return {
    codec: stream.codec_name ?? 'unknown',
    codedSize: { width: stream.width, height: stream.height },
    displaySize: turned ? { width: wide.height, height: wide.width } : wide,
    rotation,
    mirrored: false,
    interlaced: (file.frames ?? []).some((frame) => frame.interlaced_frame === 1),
    frameRate: ratio(stream.avg_frame_rate),
    startSeconds: firstPictureSeconds(file, stream),
    durationSeconds: Number(stream.duration ?? file.format?.duration ?? 0) || 0,
    colour: {
      primaries: known(stream.color_primaries),
      transfer: known(stream.color_transfer),
      matrix: known(stream.color_space),
      fullRange: stream.color_range === undefined ? null : stream.color_range === 'pc',
    },
  };
};

const audioOf = (file: ProbedFile): AudioTrackInfo | null => {
  const stream = file.streams?.find((one) => one.codec_type === 'audio');
  if (!stream) return null;
  return {
    codec: stream.codec_name ?? 'unknown',
    channels: stream.channels ?? 0,
    sampleRate: Number(stream.sample_rate ?? 0),
  };
};

/** Reads the headers of a file that mediabunny cannot read. */
export const probe = async (session: FFmpegSession, job: ProbeJob): Promise<SourceInfo> => {
  const run = await session.ffprobe(probeCommand(`${MOUNT_POINT}/input`), {
    mounts: [{ name: 'input', data: job.source }],
    read: PROBE_OUTPUT,
  });
  const text = new TextDecoder().decode(run.output);
  const file: ProbedFile = text ? JSON.parse(text) : {};
  const video = videoOf(file);
  const audio = audioOf(file);
  if (!video && !audio) {
    throw new RenderError({
      category: 'unreadable-source',
      message: `“${job.sourceName}” is not a video or audio file that can be read here.`,
      detail: reasonIn(run.log),
      log: run.log.slice(-50),
    });
  }
  return {
    access: 'ffmpeg',
    container: file.format?.format_long_name ?? 'unknown',
    durationSeconds: Number(file.format?.duration ?? 0) || 0,
    video,
    audio,
  };
};
