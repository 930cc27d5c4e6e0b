import type { StreamDevice } from './session';

const DEVICE = '/progress';

/**
 * FFmpeg writes how far it is, several times a second. The core's own events of progress come seldom (measured: one or
 * two in a clip of three seconds), too seldom to tell a worker that hangs.
 */
export const PROGRESS_OPTIONS = ['-progress', DEVICE, '-stats_period', '0.2'];

/** Where it writes that: `onFrames` is called with the number of frames that are encoded. */
export const progressDevice = (onFrames: (frames: number) => void): StreamDevice => ({
  path: DEVICE,
  write: (bytes) => {
    // A copy: text is not decoded out of memory that threads share.
    const text = new TextDecoder().decode(bytes.slice());
    const frames = [...text.matchAll(/^frame=\s*(\d+)$/gm)].at(-1)?.[1];
    if (frames !== undefined) onFrames(Number(frames));
  },
});
