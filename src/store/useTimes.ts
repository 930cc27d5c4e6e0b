import type { StoreFolder } from './folder';

/** The file that they are kept in. */
export const USE_TIMES = 'use-times.json';

type Times = Record<string, number>;

const parsed = (text: string): Times => {
  try {
    const times: unknown = JSON.parse(text);
    if (typeof times !== 'object' || times === null) return {};
    return Object.fromEntries(Object.entries(times).filter(([, at]) => typeof at === 'number'));
  } catch {
    return {};
  }
};

/**
 * When each file of a folder was used last; a browser notes only when it was written. They decide nothing but the order in
 * which files go, so they are written once a render, and it does no harm if they are lost.
 */
export class UseTimes {
  readonly #folder: StoreFolder;
  readonly #fresh = new Map<string, number>();

  constructor(folder: StoreFolder) {
    this.#folder = folder;
  }

  used(name: string, at: number): void {
    this.#fresh.set(name, at);
  }

  /** Of all tabs, as far as they have been saved. */
  async all(): Promise<ReadonlyMap<string, number>> {
    const file = await this.#folder.read(USE_TIMES);
    const times = new Map(Object.entries(parsed(file ? await file.text() : '')));
    for (const [name, at] of this.#fresh) times.set(name, Math.max(at, times.get(name) ?? 0));
    return times;
  }

  /** Adds what was used here; to be called by one tab at a time. Files that are gone are forgotten. */
  async save(): Promise<void> {
    if (this.#fresh.size === 0) return;
    const there = new Set((await this.#folder.list()).map(({ name }) => name));
    const times = [...(await this.all())].filter(([name]) => there.has(name));
    await this.#folder.write(USE_TIMES, [JSON.stringify(Object.fromEntries(times))]);
    this.#fresh.clear();
  }
}
