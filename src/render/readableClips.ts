import type { PlannedClip } from '../plan/plan';
import type { EncodedClip } from '../shared/jobs';
import type { Frames } from '../shared/units';
import type { HeldClip } from './clipShelf';

/** Of the clips in files of this tab, so many stay after they were joined. */
const KEPT_FILES = 8;

type Clip = Pick<PlannedClip, 'key' | 'frames'>;

interface Readable {
  readonly number: number;
  readonly frames: Frames;
  readonly held: HeldClip;
}

/**
 * Encoded clips that can be read, for whoever wants to see one while others are made. Nothing is held in memory for it:
 * those in the cache can be read all the time, of those in files of this tab the last few, and those in memory until they
 * are joined.
 */
export class ReadableClips {
  readonly #clips = new Map<string, Readable>();
  /** Those that nobody else needs any more, the oldest first. */
  readonly #files: { readonly key: string; readonly held: HeldClip }[] = [];
  #count = 0;
  #closed = false;

  add({ key, frames }: Clip, held: HeldClip): void {
    if (this.#closed) return;
    this.#count += 1;
    this.#clips.set(key, { number: this.#count, frames, held });
  }

  /** Tells this encode from all others; `null`: there is none that is long enough. */
  numberOf({ key, frames }: Clip): number | null {
    const readable = this.#clips.get(key);
    return readable && readable.frames >= frames ? readable.number : null;
  }

  /** @param number of the encode that is meant; `null` where it is not there any more */
  async read({ key }: Clip, number: number): Promise<EncodedClip | null> {
    const readable = this.#clips.get(key);
    return readable?.number === number ? readable.held.load() : null;
  }

  /** Nothing more is joined of it. */
  async letGo(key: string, held: HeldClip): Promise<void> {
    if (held.where === 'cache') return held.drop();
    if (held.where === 'memory' || this.#closed) return this.#forget(key, held);
    this.#files.push({ key, held });
    const oldest = this.#files.length > KEPT_FILES ? this.#files.shift() : undefined;
    if (oldest) await this.#forget(oldest.key, oldest.held);
  }

  /** Nothing can be read afterwards. Resolves when the files are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#clips.clear();
    // A file that cannot be removed now goes with the next visit; it is no reason to lose the video.
    await Promise.allSettled(this.#files.splice(0).map(({ held }) => held.drop()));
  }

  async #forget(key: string, held: HeldClip): Promise<void> {
    if (this.#clips.get(key)?.held === held) this.#clips.delete(key);
    await held.drop();
  }
}
