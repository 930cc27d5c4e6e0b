import type { ClipJob, ClipPicture, Geometry, SourceColours } from '../../../src/shared/jobs';
import type { Size } from '../../../src/shared/media';
import { drawnGeometry } from '../../browserPictures/drawnGeometry';
import { inputOptions, seekTo } from '../ffmpeg/clipCommand';
import { type ClipInput, clipInput } from '../ffmpeg/clipInput';
import { cutAndScale } from '../ffmpeg/placementFilters';
import { RUN_OPTIONS } from '../ffmpeg/runOptions';
import type { FFmpegSession } from '../ffmpeg/session';
import { shownFilters } from '../ffmpeg/videoFilters';

/** A source's span as ffmpeg has made it over for the browser: one picture for each of the clip's frames. */
export interface ConvertedVideo {
  readonly video: Blob;
  /** How its pictures get onto the target. */
  readonly geometry: Geometry;
  readonly countedIn: Size;
  readonly colours: SourceColours;
}

const OUTPUT = 'converted.mp4';

/** What the samples of a converted source mean, and of every clip that ffmpeg has encoded. */
export const CONVERTED_COLOURS: SourceColours = {
  ...{ matrix: 'bt709', fullRange: false },
  ...{ gamut: 'bt709', dynamicRange: 'standard' },
};

/** Nearly lossless, and fast: it is decoded once and thrown away. */
const ENCODE = [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '10', '-pix_fmt', 'yuv420p'],
  ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
];

const even = (value: number): number => Math.ceil(value / 2) * 2;

const convertCommand = (
  input: ClipInput,
  job: ClipJob,
  filters: readonly string[],
  threads: number,
): string[] => [
  ...RUN_OPTIONS,
  ...inputOptions(input, job, threads),
  ...['-map', '0:V:0', '-vf', filters.join(',')],
  ...['-frames:v', String(job.frames), '-fps_mode', 'passthrough'],
  ...ENCODE,
  ...['-g', String(job.fps), '-threads', String(threads), '-f', 'mp4', OUTPUT],
];

/**
 * Has ffmpeg decode what the browser cannot: cut, frame rate, fields, upright, and colours as in ffmpeg's own engine. What
 * of it is seen is kept, no larger than it is shown.
 * @throws RenderError
 */
export const convertVideo = async (
  session: FFmpegSession,
  picture: ClipPicture,
  job: ClipJob,
): Promise<ConvertedVideo> => {
  const [input] = await Promise.all([clipInput(picture, job, 0), session.ready()]);
  const { from, size, geometry } = drawnGeometry(picture.geometry);
  // 4:2:0 has whole chroma samples on even sides only.
  const scaled = { width: even(size.width), height: even(size.height) };
  const filters = [
    ...shownFilters(picture, job, input.inPointSeconds - seekTo(input)),
    cutAndScale({ crop: from, scaled }, picture.colours),
    'setsar=1',
  ];
  const run = await session.ffmpeg(convertCommand(input, job, filters, session.threads), {
    ...input.files,
    read: OUTPUT,
  });
  return { video: new Blob([run.output]), geometry, countedIn: size, colours: CONVERTED_COLOURS };
};
