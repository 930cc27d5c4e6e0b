import { codedStyle } from '../../src/draw/codedColours';
import type { ShownPictures } from '../../src/draw/composeClip';
import type { Drawable } from '../../src/draw/composePlacement';
import type { ClipPicture, EncodedClip } from '../../src/shared/jobs';
import { drawnGeometry } from '../browserPictures/drawnGeometry';
import { browserPictures, type ClipPictures, type WantedFrames } from '../engines/webcodecs/clipPictures';
import { decodedStill } from './decodedStill';

/** A dark grey, so that a clip that cannot be shown is told from black. */
const STAND_IN = codedStyle([52, 128, 128]);

/** What is shown where neither a picture nor a still of it can be. */
const standIn = (): Drawable => ({
  size: { width: 16, height: 16 },
  draw: (context, _from, to) => {
    context.fillStyle = STAND_IN;
    context.fillRect(0, 0, to.width, to.height);
  },
});

type Next = Promise<IteratorResult<Drawable, void>>;

/** The pictures themselves, a still in their place, or nothing of them. */
type Seen = 'pictures' | 'still' | 'nothing';

/** A still as its source's pictures would be shown. */
const stillPictures = async (still: EncodedClip, { geometry, effects }: ClipPicture) => {
  const { geometry: drawn, size: countedIn } = drawnGeometry(geometry);
  return { drawable: await decodedStill(still), shown: { geometry: drawn, countedIn, effects } };
};

/** A source's pictures, frame by frame; a still or a stand-in where the browser has none. Never fails. */
export class PictureFeed {
  /** The source's file. */
  readonly name: string;
  readonly shown: ShownPictures;
  readonly #frames: ClipPictures['frames'] | null;
  readonly #standIn: Drawable;
  readonly #mayWantStill: boolean;
  #ahead: Next | null = null;
  #seen: Seen;
  #wantsStill: boolean;
  #hasBegun = false;

  private constructor(
    picture: ClipPicture,
    pictures: ClipPictures | null,
    still: Awaited<ReturnType<typeof stillPictures>> | null,
    mayWantStill: boolean,
  ) {
    const { sourceName, geometry, effects } = picture;
    this.name = sourceName;
    this.shown = still?.shown ?? pictures?.shown ?? { geometry, countedIn: null, effects };
    this.#frames = pictures?.frames ?? null;
    this.#standIn = still?.drawable ?? standIn();
    this.#seen = pictures ? 'pictures' : still ? 'still' : 'nothing';
    this.#mayWantStill = mayWantStill;
    this.#wantsStill = mayWantStill && this.#seen === 'nothing';
    this.lookAhead();
  }

  /** @param still taken where there is one: there is none of what the browser plays */
  static async open(
    picture: ClipPicture,
    wanted: WantedFrames,
    still: EncodedClip | null,
  ): Promise<PictureFeed> {
    const taken = still && (await stillPictures(still, picture).catch(() => null));
    const pictures = still ? null : await browserPictures(picture, wanted).catch(() => null);
    // One that came and cannot be shown would not be better the next time; what the browser draws has no other.
    return new PictureFeed(picture, pictures, taken, !still && !picture.still && !picture.drawn);
  }

  get seen(): Seen {
    return this.#seen;
  }

  /** Whether ffmpeg may have a picture where the browser has not one. */
  get wantsStill(): boolean {
    return this.#wantsStill;
  }

  /** The picture of the next frame but `passed`. */
  async take(passed: number): Promise<Drawable> {
    const ahead = this.#ahead;
    this.#ahead = null;
    if (this.#seen !== 'pictures' || !this.#frames) return this.#standIn;
    try {
      const first = await ahead;
      // The first one is one of those that are passed over.
      const result = first && passed === 0 ? first : await this.#frames.next(passed - (first ? 1 : 0));
      if (!result.done) {
        this.#hasBegun = true;
        return result.value;
      }
    } catch {
      // What cannot be decoded here, ffmpeg may decode; if not, the render says so.
      this.#wantsStill = !this.#hasBegun && this.#mayWantStill;
    }
    this.#seen = 'nothing';
    return this.#standIn;
  }

  /** Has the next picture decoded while nobody waits for it. What was taken last is not there any more. */
  lookAhead(): void {
    if (this.#seen !== 'pictures' || !this.#frames || this.#ahead) return;
    this.#ahead = this.#frames.next(0);
    // Failing while nobody waits is no error of its own.
    this.#ahead.catch(() => {});
  }

  close(): void {
    this.#ahead = null;
    void this.#frames?.return(undefined).catch(() => {});
  }
}
