import type { OutputFile } from '../../render';
import { type Container, MIME_TYPES } from '../../shared/encoding';
import { text } from '../text';

declare global {
  /** Chromium only; not in TypeScript's DOM library. https://wicg.github.io/file-system-access/ */
  var showSaveFilePicker:
    | ((options: {
        suggestedName: string;
        types: { description: string; accept: Record<string, string[]> }[];
      }) => Promise<FileSystemFileHandle>)
    | undefined;
}

export interface SaveTarget extends OutputFile {
  readonly name: string;
}

export const canSaveToFile = (): boolean => 'showSaveFilePicker' in globalThis;

/**
 * Asks where the video shall go; has to be called from a click.
 * @returns `null` where the person changed their mind
 * @throws DOMException where the file cannot be opened for writing
 */
export const askForFile = async (suggestedName: string, container: Container): Promise<SaveTarget | null> => {
  try {
    const handle = await globalThis.showSaveFilePicker?.({
      suggestedName,
      types: [
        {
          description: text.create.fileKind(container),
          accept: { [MIME_TYPES[container]]: [`.${container}`] },
        },
      ],
    });
    if (!handle) return null;
    return {
      name: handle.name,
      writable: await handle.createWritable(),
      readBack: () => handle.getFile(),
    };
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') return null;
    throw thrown;
  }
};
