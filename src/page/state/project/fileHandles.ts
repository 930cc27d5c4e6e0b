/** What a browser offers that keeps files at hand; not all of it is in TypeScript's DOM library. https://wicg.github.io/file-system-access/ */
interface AskingHandle {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}
interface PickerType {
  readonly accept: Record<string, string[]>;
}
declare global {
  var showOpenFilePicker:
    | ((options: { multiple: boolean; types: PickerType[] }) => Promise<FileSystemFileHandle[]>)
    | undefined;
}

/** The handles of files that came with one. */
const handles = new WeakMap<File, FileSystemFileHandle>();

/** By which the browser finds a file again on a later visit; `null` where it has none. */
export const handleOf = (file: File): FileSystemFileHandle | null => handles.get(file) ?? null;

/** A file that the browser can find again by its handle. */
export const keepHandle = (file: File, handle: FileSystemFileHandle): void => {
  handles.set(file, handle);
};

/** The file behind a handle, to be found again by it. */
export const fileOf = async (handle: FileSystemFileHandle): Promise<File> => {
  const file = await handle.getFile();
  keepHandle(file, handle);
  return file;
};

/** The files behind handles that somebody else brought, as far as they are there. */
export const filesOf = async (opened: readonly FileSystemFileHandle[]): Promise<readonly File[]> => {
  const files = await Promise.allSettled(opened.map(fileOf));
  return files.flatMap((file) => (file.status === 'fulfilled' ? file.value : []));
};

export const canPickFiles = (): boolean => 'showOpenFilePicker' in globalThis;

/** An input's `accept` as the picker takes it: endings belong to a type, whichever. */
export const pickerType = (accept: string): PickerType => {
  const words = accept.split(',').map((word) => word.trim());
  const endings = words.filter((word) => word.startsWith('.'));
  const types = words.filter((word) => !word.startsWith('.'));
  return {
    accept: {
      ...Object.fromEntries(types.map((type) => [type, []])),
      ...(endings.length > 0 && { 'application/octet-stream': endings }),
    },
  };
};

/**
 * Lets the person choose files that can be found again on a later visit; has to be called from a click.
 * @returns no files where the person changed their mind; `null` where the browser does not allow it here
 */
export const pickFiles = async (accept: string, multiple: boolean): Promise<readonly File[] | null> => {
  try {
    const types = accept === '' ? [] : [pickerType(accept)];
    const picked = await globalThis.showOpenFilePicker?.({ multiple, types });
    if (!picked) return null;
    return await Promise.all(picked.map(fileOf));
  } catch (thrown) {
    return thrown instanceof DOMException && thrown.name === 'AbortError' ? [] : null;
  }
};

/**
 * The file behind a handle that was kept.
 * @param ask whether the person may be asked; only from a click
 * @returns `null` without permission, and where the file is not there any more
 */
export const reopen = async (handle: FileSystemFileHandle, ask: boolean): Promise<File | null> => {
  const asking = handle as AskingHandle;
  const mode = { mode: 'read' } as const;
  try {
    const state = (await asking.queryPermission?.(mode)) ?? 'granted';
    const allowed = state === 'prompt' && ask ? await asking.requestPermission?.(mode) : state;
    if (allowed !== 'granted') return null;
    return await fileOf(handle);
  } catch {
    // Moved, deleted, or on a disk that is not there.
    return null;
  }
};
