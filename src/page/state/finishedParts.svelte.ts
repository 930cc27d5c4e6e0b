import type { ClipPart, ClipProgress, WatchPart } from '../../render';
import { text } from '../text';

/** A part that is shown, or shall be. */
export type ShownPart = { readonly place: number; readonly name: string } & (
  | { readonly status: 'opening' | 'gone' | 'unplayable' }
  | {
      readonly status: 'open';
      readonly url: string;
      /** The video has sound, which this part has not yet. */
      readonly silent: boolean;
    }
);

/** A part that can be watched. */
export interface FinishedPart {
  readonly place: number;
  readonly name: string;
  readonly part: ClipPart;
}

/** The parts of a video that can be watched while the rest of it is made. One at a time is open, and held by the browser. */
export class FinishedParts {
  shown = $state.raw<ShownPart | null>(null);
  readonly list = $derived.by((): readonly FinishedPart[] =>
    this.#clips().flatMap(({ part, source, transitionFrom }, place) =>
      part ? [{ place, part, name: text.watch.part(place + 1, source, transitionFrom) }] : [],
    ),
  );

  readonly #clips: () => readonly ClipProgress[];
  #watch: WatchPart | null = null;

  /** @param clips of the render that runs, as they stand */
  constructor(clips: () => readonly ClipProgress[]) {
    this.#clips = clips;
  }

  /** @param watch how the parts are had from now on; `null`: nothing can be watched any more */
  use(watch: WatchPart | null): void {
    this.#watch = watch;
    this.close();
  }

  async open({ place, name, part }: FinishedPart): Promise<void> {
    this.close();
    const opening: ShownPart = { status: 'opening', place, name };
    this.shown = opening;
    const watched = (await this.#watch?.(part).catch(() => null)) ?? null;
    // Another one was chosen meanwhile, or none any more.
    if (this.shown !== opening) return;
    this.shown = watched
      ? {
          ...{ status: 'open', place, name },
          url: URL.createObjectURL(watched.blob),
          silent: watched.sound === 'later',
        }
      : { status: 'gone', place, name };
  }

  /** Goes on with the part that follows, if it is finished. */
  next(): void {
    const place = (this.shown?.place ?? 0) + 1;
    const following = this.list.find((one) => one.place === place);
    if (following) void this.open(following);
  }

  unplayable(): void {
    const { shown } = this;
    if (shown?.status !== 'open') return;
    this.close();
    this.shown = { status: 'unplayable', place: shown.place, name: shown.name };
  }

  close(): void {
    if (this.shown?.status === 'open') URL.revokeObjectURL(this.shown.url);
    this.shown = null;
  }
}
