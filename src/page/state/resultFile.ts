import type { CombineResult } from '../../render';
import type { FinishedVideo } from './render.svelte';
import { askForFile } from './saveTarget';

/**
 * Writes a finished video into a file that the person chooses; has to be called from a click.
 * @param onchosen called with the file's name when it is chosen: writing a long video takes its time
 * @returns the file's name; `null` where the person changed their mind
 * @throws DOMException where it cannot be written
 */
export const saveAs = async (
  { blob, fileName, result }: FinishedVideo,
  onchosen: (name: string) => void,
): Promise<string | null> => {
  const target = await askForFile(fileName, result.output.encoding.container);
  if (!target) return null;
  onchosen(target.name);
  await blob.stream().pipeTo(target.writable);
  return target.name;
};

/** A video as other programs of the device may take it; `null` where the browser cannot hand it over. */
export const shareable = (video: Blob, name: string): ShareData | null => {
  const data = { files: [new File([video], name, { type: video.type })] };
  return navigator.canShare?.(data) ? data : null;
};

/** Hands a video over; has to be called from a click. That the person changed their mind is no error. */
export const share = async (data: ShareData): Promise<void> => {
  await navigator.share(data).catch((thrown: unknown) => {
    if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) throw thrown;
  });
};

/** All that is told of a render, to be sent to somebody: without the video, and without what is read in it. */
export const reportOf = ({ blob: _, subtitles, ...result }: CombineResult): string => {
  const { cues, ...outcome } = subtitles ?? { cues: [] };
  return JSON.stringify({ ...result, subtitles: subtitles && { ...outcome, cues: cues.length } }, null, 2);
};
