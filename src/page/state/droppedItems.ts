import { fileOf, keepHandle } from './project/fileHandles';
import { isUseful } from './sortFiles';

/** Not in TypeScript's DOM library: https://wicg.github.io/file-system-access/ */
interface ItemWithHandle {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** What came with a drop. */
export interface Dropped {
  readonly files: readonly File[];
  /** Files of folders that are of no use here: notes, lists, what a system leaves there. */
  readonly passedOver: number;
}

/** A page with many more rows does not answer any more. */
const MOST_FILES = 2000;

const isHidden = (name: string): boolean => name.startsWith('.');

const allEntries = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  // It gives a hundred at a time, and then none.
  while (entries.length <= MOST_FILES) {
    const more = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (more.length === 0) break;
    entries.push(...more);
  }
  return entries;
};

/** Files below an entry, by the interface that every browser has. */
const filesOfEntry = async (entry: FileSystemEntry): Promise<File[]> => {
  if (isHidden(entry.name)) return [];
  if (entry.isFile) {
    const { file } = entry as FileSystemFileEntry;
    return [await new Promise<File>((resolve, reject) => file.call(entry, resolve, reject))];
  }
  const entries = await allEntries(entry as FileSystemDirectoryEntry);
  return inTurn(entries, filesOfEntry);
};

/** Files below a handle: they can be found again on a later visit. */
const filesOfHandle = async (handle: FileSystemHandle): Promise<File[]> => {
  if (isHidden(handle.name)) return [];
  if (handle.kind === 'file') {
    return [await fileOf(handle as FileSystemFileHandle)];
  }
  const handles: FileSystemHandle[] = [];
  for await (const one of (handle as FileSystemDirectoryHandle).values()) handles.push(one);
  return inTurn(handles, filesOfHandle);
};

/** One after the other by name, until there are enough. */
const inTurn = async <T extends { readonly name: string }>(
  all: readonly T[],
  filesOf: (one: T) => Promise<File[]>,
): Promise<File[]> => {
  // In a folder, people see their files by name, and numbers as numbers.
  const byName = new Intl.Collator('en', { numeric: true });
  const files: File[] = [];
  for (const one of all.toSorted((a, b) => byName.compare(a.name, b.name))) {
    if (files.length >= MOST_FILES) break;
    // What cannot be read is not there; the others are.
    files.push(...(await filesOf(one).catch(() => [])));
  }
  return files;
};

/** Of all files of folders those that are of use. */
export const useful = (files: readonly File[]): Dropped => {
  const found = files.filter((file) => !isHidden(file.name) && isUseful(file)).slice(0, MOST_FILES);
  return { files: found, passedOver: files.filter(({ name }) => !isHidden(name)).length - found.length };
};

/** A dropped item as it has to be asked for while the event is handled: afterwards the browser has forgotten it. */
const asked = (item: DataTransferItem) => ({
  file: item.getAsFile(),
  entry: item.webkitGetAsEntry?.() ?? null,
  handle: (item as ItemWithHandle).getAsFileSystemHandle?.().catch(() => null) ?? null,
});

const filesOf = async ({ file, entry, handle }: ReturnType<typeof asked>): Promise<Dropped> => {
  const found = await handle;
  if (entry?.isDirectory || found?.kind === 'directory') {
    return useful(found ? await filesOfHandle(found) : entry ? await filesOfEntry(entry) : []);
  }
  if (file && found?.kind === 'file') keepHandle(file, found as FileSystemFileHandle);
  return { files: file ? [file] : [], passedOver: 0 };
};

/** The files that were dropped, folders opened. Has to be called while the event is handled. */
export const droppedFiles = async (transfer: DataTransfer | null): Promise<Dropped> => {
  const items = [...(transfer?.items ?? [])].filter(({ kind }) => kind === 'file').map(asked);
  const dropped = await Promise.all(items.map(filesOf));
  return {
    files: dropped.flatMap(({ files }) => files),
    passedOver: dropped.reduce((sum, { passedOver }) => sum + passedOver, 0),
  };
};
