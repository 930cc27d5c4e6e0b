import { codedStyle } from '../../src/draw/codedColours';
import type { ShownPictures } from '../../src/draw/composeClip';
import type { Drawable } from '../../src/draw/composePlacement';
import type { ClipPicture } from '../../src/shared/jobs';
import { browserPictures, type ClipPictures, type WantedFrames } from '../engines/webcodecs/clipPictures';

/** A dark grey, so that a clip that cannot be shown is told from black. */
const STAND_IN = codedStyle([52, 128, 128]);

/** What is shown where a picture cannot be. */
const standIn = (): Drawable => ({
  size: { width: 16, height: 16 },
  draw: (context, _from, to) => {
    context.fillStyle = STAND_IN;
    context.fillRect(0, 0, to.width, to.height);
  },
});

type Next = Promise<IteratorResult<Drawable, void>>;

/** A source's pictures, frame by frame; a stand-in where the browser has none. Never fails. */
export class PictureFeed {
  /** The source's file. */
  readonly name: string;
  readonly shown: ShownPictures;
  readonly #frames: ClipPictures['frames'] | null;
  readonly #standIn = standIn();
  #ahead: Next | null;
  #hidden: boolean;

  private constructor({ sourceName, geometry, effects }: ClipPicture, pictures: ClipPictures | null) {
    this.name = sourceName;
    this.shown = pictures?.shown ?? { geometry, countedIn: null, effects };
    this.#frames = pictures?.frames ?? null;
    this.#hidden = pictures === null;
    this.#ahead = null;
    this.lookAhead();
  }

  static async open(picture: ClipPicture, wanted: WantedFrames): Promise<PictureFeed> {
    return new PictureFeed(picture, await browserPictures(picture, wanted).catch(() => null));
  }

  /** Whether it is the stand-in that is shown. */
  get hidden(): boolean {
    return this.#hidden;
  }

  /** The picture of the next frame but `passed`. */
  async take(passed: number): Promise<Drawable> {
    const ahead = this.#ahead;
    this.#ahead = null;
    if (this.#hidden || !this.#frames) return this.#standIn;
    try {
      const first = await ahead;
      // The first one is one of those that are passed over.
      const result = first && passed === 0 ? first : await this.#frames.next(passed - (first ? 1 : 0));
      if (!result.done) return result.value;
    } catch {
      // What cannot be decoded here, ffmpeg may decode; if not, the render says so.
    }
    this.#hidden = true;
    return this.#standIn;
  }

  /** Has the next picture decoded while nobody waits for it. What was taken last is not there any more. */
  lookAhead(): void {
    if (this.#hidden || !this.#frames || this.#ahead) return;
    this.#ahead = this.#frames.next(0);
    // Failing while nobody waits is no error of its own.
    this.#ahead.catch(() => {});
  }

  close(): void {
    this.#ahead = null;
    void this.#frames?.return(undefined).catch(() => {});
  }
}
