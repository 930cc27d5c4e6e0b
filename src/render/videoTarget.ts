import type { StreamTargetChunk } from 'mediabunny';
import { BlobSink } from '../assemble/blobSink';
import type { OutputFile } from './types';

/** Where a render's video is written: into memory, or a file of the caller's. It can be begun again. */
export class VideoTarget {
  readonly #output: OutputFile | undefined;
  readonly #writer: WritableStreamDefaultWriter | null;
  #sink = new BlobSink();
  #begun = false;

  constructor(output: OutputFile | undefined) {
    this.#output = output;
    this.#writer = output ? output.writable.getWriter() : null;
  }

  /** A stream that writes the video from its begin. Aborting it only ends it: see {@link giveUp}. */
  async begin(): Promise<WritableStream<StreamTargetChunk>> {
    const writer = this.#writer;
    if (!writer) {
      this.#sink = new BlobSink();
      return this.#sink.writable;
    }
    if (this.#begun) await writer.write({ type: 'truncate', size: 0 });
    this.#begun = true;
    return new WritableStream<StreamTargetChunk>({
      write: (chunk) => writer.write(chunk),
      close: () => writer.close(),
    });
  }

  /** The video, after its stream was closed. */
  async file(): Promise<Blob> {
    return this.#output ? this.#output.readBack() : this.#sink.blob('video/mp4');
  }

  /** Lets go of a video that will not be completed. */
  async giveUp(): Promise<void> {
    await this.#writer?.abort();
  }
}
