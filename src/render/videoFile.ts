import { BlobSink } from '../assemble/blobSink';
import type { ScratchFile } from '../store/scratch';
import { scratch } from '../store/storage';

/** What lies on the disk of each finished video. */
const kept = new WeakMap<Blob, readonly ScratchFile[]>();

const removeAll = async (files: readonly ScratchFile[]): Promise<void> => {
  await Promise.all(files.map(({ remove }) => remove()));
};

/** A video's file where the caller has none: on the browser's disk, as far as there is one, else in memory. */
export class VideoFile {
  readonly #type: string;
  readonly #files: ScratchFile[] = [];
  readonly #sink = new BlobSink(async (bytes) => {
    const file = await (await scratch())?.keep(bytes);
    if (!file) return null;
    this.#files.push(file);
    return file.file;
  });

  /** @param type its MIME type */
  constructor(type: string) {
    this.#type = type;
  }

  get writable(): BlobSink['writable'] {
    return this.#sink.writable;
  }

  /** The complete video. It can be read until {@link releaseVideo}, or as long as the page is there. */
  blob(): Blob {
    const blob = this.#sink.blob(this.#type);
    kept.set(blob, this.#files);
    return blob;
  }

  /** Gives back what was written. */
  async discard(): Promise<void> {
    await removeAll(this.#files);
  }
}

/**
 * Gives back the disk space of a video that is not needed any more; a large one, and any address that was made of it,
 * cannot be read afterwards. Without this it is given back some time after the page is gone.
 * @param video `CombineResult.blob`
 */
export const releaseVideo = async (video: Blob): Promise<void> => {
  await removeAll(kept.get(video) ?? []);
};
