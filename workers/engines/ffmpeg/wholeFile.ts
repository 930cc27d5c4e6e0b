import { fetchFile } from '@ffmpeg/util';
import { MOUNT_POINT, type SourceFiles } from './session';

/** Name of a whole source in the core's file system; its own name may hold anything. */
const WHOLE = 'input';

/**
 * A whole file for ffmpeg. Up to this size it is copied into memory, which is faster; a larger one is mounted, and
 * read piece by piece.
 */
const COPY_UP_TO_BYTES = 64 * 2 ** 20;

/** @param name in the core's file system: unique in one run */
export const wholeFile = async (source: Blob, name = WHOLE): Promise<{ path: string; files: SourceFiles }> =>
  source.size <= COPY_UP_TO_BYTES
    ? { path: name, files: { write: { [name]: await fetchFile(source) } } }
    : { path: `${MOUNT_POINT}/${name}`, files: { mounts: [{ name, data: source }] } };
