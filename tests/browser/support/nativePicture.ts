import type { Size } from '../../../src/shared/media';
import { runFfmpeg } from '../../media/runFfmpeg';

interface NativeClip {
  readonly source: string;
  readonly out: string;
  /** Turns its colours into BT.709, limited range. */
  readonly rightPicture: string;
  readonly stream: number;
  readonly target: Size;
  readonly frames: number;
  readonly fps: number;
}

/** What a clip has to look like: made by native ffmpeg, lossless, whole on the target (`contain`). */
export const makeNativeClip = async (clip: NativeClip): Promise<void> => {
  const { source, out, rightPicture, stream, frames, fps } = clip;
  const { width, height } = clip.target;
  const filters = [
    `setpts=round(PTS-STARTPTS-${0.45 / fps}/TB)`,
    rightPicture,
    `fps=${fps}:start_time=0:round=up`,
    'tpad=stop_mode=clone:stop=2',
    `scale=w='2*round(min(${width},${height}*dar)/2)':h='2*round(min(${height},${width}/dar)/2)':flags=bicubic`,
    `pad=${width}:${height}:'floor((ow-iw)/4)*2':'floor((oh-ih)/4)*2':black`,
    'setsar=1',
  ];
  await runFfmpeg([
    ...['-i', source, '-map', `0:v:${stream}`, '-vf', filters.join(',')],
    ...['-frames:v', String(frames), '-fps_mode', 'passthrough', '-c:v', 'ffv1', out],
  ]);
};

export interface Likeness {
  /** Structural similarity, 0–1: sees shapes and times, hardly colours. */
  readonly ssim: number;
  /** Peak signal-to-noise ratio in dB: sees colours. */
  readonly psnr: number;
}

const worst = (log: string, measured: RegExp): number => {
  const planes = measured
    .exec(log)
    ?.slice(1)
    .map((plane) => (plane === 'inf' ? Infinity : Number(plane)));
  if (!planes) throw new Error(`${measured} is not in: ${log.slice(-500)}`);
  return Math.min(...planes);
};

/** How alike two videos are, frame by frame: the mean over all frames, of the plane that is worst. */
export const likeness = async (path: string, native: string): Promise<Likeness> => {
  const compared = [
    ...['0:v', '1:v'].map(
      (input, index) => `[${input}]settb=1/30,setpts=N,format=yuv420p,split[a${index}][b${index}]`,
    ),
    '[a0][a1]ssim[a]',
    '[b0][b1]psnr[b]',
  ].join(';');
  const log = await runFfmpeg([
    ...['-i', path, '-i', native, '-filter_complex', compared],
    ...['-map', '[a]', '-map', '[b]', '-f', 'null', '-'],
  ]);
  return {
    ssim: worst(log, /SSIM Y:([\d.]+) \S+ U:([\d.]+) \S+ V:([\d.]+)/),
    psnr: worst(log, /PSNR y:([\d.]+|inf) u:([\d.]+|inf) v:([\d.]+|inf)/),
  };
};
