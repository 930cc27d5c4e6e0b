import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { run } from '../scripts/lib/run';
import { fitGeometry } from '../src/plan/geometry';
import type { Size, VideoTrackInfo } from '../src/shared/media';
import type { TempDir } from '../tests/browser/support/tempDir';
import { inParallel } from './inParallel';
import { ProcessWatch } from './processWatch';
import { CLIP_SECONDS, FPS, type StandardJob } from './standardJob';

const SECONDS = 1800;

/**
 * Runs native ffmpeg.
 * @returns what it wrote on stderr
 */
export const nativeFfmpeg = async (args: readonly string[]): Promise<string> => {
  const { code, stderr } = await run('ffmpeg', ['-nostdin', '-hide_banner', '-y', ...args], {
    timeoutSeconds: SECONDS,
    output: 'capture',
  });
  if (code !== 0) throw new Error(`ffmpeg ${args.join(' ')}\nended with ${code}:\n${stderr.slice(-2000)}`);
  return stderr;
};

const pictureSize = async (clip: string): Promise<Size> => {
  const fields = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=width,height'];
  const { stdout } = await run('ffprobe', [...fields, '-of', 'csv=p=0', clip], {
    timeoutSeconds: SECONDS,
    output: 'capture',
  });
  const [width, height] = stdout.split(',').map(Number);
  if (!width || !height) throw new Error(`${clip} has no pictures that ffprobe can see.`);
  return { width, height };
};

/** The same frames, cut and fitted the same way as in the product: the plan's own geometry as filters. */
export const fitFilters = async (clip: string, size: Size, frames: number): Promise<string> => {
  const coded = await pictureSize(clip);
  const track: VideoTrackInfo = {
    codec: '',
    codedSize: coded,
    displaySize: coded,
    rotation: 0,
    mirrored: false,
    interlaced: false,
    frameRate: FPS,
    startSeconds: 0,
    durationSeconds: CLIP_SECONDS,
    colour: { primaries: null, transfer: null, matrix: null, fullRange: null },
  };
  const { crop, scaled, offset } = fitGeometry(track, { size, fit: 'cover', barColor: '#000000' });
  return [
    `fps=${FPS}`,
    `trim=end_frame=${frames}`,
    `crop=${crop.width}:${crop.height}:${crop.x}:${crop.y}`,
    `scale=${scaled.width}:${scaled.height}:flags=bicubic`,
    `crop=${size.width}:${size.height}:${-offset.x}:${-offset.y}`,
    'setsar=1',
  ].join(',');
};

/** One process, one thread: a core's worth. */
const ONE_THREAD = ['-threads', '1', '-filter_threads', '1'];
const X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p', '-threads', '1'];

export interface NativeRender {
  readonly wallMs: number;
  readonly peakBytes: number;
  readonly cpuSeconds: number;
}

/**
 * The standard job by native ffmpeg: one process a core, a clip each, then joined by copying, with the voice-over.
 * x264 as it is delivered (B-frames), since that is what anyone would compare with.
 */
export const renderNatively = async (
  job: StandardJob,
  folder: TempDir,
  out: string,
): Promise<NativeRender> => {
  const cores = availableParallelism();
  const filters = await inParallel(job.clips, cores, (clip) => fitFilters(clip, job.size, job.framesPerClip));
  using watch = new ProcessWatch('new children');
  const startedAt = performance.now();
  const encoded = await inParallel(job.clips, cores, async (clip, index) => {
    const path = folder.file(`native-${index}.mp4`);
    const input = [...ONE_THREAD, '-i', clip, '-an', '-vf', filters[index] ?? ''];
    await nativeFfmpeg([...input, '-frames:v', String(job.framesPerClip), ...X264, path]);
    return path;
  });
  const list = folder.file('native.txt');
  writeFileSync(list, encoded.map((path) => `file '${path}'\n`).join(''));
  await nativeFfmpeg([
    ...['-f', 'concat', '-safe', '0', '-i', list, '-i', job.voiceOver, '-map', '0:v', '-map', '1:a'],
    ...['-c:v', 'copy', '-c:a', 'aac', '-b:a', '192k', '-movflags', '+faststart', out],
  ]);
  const { peakBytes, cpuSeconds } = watch;
  return { wallMs: performance.now() - startedAt, peakBytes, cpuSeconds };
};
