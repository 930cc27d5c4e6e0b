import { cancelledError, toRenderError } from '../../src/shared/errors';
import type { Hidden, Presented, PreviewScene } from '../../src/shared/preview';

/** A clip that gives its frames in order. */
export interface OpenClip {
  /** Of the frames that it can still show the first. */
  readonly next: number;
  /** Sources that are not shown as they will be. */
  readonly hidden: readonly Hidden[];
  /** Opened again it would show more of them. */
  readonly isStale: boolean;
  /** Shows a frame, passing over those before it. */
  show(frame: number): Promise<void>;
  close(): void;
}

/** Opens a clip of the scene at one of its frames; given up with the signal. */
export type OpenAt = (
  scene: PreviewScene,
  clip: number,
  frame: number,
  signal: AbortSignal,
) => Promise<OpenClip>;

/** Frames ahead that are reached by decoding on, in seconds of the video; what is further is looked up. */
const REACH_SECONDS = 1;
/** While it plays, so many frames are passed over at most before one is shown: a late picture is better than none. */
const MOST_PASSED = 8;
/** Seconds before a clip's end at which the next one is opened. */
const OPEN_AHEAD_SECONDS = 1;
/** After so long without a picture, one that was wanted a moment ago is shown on the way to the one that is wanted now. */
const PATIENCE_MS = 300;

/** A frame of the video as a frame of one of its clips. */
interface Place {
  readonly segment: number;
  readonly frame: number;
}

interface Wanted {
  readonly frame: number;
  readonly isPlaying: boolean;
  readonly answer: (presented: Presented) => void;
}

/** A clip that is being opened, or is open. */
interface Opening {
  readonly segment: number;
  readonly first: number;
  readonly abort: AbortController;
  readonly clip: Promise<OpenClip>;
}

const placeOf = ({ timeline }: PreviewScene, frame: number): Place => {
  const segment = timeline.findLastIndex(({ start }) => start <= frame);
  return { segment, frame: frame - (timeline[segment]?.start ?? 0) };
};

/** Shows frames of a scene, whichever was asked for last, by the shortest way to it. */
export class Stage {
  readonly #open: OpenAt;
  readonly #now: () => number;
  #scene: PreviewScene | null = null;
  #wanted: Wanted | null = null;
  #working = false;
  #current: { readonly opening: Opening; readonly clip: OpenClip } | null = null;
  #opening: Opening | null = null;
  #ahead: Opening | null = null;
  /** The frame of the video that is seen; −1: none of this scene. */
  #shown = -1;
  #shownAt = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds */
  constructor(open: OpenAt, now: () => number) {
    this.#open = open;
    this.#now = now;
  }

  show(scene: PreviewScene): void {
    this.close();
    this.#scene = scene;
  }

  present(frame: number, isPlaying: boolean): Promise<Presented> {
    return new Promise((answer) => {
      this.#wanted?.answer({ status: 'superseded' });
      this.#wanted = { frame, isPlaying, answer };
      const isRecent = this.#now() - this.#shownAt < PATIENCE_MS;
      if (this.#opening && isRecent && !this.#leadsTo(this.#opening, frame)) this.#opening.abort.abort();
      if (!this.#working) void this.#work();
    });
  }

  /** Lets go of all that is open. Whoever waits for a frame is told that it will not come. */
  close(): void {
    this.#wanted?.answer({ status: 'superseded' });
    this.#wanted = null;
    this.#opening?.abort.abort();
    this.#leave();
    this.#giveUp(this.#ahead);
    this.#ahead = null;
    this.#scene = null;
    this.#shown = -1;
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#wanted) {
      const wanted = this.#wanted;
      const presented = await this.#show(wanted).catch(
        (thrown: unknown): Presented => ({
          status: 'failed',
          error: toRenderError(thrown, {
            category: 'internal',
            message: 'This picture could not be shown.',
          }).toReport(),
        }),
      );
      if (this.#wanted !== wanted || presented === null) continue;
      this.#wanted = null;
      wanted.answer(presented);
    }
    this.#working = false;
  }

  /** @returns `null` while it is not there yet */
  async #show({ frame, isPlaying }: Wanted): Promise<Presented | null> {
    const scene = this.#scene;
    if (!scene) return { status: 'superseded' };
    const place = placeOf(scene, frame);
    const shown = (): Presented => ({ status: 'shown', frame, hidden: this.#current?.clip.hidden ?? [] });
    if (this.#shown === frame && this.#current && !this.#current.clip.isStale) return shown();
    const clip = await this.#clipFor(scene, place);
    const reached = isPlaying ? Math.min(place.frame, clip.next + MOST_PASSED) : place.frame;
    await clip.show(reached);
    if (this.#scene !== scene) return null;
    this.#shown = frame - place.frame + reached;
    this.#shownAt = this.#now();
    if (isPlaying) this.#openAhead(scene, place);
    return reached === place.frame ? shown() : null;
  }

  /** An open clip that can show a place: the one that is shown, one that was opened ahead, or a new one. */
  async #clipFor(scene: PreviewScene, { segment, frame }: Place): Promise<OpenClip> {
    const current = this.#current;
    const isOpen = current?.opening.segment === segment && !current.clip.isStale;
    if (current && isOpen && this.#reaches(current.clip.next, frame)) return current.clip;
    const ahead = this.#ahead;
    const isAhead = ahead?.segment === segment && this.#reaches(ahead.first, frame);
    if (isAhead) this.#ahead = null;
    else if (ahead?.segment !== segment + 1) this.#dropAhead();
    this.#leave();
    const opening = isAhead && ahead ? ahead : this.#begin(scene, segment, frame);
    this.#opening = opening;
    try {
      const clip = await opening.clip;
      if (opening.abort.signal.aborted) {
        clip.close();
        throw cancelledError();
      }
      this.#current = { opening, clip };
      return clip;
    } finally {
      this.#opening = null;
    }
  }

  #begin(scene: PreviewScene, segment: number, first: number): Opening {
    const abort = new AbortController();
    const index = scene.timeline[segment]?.clip ?? -1;
    const clip = this.#open(scene, index, first, abort.signal);
    // Failing while nobody waits is no error of its own.
    clip.catch(() => {});
    return { segment, first, abort, clip };
  }

  #openAhead(scene: PreviewScene, { segment, frame }: Place): void {
    const left = (scene.timeline[segment]?.frames ?? 0) - frame;
    const isLast = segment + 1 >= scene.timeline.length;
    if (isLast || left > OPEN_AHEAD_SECONDS * scene.fps || this.#ahead?.segment === segment + 1) return;
    this.#dropAhead();
    this.#ahead = this.#begin(scene, segment + 1, 0);
  }

  #leadsTo({ segment, first }: Opening, frame: number): boolean {
    if (!this.#scene) return false;
    const place = placeOf(this.#scene, frame);
    return place.segment === segment && this.#reaches(first, place.frame);
  }

  #reaches(next: number, frame: number): boolean {
    return frame >= next && frame - next <= REACH_SECONDS * (this.#scene?.fps ?? 0);
  }

  #leave(): void {
    this.#current?.opening.abort.abort();
    this.#current?.clip.close();
    this.#current = null;
  }

  #dropAhead(): void {
    this.#giveUp(this.#ahead);
    this.#ahead = null;
  }

  #giveUp(opening: Opening | null): void {
    opening?.abort.abort();
    opening?.clip.then(
      (clip) => clip.close(),
      () => {},
    );
  }
}
