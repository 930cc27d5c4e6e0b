import type { StreamTargetChunk } from 'mediabunny';

/**
 * Collects what a muxer writes and gives it as one Blob. The muxer writes forward, and at the end goes back to fill in
 * the header that it left room for; every other chunk is handed to the browser as it is, without joining them.
 */
export class BlobSink {
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  #length = 0;

  readonly writable = new WritableStream<StreamTargetChunk>({
    write: ({ data, position }) => this.#write(data, position),
  });

  blob(type: string): Blob {
    return new Blob(this.#chunks, { type });
  }

  #write(data: Uint8Array<ArrayBuffer>, position: number): void {
    const overlap = Math.max(0, Math.min(data.byteLength, this.#length - position));
    if (overlap > 0) this.#overwrite(data.subarray(0, overlap), position);
    if (position > this.#length) this.#append(new Uint8Array(position - this.#length));
    if (overlap < data.byteLength) this.#append(data.slice(overlap));
  }

  #append(data: Uint8Array<ArrayBuffer>): void {
    this.#chunks.push(data);
    this.#length += data.byteLength;
  }

  #overwrite(data: Uint8Array, position: number): void {
    let begin = 0;
    for (const chunk of this.#chunks) {
      const from = Math.max(position, begin);
      const to = Math.min(position + data.byteLength, begin + chunk.byteLength);
      if (from < to) chunk.set(data.subarray(from - position, to - position), from - begin);
      begin += chunk.byteLength;
      if (begin >= position + data.byteLength) return;
    }
  }
}
