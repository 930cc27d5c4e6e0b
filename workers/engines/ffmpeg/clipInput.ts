import type { ClipJob, ClipPicture } from '../../../src/shared/jobs';
import { cutSource } from '../../cut';
import { drawStill } from '../../still';
import type { SourceFiles } from './session';
import { wholeFile } from './wholeFile';

/** A picture's source as ffmpeg reads it. */
export interface ClipInput {
  readonly picture: ClipPicture;
  /** Path inside the core's file system. */
  readonly path: string;
  /** Time of the in point in seconds on the input's own clock. */
  readonly inPointSeconds: number;
  /** Jump there first, where the input is a whole file. */
  readonly seek: boolean;
  readonly files: SourceFiles;
}

/**
 * The file that ffmpeg reads for a picture: its packets alone, or the whole source where only ffmpeg can read it.
 * @param index of the picture in its clip
 */
const clipInput = async (picture: ClipPicture, job: ClipJob, index: number): Promise<ClipInput> => {
  const { source, sourceName, access, inPointSeconds, speed, still } = picture;
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
