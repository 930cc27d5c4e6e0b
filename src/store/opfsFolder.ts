import type { StoredFile, StoreFolder } from './folder';

const isNamed = (thrown: unknown, ...names: readonly string[]): boolean =>
  thrown instanceof DOMException && names.includes(thrown.name);

/** Removed meanwhile, or there never was one. */
const isGone = (thrown: unknown): boolean => isNamed(thrown, 'NotFoundError', 'NotReadableError');

/** A folder of the origin's private file system. */
export class OpfsFolder implements StoreFolder {
  readonly #handle: FileSystemDirectoryHandle;

  constructor(handle: FileSystemDirectoryHandle) {
    this.#handle = handle;
  }

  async read(name: string): Promise<File | null> {
    try {
      const handle = await this.#handle.getFileHandle(name);
      return await handle.getFile();
    } catch (thrown) {
      if (isGone(thrown)) return null;
      throw thrown;
    }
  }

  /**
   * The browser writes into a file of its own and puts it in the place of this one when it is closed; tabs that write
   * the same name do not see each other, and the last one wins.
   */
  async write(name: string, parts: readonly BlobPart[]): Promise<void> {
    const handle = await this.#handle.getFileHandle(name, { create: true });
    const writable = await handle.createWritable();
    try {
      // Not as one Blob: making one waits for the browser's main process, while the thread stands still.
      for (const part of parts) await writable.write(part);
      await writable.close();
    } catch (thrown) {
      // One that failed by itself cannot be aborted any more.
      await writable.abort().catch(() => undefined);
      await this.#removeIfEmpty(name);
      throw thrown;
    }
  }

  async remove(name: string): Promise<void> {
    try {
      await this.#handle.removeEntry(name);
    } catch (thrown) {
      if (!isGone(thrown) && !isNamed(thrown, 'NoModificationAllowedError')) throw thrown;
    }
  }

  async list(): Promise<readonly StoredFile[]> {
    const names: string[] = [];
    for await (const name of this.#handle.keys()) names.push(name);
    const files = await Promise.all(names.map((name) => this.read(name).catch(() => null)));
    return files
      .flatMap((file) => file ?? [])
      .map(({ name, size, lastModified }) => ({ name, size, lastModified }));
  }

  async #removeIfEmpty(name: string): Promise<void> {
    const file = await this.read(name).catch(() => null);
    if (file?.size === 0) await this.remove(name).catch(() => undefined);
  }
}
