import type { ClipJob, ClipPicture } from './jobs';
import type { Size } from './media';
import { frames } from './units';

/** Has ffmpeg make a clip of a picture's first frame, with nothing drawn over it. */
export const oneFrameJob = (picture: ClipPicture, size: Size, fps: number): ClipJob => ({
  ...{ kind: 'encode-clip', sourceName: picture.sourceName, frames: frames(1), fps, size, picture },
  ...{ next: null, captions: null, watermark: null, fades: [] },
  ...{ quality: 'high', encoder: null },
});
