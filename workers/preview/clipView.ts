import type { ShownPictures } from '../../src/draw/composeClip';
import { cancelledError } from '../../src/shared/errors';
import type { ClipJob, ClipPicture } from '../../src/shared/jobs';
import type { Hidden, PreviewScene, SceneSlot } from '../../src/shared/preview';
import { CanvasFrames } from '../engines/webcodecs/canvasFrames';
import { clipComposer } from '../engines/webcodecs/clipComposer';
import { PictureFeed } from './pictureFeed';
import type { Screen } from './screen';
import type { OpenAt, OpenClip } from './stage';
import type { Stills } from './stills';

/** The same pictures from a later frame of the clip on. */
const from = (picture: ClipPicture, first: number, fps: number): ClipPicture => ({
  ...picture,
  inPointSeconds: picture.inPointSeconds + (first / fps) * picture.speed,
});

/** One of a clip's pictures, playing. */
interface Fed {
  readonly part: SceneSlot;
  readonly picture: ClipPicture;
  readonly feed: PictureFeed;
}

const picturesOf = ({ picture, next }: ClipJob): Omit<Fed, 'feed'>[] => [
  { part: 'picture', picture },
  ...(next ? [{ part: 'next', picture: next.picture } as const] : []),
];

/** The clip as it is now, from a frame on. */
interface Opening {
  readonly clip: number;
  readonly job: ClipJob;
  readonly first: number;
  readonly stills: Stills;
  readonly signal: AbortSignal;
}

const feedsOf = ({ clip, job, first, stills, signal }: Opening): Promise<Fed[]> =>
  Promise.all(
    picturesOf(job).map(async ({ part, picture }) => {
      const wanted = { frames: job.frames - first, fps: job.fps, signal };
      const still = stills.of({ clip, part });
      return { part, picture, feed: await PictureFeed.open(from(picture, first, job.fps), wanted, still) };
    }),
  );

/** Has stills made of what turned out not to be played. One that was given up tells nothing. */
const askForStills = ({ clip, job, stills, signal }: Opening, fed: readonly Fed[]): void => {
  if (signal.aborted) return;
  for (const { part, picture, feed } of fed) if (feed.wantsStill) stills.ask({ clip, part }, picture, job);
};

const hiddenOf = (fed: readonly Fed[]): Hidden[] => {
  const hidden = fed.flatMap(({ feed: { name, seen } }) => (seen === 'pictures' ? [] : [{ name, seen }]));
  return hidden.filter(({ name }, at) => hidden.findIndex((other) => other.name === name) === at);
};

/** Opens clips as they are encoded: the same pictures, the same composer, the encoder's frames; but onto a screen. */
export const clipOpener =
  (screen: Screen, stillsNow: () => Stills): OpenAt =>
  async ({ clips, scale, size }: PreviewScene, clip, first, signal): Promise<OpenClip> => {
    const job = clips[clip];
    if (!job) throw new RangeError(`No clip ${clip}`);
    const stills = stillsNow();
    const opening = { clip, job, first, stills, signal };
    const fed = await feedsOf(opening);
    const feeds = fed.map(({ feed }) => feed);
    askForStills(opening, fed);
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
        return hiddenOf(fed);
      },
      get isStale() {
        return fed.some(({ part, feed }) => feed.wantsStill && stills.of({ clip, part }) !== null);
      },
      async show(frame) {
        const passed = frame - next;
        next = frame + 1;
        const pictures = await Promise.all(feeds.map((feed) => feed.take(passed)));
        if (signal.aborted) throw cancelledError();
        askForStills(opening, fed);
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
