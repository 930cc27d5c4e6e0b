import { CHANNELS, inPieces, type Sound } from './sound';

/** Reads a blob at once; in every worker, but only in the types of workers, which the page's exclude. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

export const BYTES_PER_SAMPLE = CHANNELS * Float32Array.BYTES_PER_ELEMENT;

/** Decoded bytes that are collected before the browser takes them, and that are read back at once. */
const CHUNK_BYTES = 4 * 2 ** 20;

/**
 * Keeps decoded sound in blobs, which the browser moves to its disk when they get many: in the worker's own memory an
 * hour would take 1.4 GB.
 */
export class PcmStore {
  readonly #chunks: Blob[] = [];
  #bytes = 0;
  #chunk = new Uint8Array(CHUNK_BYTES);
  #filled = 0;

  /** Appends 32-bit floats as they are in memory. The bytes may be used again afterwards. */
  append(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    for (let taken = 0; taken < bytes.length; ) {
      const part = bytes.subarray(taken, taken + CHUNK_BYTES - this.#filled);
      this.#chunk.set(part, this.#filled);
      this.#filled += part.length;
      taken += part.length;
      if (this.#filled === CHUNK_BYTES) this.#close();
    }
  }

  /** Samples that were appended so far. */
  get length(): number {
    return Math.floor(this.#bytes / BYTES_PER_SAMPLE);
  }

  /** Drops a sample that was not appended whole, so that the next sound begins with a whole one. */
  align(): void {
    const rest = this.#bytes % BYTES_PER_SAMPLE;
    this.#bytes -= rest;
    // A chunk is whole samples: what is not is in the one that is being filled.
    this.#filled -= rest;
  }

  /** All that was appended. Nothing can be appended afterwards. */
  sound(): Sound {
    return storedSound(this.blobs());
  }

  /** The same as blobs, which other workers read with {@link storedSound}. */
  blobs(): readonly Blob[] {
    this.#close();
    this.#chunk = new Uint8Array();
    return this.#chunks;
  }

  #close(): void {
    if (this.#filled > 0) this.#chunks.push(new Blob([this.#chunk.subarray(0, this.#filled)]));
    this.#filled = 0;
  }
}

/**
 * A store's samples. Chunks are read whole and the last two kept: sounds are read forwards, with a step back now and then.
 */
export const storedSound = (chunks: readonly Blob[]): Sound => {
  const reader = new FileReaderSync();
  const kept = new Map<number, Float32Array>();
  const perChunk = CHUNK_BYTES / BYTES_PER_SAMPLE;
  const chunkAt = (index: number): Float32Array => {
    const known = kept.get(index);
    if (known) return known;
    const values = new Float32Array(reader.readAsArrayBuffer(chunks[index] ?? new Blob()));
    const oldest = kept.keys().next();
    if (kept.size > 1 && !oldest.done) kept.delete(oldest.value);
    kept.set(index, values);
    return values;
  };
  const bytes = chunks.reduce((total, chunk) => total + chunk.size, 0);
  const length = Math.floor(bytes / BYTES_PER_SAMPLE);
  return {
    length,
    read: (from, into) => {
      inPieces(length, perChunk, from, into, (part, index, inChunk) => {
        const first = inChunk * CHANNELS;
        part.set(chunkAt(index).subarray(first, first + part.length));
      });
    },
  };
};
