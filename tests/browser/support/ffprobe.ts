import { run } from '../../../scripts/lib/run';

const SECONDS = 120;

/** The fields of ffprobe's JSON that tests look at; ffprobe writes most numbers as text. */
interface ProbedStream {
  readonly codec_type: 'video' | 'audio' | 'subtitle' | 'data';
  readonly codec_name?: string;
  readonly profile?: string;
  readonly width?: number;
  readonly height?: number;
  readonly sample_aspect_ratio?: string;
  readonly pix_fmt?: string;
  readonly color_range?: string;
  readonly color_space?: string;
  readonly color_transfer?: string;
  readonly color_primaries?: string;
  readonly r_frame_rate: string;
  readonly avg_frame_rate: string;
  readonly time_base: string;
  readonly start_time?: string;
  readonly duration?: string;
  readonly has_b_frames?: number;
  readonly sample_rate?: string;
  readonly channels?: number;
  readonly bit_rate?: string;
  readonly nb_frames?: string;
  /** Counted by decoding. */
  readonly nb_read_frames?: string;
}

export interface Probed {
  readonly streams: readonly ProbedStream[];
  readonly format: { readonly duration?: string; readonly start_time?: string; readonly size?: string };
}

const ffprobe = async (path: string, args: readonly string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await run('ffprobe', ['-v', 'error', ...args, '-of', 'json', path], {
    timeoutSeconds: SECONDS,
    output: 'capture',
  });
  if (code !== 0) throw new Error(`ffprobe could not read ${path}: ${stderr}`);
  return JSON.parse(stdout);
};

/** Streams and format of a media file, as the native ffprobe sees them; frames are counted by decoding. */
export const ffprobeJson = async (path: string): Promise<Probed> =>
  (await ffprobe(path, ['-show_streams', '-show_format', '-count_frames'])) as Probed;

/** Presentation times of the video's decoded frames in seconds, in the order of presentation. */
export const frameTimes = async (path: string): Promise<number[]> => {
  const args = ['-select_streams', 'v:0', '-show_entries', 'frame=pts_time'];
  const { frames } = (await ffprobe(path, args)) as { frames: { pts_time: string }[] };
  return frames.map(({ pts_time }) => Number(pts_time));
};

/** What the native ffmpeg complains of while it decodes the whole file; empty for a clean one. */
export const decodeWarnings = async (path: string): Promise<string> => {
  const args = ['-nostdin', '-v', 'warning', '-xerror', '-i', path, '-f', 'null', '-'];
  const { code, stderr } = await run('ffmpeg', args, { timeoutSeconds: SECONDS, output: 'capture' });
  return code === 0 || stderr !== '' ? stderr.trim() : `ffmpeg ended with ${code}`;
};
