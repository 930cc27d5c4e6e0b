import type { VideoSample } from 'mediabunny';
import type { Planes } from './codedPlanes';
import type { PictureMemory } from './pictureMemory';

/** How formats of decoded pictures lie in memory. */
const FORMATS: Record<
  string,
  { readonly bits: number; readonly x: number; readonly y: number; readonly isPaired?: true }
> = {
  I420: { bits: 8, x: 1, y: 1 },
  I420A: { bits: 8, x: 1, y: 1 },
  I420P10: { bits: 10, x: 1, y: 1 },
  I420P12: { bits: 12, x: 1, y: 1 },
  I422: { bits: 8, x: 1, y: 0 },
  I422P10: { bits: 10, x: 1, y: 0 },
  I422P12: { bits: 12, x: 1, y: 0 },
  I444: { bits: 8, x: 0, y: 0 },
  I444P10: { bits: 10, x: 0, y: 0 },
  I444P12: { bits: 12, x: 0, y: 0 },
  // Cb and Cr take turns in one plane.
  NV12: { bits: 8, x: 1, y: 1, isPaired: true },
};

/**
 * The samples of a decoded picture; `null` where they are not Y′CbCr, or the browser does not hand them out.
 * @param memory where they are, until the next picture's are there
 * @throws Error where they are not what they seem
 */
export const samplePlanes = async (sample: VideoSample, memory: PictureMemory): Promise<Planes | null> => {
  const format = FORMATS[sample.format ?? ''];
  if (!format) return null;
  // Samples of red, green and blue that are passed off as others. ffmpeg knows them.
  if (sample.colorSpace.matrix === 'rgb') throw new Error('RGB in planes of Y′CbCr');
  const bytes = memory.samples(sample.allocationSize());
  const layout = await sample.copyTo(bytes);
  const { bits, x, y, isPaired } = format;
  const width = bits > 8 ? 2 : 1;
  const planes = layout.map(({ offset, stride }) => ({ offset: offset / width, stride: stride / width }));
  const [, paired] = planes;
  if (isPaired && paired) planes.push({ ...paired, offset: paired.offset + 1 });
  return {
    samples: bits > 8 ? new Uint16Array(bytes.buffer) : bytes,
    ...{ bits, planes, chromaShift: { x, y }, chromaStep: isPaired ? 2 : 1 },
  };
};
