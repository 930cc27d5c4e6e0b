import { text } from '../text';

/** A watermark's picture. Whether the browser can show it is found out at once. */
export class WatermarkItem {
  readonly file: File;
  /** Address of the file itself, for showing it. */
  readonly url: string;
  error = $state.raw<string | null>(null);

  constructor(file: File) {
    this.file = file;
    this.url = URL.createObjectURL(file);
  }

  /** Called where the picture could not be shown. */
  cannotBeShown(): void {
    this.error = text.watermark.unreadable(this.file.name);
  }

  dispose(): void {
    URL.revokeObjectURL(this.url);
  }
}
