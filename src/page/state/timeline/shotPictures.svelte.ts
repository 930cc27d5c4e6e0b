import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { SourceInfo } from '../../../render';

/** Pictures that are kept though they are not in sight: a few kB each. */
const KEPT = 300;

/** What is to be seen: which file shows what when. */
export interface ShotPicture {
  readonly file: File;
  readonly info: SourceInfo;
  /** The same for the same file alone. */
  readonly fileId: number;
  /** Of the file's presentation time. */
  readonly seconds: number;
}

/** Makes a picture; `null` where there is none of this file. Rejects when it was taken back, or where it cannot be told. */
export type MakePicture = (picture: ShotPicture, signal: AbortSignal) => Promise<Blob | null>;

/** Whole milliseconds: less than any frame. */
const keyOf = ({ fileId, seconds }: ShotPicture): string => `${fileId} ${Math.round(seconds * 1000)}`;

/**
 * Pictures of shots at their in points. Made when somebody holds them, kept for a while when nobody does any more. They
 * are found by what they show, so that one never stands for another, whatever the plan becomes.
 */
export class ShotPictures {
  readonly #make: MakePicture;
  readonly #urls = new SvelteMap<string, string>();
  readonly #holders = new Map<string, number>();
  readonly #making = new Map<string, { readonly file: File; readonly abort: AbortController }>();
  /** Those that nobody holds, the one that was let go first in front. */
  readonly #unused = new Set<string>();
  /** Files of which there are no pictures. */
  readonly #without = new WeakSet<File>();

  constructor(make: MakePicture) {
    this.#make = make;
  }

  /** Address of a picture; `null` while there is none. */
  urlOf(picture: ShotPicture): string | null {
    return this.#urls.get(keyOf(picture)) ?? null;
  }

  /**
   * Has a picture made, and keeps it until the returned function is called. One that is still waiting then is taken back.
   */
  hold(picture: ShotPicture): () => void {
    const key = keyOf(picture);
    this.#holders.set(key, (this.#holders.get(key) ?? 0) + 1);
    this.#unused.delete(key);
    // Whoever holds it does not wait for others.
    const isThere = untrack(() => this.#urls.has(key));
    if (!isThere && !this.#making.has(key)) void this.#begin(key, picture);
    let held = true;
    return () => {
      if (held) this.#letGo(key);
      held = false;
    };
  }

  async #begin(key: string, picture: ShotPicture): Promise<void> {
    const { file } = picture;
    if (this.#without.has(file)) return;
    const abort = new AbortController();
    this.#making.set(key, { file, abort });
    try {
      const made = await this.#make(picture, abort.signal);
      if (made) this.#take(key, made);
      else this.#giveUp(file);
    } catch {
      // Nothing is lost: the clip's own thumbnail is seen instead.
    }
    this.#making.delete(key);
    // Somebody came back for it in the moment in which it was taken back.
    if (abort.signal.aborted && this.#holders.has(key) && !this.#urls.has(key))
      void this.#begin(key, picture);
  }

  /** No more of this file: those that wait would fail as well, or get stuck, one after the other. */
  #giveUp(file: File): void {
    this.#without.add(file);
    for (const making of this.#making.values()) if (making.file === file) making.abort.abort();
  }

  #letGo(key: string): void {
    const others = (this.#holders.get(key) ?? 0) - 1;
    if (others > 0) {
      this.#holders.set(key, others);
      return;
    }
    this.#holders.delete(key);
    this.#making.get(key)?.abort.abort();
    if (this.#urls.has(key)) this.#keepUnused(key);
  }

  #take(key: string, made: Blob): void {
    this.#urls.set(key, URL.createObjectURL(made));
    if (!this.#holders.has(key)) this.#keepUnused(key);
  }

  #keepUnused(key: string): void {
    this.#unused.add(key);
    for (const oldest of this.#unused) {
      if (this.#unused.size <= KEPT) return;
      this.#unused.delete(oldest);
      const url = this.#urls.get(oldest);
      if (url) URL.revokeObjectURL(url);
      this.#urls.delete(oldest);
    }
  }
}
