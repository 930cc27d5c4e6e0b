import type { EncodedClip } from '../shared/jobs';
import { readEntry, writeEntry } from './clipEntry';
import type { StoreFolder } from './folder';
import { USE_TIMES, UseTimes } from './useTimes';

export interface ClipCacheOptions {
  readonly folder: StoreFolder;
  /** Most bytes that all entries together may have. */
  readonly limitBytes: number;
  /** Time of day in ms. */
  readonly now: () => number;
  /** Runs work while no other tab does any of it. */
  readonly exclusive: (work: () => Promise<void>) => Promise<void>;
}

export interface CacheUsage {
  readonly clips: number;
  readonly bytes: number;
}

/** When room has to be made, so much of the limit stays used: not each clip that is put in should need it again. */
const KEPT_SHARE = 0.9;
/** When the browser's disk is full, so much of what is there stays. */
const KEPT_WHEN_FULL = 0.5;

const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

const sumOf = (files: readonly { readonly size: number }[]): number =>
  files.reduce((sum, { size }) => sum + size, 0);

/**
 * Encoded clips under a key that says all that they depend on. A clip that is damaged, or cannot be read for any other
 * reason, is not there. Clips that this object gave out or took in are not pushed out by it: a render with more clips
 * than fit would otherwise push out the ones that it needs next time, and find none of them.
 */
export class ClipCache {
  readonly #options: ClipCacheOptions;
  readonly #times: UseTimes;
  readonly #inUse = new Set<string>();
  /** Bytes in the folder, as far as this tab knows; `null` until it has looked. */
  #bytes: number | null = null;
  #full = false;

  constructor(options: ClipCacheOptions) {
    this.#options = options;
    this.#times = new UseTimes(options.folder);
  }

  /** The clip, whole and unharmed; `null` if it is not there. A damaged one is dropped. */
  async get(key: string): Promise<EncodedClip | null> {
    const { folder, now } = this.#options;
    const name = await this.#nameOf(key);
    try {
      const file = await folder.read(name);
      // An empty one is being written.
      if (!file || file.size === 0) return null;
      const clip = await readEntry(name, await file.arrayBuffer());
      if (!clip) {
        await folder.remove(name);
        return null;
      }
      this.#use(name, now());
      return clip;
    } catch {
      return null;
    }
  }

  /** Whether there is an entry; it is not read, and counts as no use. */
  async has(key: string): Promise<boolean> {
    try {
      const file = await this.#options.folder.read(await this.#nameOf(key));
      return file !== null && file.size > 0;
    } catch {
      return false;
    }
  }

  /** Keeps a clip. `false`: there is no room, or it cannot be written. */
  async put(key: string, clip: EncodedClip): Promise<boolean> {
    if (this.#full) return false;
    const { limitBytes, now } = this.#options;
    try {
      const name = await this.#nameOf(key);
      const entry = await writeEntry(name, clip);
      if (!(await this.#makeRoom(entry.byteLength))) return false;
      await this.#write(name, entry);
      this.#bytes = Math.min(limitBytes, (this.#bytes ?? 0) + entry.byteLength);
      this.#use(name, now());
      return true;
    } catch {
      // No room on the disk, or no way to it: that will not change while this render goes on.
      this.#full = true;
      return false;
    }
  }

  async usage(): Promise<CacheUsage> {
    const entries = await this.#entries();
    return { clips: entries.length, bytes: sumOf(entries) };
  }

  /** Removes every clip. One that another tab is writing stays. */
  async clear(): Promise<void> {
    const { folder, exclusive } = this.#options;
    await exclusive(async () => {
      for (const { name } of await folder.list()) await folder.remove(name);
    });
    this.#bytes = null;
  }

  /** Notes what was used, for the time when room is needed. */
  async saveUse(): Promise<void> {
    await this.#options.exclusive(() => this.#times.save()).catch(() => undefined);
  }

  async #write(name: string, entry: Uint8Array<ArrayBuffer>): Promise<void> {
    const { folder } = this.#options;
    try {
      await folder.write(name, [entry]);
    } catch {
      // The browser may have less room than the limit: half of what is there makes way, once.
      await this.#shrinkTo((await this.usage()).bytes * KEPT_WHEN_FULL);
      await folder.write(name, [entry]);
    }
  }

  async #makeRoom(bytes: number): Promise<boolean> {
    const { limitBytes } = this.#options;
    this.#bytes ??= (await this.usage()).bytes;
    if (this.#bytes + bytes <= limitBytes) return true;
    if (bytes > limitBytes) return false;
    await this.#shrinkTo(Math.min(limitBytes * KEPT_SHARE, limitBytes - bytes));
    return this.#bytes + bytes <= limitBytes;
  }

  /** Removes what was not used for longest, until no more than `bytes` are there or all that is there is in use. */
  async #shrinkTo(bytes: number): Promise<void> {
    const { folder, exclusive } = this.#options;
    await exclusive(async () => {
      const times = await this.#times.all();
      const lastUse = ({ name, lastModified }: { name: string; lastModified: number }) =>
        Math.max(times.get(name) ?? 0, lastModified);
      const entries = [...(await this.#entries())].sort((a, b) => lastUse(a) - lastUse(b));
      let left = sumOf(entries);
      for (const { name, size } of entries) {
        if (left <= bytes) break;
        if (this.#inUse.has(name)) continue;
        await folder.remove(name);
        left -= size;
      }
      this.#bytes = left;
    });
  }

  #use(name: string, at: number): void {
    this.#inUse.add(name);
    this.#times.used(name, at);
  }

  /** Without empty files, which are being written or could not be. */
  async #entries() {
    return (await this.#options.folder.list()).filter(({ name, size }) => name !== USE_TIMES && size > 0);
  }

  async #nameOf(key: string): Promise<string> {
    return `${hexOf(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)))}.clip`;
  }
}
