import { readFfmpeg } from '../../../scripts/samples/ffmpegPipe';
import type { Rect } from '../../../src/shared/jobs';
import type { Size } from '../../../src/shared/media';

/** A decoded picture: three planes, the two of colour at half of the size. */
export interface YuvPicture extends Size {
  readonly luma: Uint8Array;
  readonly cb: Uint8Array;
  readonly cr: Uint8Array;
}

/** Every picture of a video as its samples are (4:2:0), as the native ffmpeg decodes it. */
export const yuvPictures = async (path: string, { width, height }: Size): Promise<YuvPicture[]> => {
  const output = ['-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'yuv420p'];
  const count = width * height;
  const pictures: YuvPicture[] = [];
  for await (const bytes of readFfmpeg(['-i', path, ...output, 'pipe:1'], count * 1.5)) {
    const cb = bytes.subarray(count, count * 1.25);
    pictures.push({ width, height, luma: bytes.subarray(0, count), cb, cr: bytes.subarray(count * 1.25) });
  }
  return pictures;
};

/** Mean Y′, Cb and Cr of a part of a picture; its edges are even. */
export const meanYuv = (picture: YuvPicture, { x, y, width, height }: Rect): [number, number, number] => {
  const mean = (plane: Uint8Array, scale: 1 | 2): number => {
    let sum = 0;
    for (let row = y / scale; row < (y + height) / scale; row += 1)
      for (let column = x / scale; column < (x + width) / scale; column += 1)
        sum += plane[(row * picture.width) / scale + column]!;
    return sum / ((width / scale) * (height / scale));
  };
  return [mean(picture.luma, 1), mean(picture.cb, 2), mean(picture.cr, 2)];
};

/** The smallest rectangle that holds all pixels whose luma differs by more than `least`; `null`: none does. */
export const differenceOf = (one: YuvPicture, other: YuvPicture, least: number): Rect | null => {
  const { width, height } = one;
  const box = { left: width, top: height, right: -1, bottom: -1 };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      if (Math.abs(one.luma[at]! - other.luma[at]!) <= least) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = y;
    }
  }
  if (box.right < 0) return null;
  return {
    x: box.left,
    y: box.top,
    width: box.right - box.left + 1,
    height: box.bottom - box.top + 1,
  };
};
