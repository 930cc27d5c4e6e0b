import type { StreamTargetChunk } from 'mediabunny';
import type { OutputFile } from './types';
import { VideoFile } from './videoFile';

/** Where a render's video is written: its own file, or one of the caller's. It can be begun again. */
export class VideoTarget {
  readonly #output: OutputFile | undefined;
  readonly #writer: WritableStreamDefaultWriter | null;
  #file = new VideoFile();
  #begun = false;
  #closed = false;

  constructor(output: OutputFile | undefined) {
    this.#output = output;
    this.#writer = output ? output.writable.getWriter() : null;
  }

  /** A stream that writes the video from its begin. Aborting it only ends it: see {@link giveUp}. */
  async begin(): Promise<WritableStream<StreamTargetChunk>> {
    const writer = this.#writer;
    const again = this.#begun;
    this.#begun = true;
    if (writer) {
      if (again) await writer.write({ type: 'truncate', size: 0 });
      return new WritableStream<StreamTargetChunk>({
        write: (chunk) => writer.write(chunk),
        close: () => {
          this.#closed = true;
          return writer.close();
        },
      });
    }
    if (again) {
      await this.#file.discard();
      this.#file = new VideoFile();
    }
    return this.#file.writable;
  }

  /** A file of the caller's that is complete cannot be written again. */
  get canBeginAgain(): boolean {
    return !this.#closed;
  }

  /** The video, after its stream was closed. */
  async blob(): Promise<Blob> {
    return this.#output ? this.#output.readBack() : this.#file.blob();
  }

  /** Lets go of a video that will not be completed. */
  async giveUp(): Promise<void> {
    await this.#writer?.abort().catch(() => {});
    await this.#file.discard();
  }
}
