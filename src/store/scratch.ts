import type { StoreFolder } from './folder';
import { OpfsFolder } from './opfsFolder';

/** A tab holds the lock of this name and its folder's for as long as it lives. */
const lockOf = (folder: string): string => `cliploom-scratch-${folder}`;

/** Takes a lock and keeps it. Resolves when it is held. */
const holdForEver = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    navigator.locks
      .request(name, () => {
        resolve();
        return new Promise(() => {});
      })
      .catch(reject);
  });

/** Removes the folders of tabs that are gone. */
const sweep = async (parent: FileSystemDirectoryHandle): Promise<void> => {
  const names: string[] = [];
  for await (const name of parent.keys()) names.push(name);
  for (const name of names) {
    await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
      // A file that another tab still reads or removes itself stays until the next time.
      if (lock) await parent.removeEntry(name, { recursive: true }).catch(() => undefined);
    });
  }
};

/** Files of this tab alone. They are there as long as it is; leftovers of tabs that are gone are removed. */
export class Scratch {
  readonly #folder: StoreFolder;
  #count = 0;

  private constructor(folder: StoreFolder) {
    this.#folder = folder;
  }

  /** @param parent of all tabs' folders */
  static async open(parent: FileSystemDirectoryHandle): Promise<Scratch> {
    const name = crypto.randomUUID();
    // Held before the folder is there: nobody may take it for a leftover.
    await holdForEver(lockOf(name));
    const own = await parent.getDirectoryHandle(name, { create: true });
    void sweep(parent).catch(() => undefined);
    return new Scratch(new OpfsFolder(own));
  }

  /**
   * Puts bytes on the disk.
   * @returns them as a file, until `remove` is called; `null` if there is no room
   */
  async keep(parts: readonly BlobPart[]): Promise<ScratchFile | null> {
    this.#count += 1;
    const name = String(this.#count);
    try {
      await this.#folder.write(name, parts);
      const file = await this.#folder.read(name);
      return file && { file, remove: () => this.#folder.remove(name).catch(() => undefined) };
    } catch {
      return null;
    }
  }
}

export interface ScratchFile {
  readonly file: File;
  /** It cannot be read afterwards. */
  readonly remove: () => Promise<void>;
}
