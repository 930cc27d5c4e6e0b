import { text } from '../text';
import { FileItem } from './fileItem.svelte';
import type { WaitedFile } from './project/knownFile';

/** A watermark's picture. Whether the browser can show it is found out at once. */
export class WatermarkItem extends FileItem {
  /** Address of the file itself, for showing it; `null` while it is waited for. */
  url = $state.raw<string | null>(null);
  #broken = $state.raw(false);
  readonly error = $derived(this.#broken ? text.watermark.unreadable(this.name) : null);

  constructor(source: File | WaitedFile) {
    super(source);
    if (this.file) this.url = URL.createObjectURL(this.file);
  }

  override arrive(file: File): void {
    super.arrive(file);
    this.url = URL.createObjectURL(file);
  }

  /** Called where the picture could not be shown. */
  cannotBeShown(): void {
    this.#broken = true;
  }

  override dispose(): void {
    if (this.url) URL.revokeObjectURL(this.url);
  }
}
