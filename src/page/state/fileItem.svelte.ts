import { type KnownFile, knownOf, type WaitedFile } from './project/knownFile';

/** Something that is made of a file, which is there or is waited for: it was there on an earlier visit, or a project names it. */
export class FileItem {
  file = $state.raw<File | null>(null);
  known = $state.raw<KnownFile>({ name: '', size: null, lastModified: null });
  /** A file of the right name that is another one than was waited for. */
  other = $state.raw<File | null>(null);
  /** By which the browser may find the file that is waited for. */
  handle = $state.raw<FileSystemFileHandle | null>(null);
  readonly missing = $derived(this.file === null);

  constructor(source: File | WaitedFile) {
    this.known = knownOf(source);
    if (source instanceof File) this.file = source;
    else this.handle = source.handle;
  }

  get name(): string {
    return this.known.name;
  }

  /** The file that was waited for. */
  arrive(file: File): void {
    this.file = file;
    this.known = knownOf(file);
    this.other = null;
  }

  dispose(): void {}
}
