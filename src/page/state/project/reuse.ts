import type { FileItem } from '../fileItem.svelte';
import type { WaitedFile } from './knownFile';

const isOf = (item: FileItem, source: File | WaitedFile): boolean =>
  source instanceof File ? item.file === source : item.missing && item.name === source.name;

/** Finds what is there already for files that are put on the page, each once. */
export class Reuse {
  readonly #used = new Set<FileItem>();

  of<T extends FileItem>(items: readonly (T | null)[], source: File | WaitedFile): T | null {
    const found = items.find((item) => item !== null && !this.#used.has(item) && isOf(item, source)) ?? null;
    if (found) this.#used.add(found);
    return found;
  }
}
