import type { ClipJob, ClipPicture } from '../../../src/shared/jobs';
import { drawPictures } from '../../browserPictures/drawPictures';
import { cutSource } from '../../cut';
import { drawStill } from '../../still';
import type { SourceFiles } from './session';
import { wholeFile } from './wholeFile';

/** A picture's source as ffmpeg reads it. */
export interface ClipInput {
  /** What is left to be done to it. */
  readonly picture: ClipPicture;
  /** Path inside the core's file system. */
  readonly path: string;
  /** Time of the in point in seconds on the input's own clock. */
  readonly inPointSeconds: number;
  /** Jump there first, where the input is a whole file. */
  readonly seek: boolean;
  /** The file is JPEGs in a row, one for each output frame. */
  readonly isMotionJpeg?: boolean;
  readonly files: SourceFiles;
}

/** Pictures that the browser decodes: at the output's rate, and in part placed already. */
const drawnInput = async (
  picture: ClipPicture,
  drawn: NonNullable<ClipPicture['drawn']>,
  { frames, fps }: ClipJob,
  name: string,
): Promise<ClipInput> => {
  const { motionJpeg, geometry, colours } = await drawPictures({ ...picture, ...drawn, frames, fps });
  const { path, files } = await wholeFile(motionJpeg, name);
  const ready = { ...picture, geometry, colours, speed: 1 };
  return { picture: ready, path, inPointSeconds: 0, seek: false, isMotionJpeg: true, files };
};

/**
 * The file that ffmpeg reads for a picture: its packets alone, the whole source where only ffmpeg can read it, or what the
 * browser made of it.
 * @param index of the picture in its clip
 */
export const clipInput = async (picture: ClipPicture, job: ClipJob, index: number): Promise<ClipInput> => {
  const { source, sourceName, access, inPointSeconds, speed, still } = picture;
  if (picture.drawn) return drawnInput(picture, picture.drawn, job, `drawn${index}`);
  if (access === 'ffmpeg') {
    const { path, files } = await wholeFile(source, `whole${index}`);
    return { picture, path, inPointSeconds, seek: true, files };
  }
  if (still) {
    const path = `still${index}.png`;
    const data = await drawStill(source, sourceName, still);
    return { picture, path, inPointSeconds: 0, seek: false, files: { write: { [path]: data } } };
  }
  const cut = await cutSource(source, sourceName, inPointSeconds, (job.frames / job.fps) * speed);
  const path = `cut${index}.${cut.extension}`;
  return {
    picture,
    path,
    inPointSeconds: cut.inPointSeconds,
    seek: false,
    files: { write: { [path]: cut.data } },
  };
};

/** The inputs of a clip, in the order in which its command names them. */
export const clipInputs = (job: ClipJob): Promise<ClipInput[]> =>
  Promise.all(
    [job.picture, ...(job.next ? [job.next.picture] : [])].map((picture, index) =>
      clipInput(picture, job, index),
    ),
  );
