import type { ShownPictures } from '../../src/draw/composeClip';
import { cancelledError } from '../../src/shared/errors';
import type { ClipJob, ClipPicture } from '../../src/shared/jobs';
import type { PreviewScene } from '../../src/shared/preview';
import { CanvasFrames } from '../engines/webcodecs/canvasFrames';
import { clipComposer } from '../engines/webcodecs/clipComposer';
import { PictureFeed } from './pictureFeed';
import type { Screen } from './screen';
import type { OpenAt, OpenClip } from './stage';

/** The same pictures from a later frame of the clip on. */
const from = (picture: ClipPicture, first: number, fps: number): ClipPicture => ({
  ...picture,
  inPointSeconds: picture.inPointSeconds + (first / fps) * picture.speed,
});

const picturesOf = ({ picture, next }: ClipJob): ClipPicture[] => [picture, ...(next ? [next.picture] : [])];

const feedsOf = (job: ClipJob, first: number, signal: AbortSignal): Promise<PictureFeed[]> =>
  Promise.all(
    picturesOf(job).map((picture) =>
      PictureFeed.open(from(picture, first, job.fps), {
        ...{ frames: job.frames - first, fps: job.fps, signal },
      }),
    ),
  );

/** Opens clips as they are encoded: the same pictures, the same composer, the encoder's frames; but onto a screen. */
export const clipOpener =
  (screen: Screen): OpenAt =>
  async ({ clips, scale, size }: PreviewScene, clip, first, signal): Promise<OpenClip> => {
    const job = clips[clip];
    if (!job) throw new RangeError(`No clip ${clip}`);
    const feeds = await feedsOf(job, first, signal);
    const close = (): void => {
      for (const feed of feeds) feed.close();
    };
    const shown = feeds.map((feed): ShownPictures => feed.shown);
    const composer = await clipComposer(job, shown, scale).catch((thrown: unknown) => {
      close();
      throw thrown;
    });
    const canvases = new CanvasFrames(size);
    let next = first;
    return {
      get next() {
        return next;
      },
      get hidden() {
        return feeds.flatMap(({ hidden, name }) => (hidden ? [name] : []));
      },
      async show(frame) {
        const passed = frame - next;
        next = frame + 1;
        const pictures = await Promise.all(feeds.map((feed) => feed.take(passed)));
        if (signal.aborted) throw cancelledError();
        const canvas = composer.compose(frame, pictures);
        if (canvas) await canvases.take(canvas);
        if (signal.aborted) throw cancelledError();
        if (canvas) screen.show(canvases.frame(0, 1));
        // Only now: a picture is closed when the next one is asked for.
        for (const feed of feeds) feed.lookAhead();
      },
      close,
    };
  };
