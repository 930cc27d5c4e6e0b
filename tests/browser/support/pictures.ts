import { readFfmpeg } from '../../../scripts/samples/ffmpegPipe';
import type { Size } from '../../../src/shared/media';

/** Every picture of a video as 8-bit luma, row by row, as the native ffmpeg decodes it. */
export const lumaPictures = async (path: string, { width, height }: Size): Promise<Uint8Array[]> => {
  const output = ['-map', '0:v:0', '-vf', 'format=yuv420p,extractplanes=y', '-fps_mode', 'passthrough'];
  const pictures: Uint8Array[] = [];
  const size = width * height;
  for await (const picture of readFfmpeg(
    ['-i', path, ...output, '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'],
    size,
  )) {
    pictures.push(picture.slice());
  }
  return pictures;
};

/** Mean of the part of a picture from `left`/`top` (included) to `right`/`bottom` (excluded). */
export const meanLuma = (
  picture: Uint8Array,
  stride: number,
  [left, top, right, bottom]: readonly [number, number, number, number],
): number => {
  let sum = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) sum += picture[y * stride + x] ?? 0;
  }
  return sum / ((right - left) * (bottom - top));
};
