import type { ShownPictures } from '../../../src/draw/composeClip';
import { type FrameSpan, HELD_FRAMES } from '../../../src/shared/frameTimes';
import type { ClipJob, ClipPicture } from '../../../src/shared/jobs';
import { animationPictures } from '../../browserPictures/animationPictures';
import { overGround } from '../../browserPictures/overGround';
import { shownPictures } from '../../browserPictures/shownPictures';
import type { TimedPicture } from '../../browserPictures/timedPicture';
import { videoPictures as browserPictures } from '../../browserPictures/videoPictures';
import { explain } from '../ffmpeg/failures';
import type { FFmpegSession } from '../ffmpeg/session';
import { convertVideo } from './convertedVideo';
import { stillPicture } from './stillPicture';
import { isDecodable, videoPictures } from './videoPictures';

/** A source's pictures, chosen frame by frame, and how they are shown. */
export interface ClipPictures {
  readonly shown: ShownPictures;
  /** One for each frame, the same object as long as it stays; ends where the source does. Closes them itself. */
  readonly frames: AsyncGenerator<TimedPicture>;
}

async function* frameByFrame(
  pictures: AsyncIterable<TimedPicture>,
  span: FrameSpan,
  held: number,
): AsyncGenerator<TimedPicture> {
  for await (const { picture, frames } of shownPictures(pictures, span, held)) {
    for (let frame = 0; frame < frames; frame += 1) yield picture;
  }
}

const isForBrowser = async ({ access, colours, source, deinterlace }: ClipPicture): Promise<boolean> =>
  access === 'packets' &&
  colours.dynamicRange === 'standard' &&
  colours.gamut === 'bt709' &&
  (await isDecodable(source, deinterlace));

const converted = async (
  session: FFmpegSession,
  picture: ClipPicture,
  job: ClipJob,
): Promise<ClipPictures> => {
  const { sourceName, effects } = picture;
  const { video, geometry, countedIn, colours } = await explain(sourceName, () =>
    convertVideo(session, picture, job),
  );
  const { frames, fps } = job;
  const pictures = videoPictures({ source: video, sourceName, from: 0, to: frames / fps, colours });
  return {
    shown: { geometry, countedIn, effects },
    frames: frameByFrame(pictures, { inPointSeconds: 0, frames, fps, speed: 1 }, 0),
  };
};

/**
 * A source's pictures by the browser where it can, else by ffmpeg.
 * @param byFFmpeg whatever the browser says that it can
 * @throws RenderError
 */
export const clipPictures = async (
  session: FFmpegSession,
  picture: ClipPicture,
  job: ClipJob,
  byFFmpeg: boolean,
): Promise<ClipPictures> => {
  const { source, sourceName, inPointSeconds, speed, geometry, effects, colours, still, drawn } = picture;
  const { frames, fps } = job;
  const span = { inPointSeconds, frames, fps, speed };
  const from = inPointSeconds;
  const to = inPointSeconds + (frames / fps) * speed;
  const by = (
    pictures: AsyncIterable<TimedPicture>,
    countedIn: ShownPictures['countedIn'],
  ): ClipPictures => ({
    shown: { geometry, countedIn, effects },
    frames: frameByFrame(pictures, span, HELD_FRAMES),
  });
  if (still) return by(stillPicture(picture, still), still.size);
  if (drawn) {
    const pictures = source.type.startsWith('image/')
      ? animationPictures(source)
      : browserPictures(source, from, to);
    return by(overGround(pictures, drawn.ground), drawn.size);
  }
  if (byFFmpeg || !(await isForBrowser(picture))) return converted(session, picture, job);
  return by(videoPictures({ source, sourceName, from, to, colours }), null);
};
