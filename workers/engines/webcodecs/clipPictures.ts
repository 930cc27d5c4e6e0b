import type { ShownPictures } from '../../../src/draw/composeClip';
import type { Drawable } from '../../../src/draw/composePlacement';
import { RenderError, unreadableSource } from '../../../src/shared/errors';
import { HELD_FRAMES } from '../../../src/shared/frameTimes';
import type { ClipJob, ClipPicture, SourceColours } from '../../../src/shared/jobs';
import { animationPictures } from '../../browserPictures/animationPictures';
import { overGround } from '../../browserPictures/overGround';
import { videoPictures } from '../../browserPictures/videoPictures';
import { explain } from '../ffmpeg/failures';
import type { FFmpegSession } from '../ffmpeg/session';
import { convertVideo } from './convertedVideo';
import { frameByFrame } from './frameByFrame';
import { PictureMemory } from './pictureMemory';
import { inCodedColours } from './rgbPicture';
import { samplePicture } from './samplePicture';
import { stillPicture } from './stillPicture';
import { isDecodable, type TimedSample, videoSamples } from './videoSamples';

/** A source's pictures, chosen frame by frame, and how they are shown. */
export interface ClipPictures {
  readonly shown: ShownPictures;
  /**
   * One for each frame, the same object as long as it stays; ends where the source does. Closes them itself. `next(n)`
   * passes over n frames, of which nothing is made.
   */
  readonly frames: AsyncGenerator<Drawable, void, number | undefined>;
}

/** Output frames, counted from a picture's in point. */
export interface WantedFrames {
  readonly frames: number;
  /** Frames a second. */
  readonly fps: number;
  /** Ends decoding, even while it waits for a picture. Default: it goes on to its end. */
  readonly signal?: AbortSignal | undefined;
}

/** The same pictures; what is thrown names the source. */
async function* named<Picture>(name: string, pictures: AsyncIterable<Picture>): AsyncGenerator<Picture> {
  try {
    yield* pictures;
  } catch (thrown) {
    throw thrown instanceof RenderError
      ? thrown
      : unreadableSource(name, 'cannot be decoded: it is damaged or cut off.', thrown);
  }
}

const decoded = (name: string, colours: SourceColours): ((timed: TimedSample) => Promise<Drawable>) => {
  const memory = new PictureMemory();
  return async ({ sample }) => {
    try {
      return await samplePicture(sample, colours, memory);
    } catch (thrown) {
      throw unreadableSource(name, 'cannot be decoded by the browser.', thrown);
    }
  };
};

const isForBrowser = async ({ access, colours, source, deinterlace }: ClipPicture): Promise<boolean> =>
  access === 'packets' &&
  colours.dynamicRange === 'standard' &&
  colours.gamut === 'bt709' &&
  (await isDecodable(source, deinterlace));

const convertedPictures = async (
  session: FFmpegSession,
  picture: ClipPicture,
  job: ClipJob,
): Promise<ClipPictures> => {
  const { sourceName, effects } = picture;
  const { video, geometry, countedIn, colours } = await explain(sourceName, () =>
    convertVideo(session, picture, job),
  );
  const { frames, fps } = job;
  const samples = videoSamples({ source: video, sourceName, from: 0, to: frames / fps });
  const span = { inPointSeconds: 0, frames, fps, speed: 1 };
  return {
    shown: { geometry, countedIn, effects },
    frames: frameByFrame(samples, decoded(sourceName, colours), span, 0),
  };
};

/**
 * A source's pictures by the browser.
 * @returns `null` where it cannot decode them, or not as they are to look
 * @throws RenderError
 */
export const browserPictures = async (
  picture: ClipPicture,
  { frames, fps, signal }: WantedFrames,
): Promise<ClipPictures | null> => {
  const { source, sourceName, inPointSeconds: from, speed, geometry, effects, still, drawn } = picture;
  const span = { inPointSeconds: from, frames, fps, speed };
  const to = from + (frames / fps) * speed;
  if (still) {
    return {
      shown: { geometry, countedIn: still.size, effects },
      frames: frameByFrame(stillPicture(picture, still), inCodedColours, span, 0),
    };
  }
  if (drawn) {
    const isImage = source.type.startsWith('image/');
    const pictures = named(sourceName, isImage ? animationPictures(source) : videoPictures(source, from, to));
    return {
      shown: { geometry, countedIn: drawn.size, effects },
      frames: frameByFrame(overGround(pictures, drawn.ground), inCodedColours, span, HELD_FRAMES),
    };
  }
  if (!(await isForBrowser(picture))) return null;
  const samples = videoSamples({ source, sourceName, from, to, signal });
  return {
    shown: { geometry, countedIn: null, effects },
    frames: frameByFrame(samples, decoded(sourceName, picture.colours), span, HELD_FRAMES),
  };
};

/**
 * A source's pictures by the browser where it can, else by ffmpeg.
 * @param byFFmpeg what ffmpeg reads, whatever the browser says that it can
 * @throws RenderError
 */
export const clipPictures = async (
  session: FFmpegSession,
  picture: ClipPicture,
  job: ClipJob,
  byFFmpeg: boolean,
): Promise<ClipPictures> => {
  const isByFFmpeg = byFFmpeg && !picture.still && !picture.drawn;
  const pictures = isByFFmpeg ? null : await browserPictures(picture, job);
  return pictures ?? convertedPictures(session, picture, job);
};
