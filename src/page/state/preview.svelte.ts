import type { PreviewSession, PreviewState } from '../../preview';
import type { CombineOptions, ErrorReport } from '../../render';
import { text } from '../text';
import { previewing } from './parts';
import { spoken, spokenError } from './spoken';

/** A change is shown so much later, so that not each step of a slider is planned. */
const CHANGE_MS = 300;

/** Sizes of the picture to choose from, in pixels of the longer side: it is not planned anew for each pixel of the window. */
const SIDE_STEP = 160;
const SIDE = { min: 320, max: 1280 };

/** What is to be shown. */
interface Wanted {
  readonly options: CombineOptions;
  readonly longest: number;
}

/**
 * The most pixels that a preview's longer side needs.
 * @param shown what it has on the page, in CSS pixels
 */
export const longestSide = (shown: number, density: number): number =>
  Math.min(SIDE.max, Math.max(SIDE.min, Math.ceil((shown * density) / SIDE_STEP) * SIDE_STEP));

/** Plays the video before it is made: whether it is open, what is seen in it, and where its playhead is. */
export class Preview {
  isOpen = $state(false);
  /** `null` while it is closed, and until the first word of it. */
  shown = $state.raw<PreviewState | null>(null);
  #loadError = $state.raw<ErrorReport | null>(null);
  #start = $state(0);
  #muted = $state(false);
  /** In seconds; while it is closed, where it will begin. */
  readonly playhead = $derived(this.shown?.size ? this.shown.seconds : this.#start);
  readonly duration = $derived(this.shown?.duration ?? 0);
  readonly playing = $derived(this.shown?.status === 'playing' || this.shown?.status === 'waiting');
  readonly muted = $derived(this.#muted);
  /** Why nothing, or nothing new, can be shown. */
  readonly error = $derived(this.#loadError ?? (this.shown?.error ? spoken(this.shown.error) : null));

  #session: PreviewSession | null = null;
  #wanted: Wanted | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  open(): void {
    this.isOpen = true;
  }

  /** Gives back all that it holds; the playhead stays where it is. */
  close(): void {
    this.isOpen = false;
    this.#end();
  }

  /**
   * To be called with the canvas when that is there.
   * @returns what is to be called when it is gone
   */
  attach(canvas: HTMLCanvasElement): () => void {
    let gone = false;
    const onscreen = canvas.transferControlToOffscreen();
    this.#loadError = null;
    const opened = previewing().then(({ PreviewSession }) => {
      if (gone) return;
      this.#session = new PreviewSession(onscreen, (state) => {
        this.shown = state;
      });
      this.#session.mute(this.#muted);
      this.#load(this.#start);
    });
    opened.catch((thrown) => {
      if (!gone) this.#loadError = spokenError(thrown, () => text.create.unexpected);
    });
    return () => {
      gone = true;
      this.#end();
    };
  }

  /** To be called in an effect: shows what a video with these options would be. */
  follow(options: CombineOptions, longest: number): void {
    const isFirst = this.#wanted === null;
    this.#wanted = { options, longest };
    clearTimeout(this.#timer);
    if (isFirst) this.#load();
    else this.#timer = setTimeout(() => this.#load(), CHANGE_MS);
  }

  toggle(): void {
    this.#session?.toggle();
  }

  /** Puts the playhead there; while it is closed, for when it opens. */
  seek(seconds: number): void {
    if (this.#session && this.shown?.size) this.#session.seek(seconds);
    else this.#start = Math.max(0, seconds);
  }

  step(frames: number): void {
    this.#session?.step(frames);
  }

  pause(): void {
    this.#session?.pause();
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    this.#session?.mute(muted);
  }

  /** @returns whether a key means something here */
  press({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
    const byFrame = shiftKey ? 1 : 0;
    switch (key) {
      case ' ':
        this.toggle();
        return true;
      case 'ArrowLeft':
      case 'ArrowRight': {
        const way = key === 'ArrowLeft' ? -1 : 1;
        if (byFrame) this.step(way);
        else this.seek(this.playhead + way);
        return true;
      }
      case 'Home':
        this.seek(0);
        return true;
      case 'End':
        this.seek(this.duration);
        return true;
      default:
        return false;
    }
  }

  /** @param start where the playhead is to be, in seconds; left out: where it is */
  #load(start?: number): void {
    if (!this.#session || !this.#wanted) return;
    const { options, longest } = this.#wanted;
    const loaded = this.#session.load(options, longest);
    if (start) void loaded.then(() => this.#session?.seek(start));
  }

  #end(): void {
    this.#start = this.playhead;
    clearTimeout(this.#timer);
    this.#session?.close();
    this.#session = null;
    this.#wanted = null;
    this.shown = null;
    this.#loadError = null;
  }
}
