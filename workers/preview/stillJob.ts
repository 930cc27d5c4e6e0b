import type { ClipJob, ClipPicture, Geometry } from '../../src/shared/jobs';
import { oneFrameJob } from '../../src/shared/oneFrameJob';
import { drawnGeometry } from '../browserPictures/drawnGeometry';

const even = (value: number): number => Math.ceil(value / 2) * 2;

/**
 * The job that has ffmpeg make a still of a picture at its in point: what is seen of it, upright, in the video's colours, no
 * larger than it is shown. Nothing else is done to it: that is for whoever composes it.
 */
export const stillJob = (picture: ClipPicture, fps: number): ClipJob => {
  const { from, size } = drawnGeometry(picture.geometry);
  // 4:2:0 has whole chroma samples on even sides only.
  const target = { width: even(size.width), height: even(size.height) };
  const geometry: Geometry = {
    ...picture.geometry,
    ...{ crop: from, scaled: target, offset: { x: 0, y: 0 }, target },
    background: { kind: 'color', color: [16, 128, 128] },
  };
  return oneFrameJob({ ...picture, effects: [], geometry }, target, fps);
};
