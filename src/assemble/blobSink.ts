import type { StreamTargetChunk } from 'mediabunny';

/** Takes bytes out of memory, for example onto a disk. `null`: there is no room for them. */
export type Spill = (bytes: readonly Uint8Array<ArrayBuffer>[]) => Promise<Blob | null>;

/** Bytes that are collected before they leave the memory together. */
const SPILL_BYTES = 8 * 2 ** 20;

/**
 * Collects what a muxer writes and gives it as one Blob. The muxer writes forward, and at the end goes back to fill in
 * the header that it left room for. What cannot be spilled is left to the browser to keep. What is written is kept as it
 * is, so it must not be changed afterwards.
 */
export class BlobSink {
  readonly #spill: Spill | null;
  /** The file's begin, out of our hands already, and what comes after it. */
  #pieces: Blob[] = [];
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #piecesLength = 0;
  #length = 0;

  readonly writable = new WritableStream<StreamTargetChunk>({
    write: ({ data, position }) => this.#write(data, position),
  });

  constructor(spill: Spill | null = null) {
    this.#spill = spill;
  }

  blob(type: string): Blob {
    return new Blob([...this.#pieces, ...this.#chunks], { type });
  }

  async #write(data: Uint8Array<ArrayBuffer>, position: number): Promise<void> {
    const overlap = Math.max(0, Math.min(data.byteLength, this.#length - position));
    if (overlap > 0) this.#overwrite(data.subarray(0, overlap), position);
    if (position > this.#length) this.#append(new Uint8Array(position - this.#length));
    if (overlap < data.byteLength) this.#append(data.subarray(overlap));
    if (this.#length - this.#piecesLength >= SPILL_BYTES) await this.#letGo();
  }

  #append(data: Uint8Array<ArrayBuffer>): void {
    this.#chunks.push(data);
    this.#length += data.byteLength;
  }

  async #letGo(): Promise<void> {
    const spilled = await this.#spill?.(this.#chunks);
    this.#pieces.push(spilled ?? new Blob(this.#chunks));
    this.#chunks = [];
    this.#piecesLength = this.#length;
  }

  #overwrite(data: Uint8Array<ArrayBuffer>, position: number): void {
    const end = position + data.byteLength;
    if (position < this.#piecesLength) {
      const before = new Blob(this.#pieces);
      const patch = data.slice(0, this.#piecesLength - position);
      this.#pieces = [before.slice(0, position), new Blob([patch]), before.slice(end)];
    }
    let begin = this.#piecesLength;
    for (const chunk of this.#chunks) {
      const from = Math.max(position, begin);
      const to = Math.min(end, begin + chunk.byteLength);
      if (from < to) chunk.set(data.subarray(from - position, to - position), from - begin);
      begin += chunk.byteLength;
    }
  }
}
