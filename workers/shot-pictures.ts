/**
 * Makes small pictures of what sources show at a time, for the timeline. In a worker, so that the page is not held up, and
 * since a damaged file can keep a demuxer busy for ever.
 */
import { expose } from 'comlink';
import type { EncodedClip } from '../src/shared/jobs';
import type { ShotPicturesApi } from '../src/shared/shotPicture';
import { smallJpeg } from '../src/shared/smallPicture';
import { animationPictures } from './browserPictures/animationPictures';
import { onlyFrame } from './browserPictures/onlyFrame';
import type { TimedPicture } from './browserPictures/timedPicture';
import { videoPictures } from './browserPictures/videoPictures';

/** A source whose first picture is this much late shows that one: its header does not always tell when it begins. */
const LATE_SECONDS = 0.1;

/** The picture that is shown at a time is the first of these. */
async function* picturesAt(source: Blob, seconds: number): AsyncGenerator<TimedPicture> {
  if (!source.type.startsWith('image/')) {
    yield* videoPictures(source, seconds, seconds + LATE_SECONDS);
    return;
  }
  // Of an animation nobody knows what is shown when before all up to there was decoded.
  for await (const picture of animationPictures(source)) {
    if (picture.endSeconds > seconds) yield picture;
    else picture.close();
  }
}

const pictureAt = async (source: Blob, seconds: number): Promise<Blob | null> => {
  for await (const picture of picturesAt(source, seconds)) {
    const { size } = picture;
    try {
      return await smallJpeg(size, (context, small) => picture.draw(context, { x: 0, y: 0, ...size }, small));
    } finally {
      picture.close();
    }
  }
  return null;
};

const pictureOf = async (clip: EncodedClip): Promise<Blob> => {
  const frame = await onlyFrame(clip);
  try {
    const size = { width: frame.displayWidth, height: frame.displayHeight };
    return await smallJpeg(size, (context, { width, height }) =>
      context.drawImage(frame, 0, 0, width, height),
    );
  } finally {
    frame.close();
  }
};

const api: ShotPicturesApi = {
  async make(job) {
    try {
      if (job.kind === 'of-clip') return await pictureOf(job.clip);
      return await pictureAt(job.source, job.seconds);
    } catch {
      // A picture of a shot is never worth an error: what is wrong with the file was told when it was read.
      return null;
    }
  },
};

expose(api);
