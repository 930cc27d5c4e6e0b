/** A flat folder of files, and the few things that are done with them. Names are plain, without slashes. */
export interface StoreFolder {
  /** `null`: there is no such file. The file is read when its content is asked for, and fails then if it was removed. */
  read(name: string): Promise<File | null>;
  /**
   * Writes a file whole or not at all: until it is complete, readers get what was there before, or an empty file.
   * @throws DOMException `QuotaExceededError` if there is no room
   */
  write(name: string, parts: readonly BlobPart[]): Promise<void>;
  /** Nothing happens if there is no such file, or somebody is writing it. */
  remove(name: string): Promise<void>;
  list(): Promise<readonly StoredFile[]>;
}

export interface StoredFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** When it was written, in ms since 1970. */
  readonly lastModified: number;
}
