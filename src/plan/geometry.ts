import type { Background, Geometry, Placement, Rect } from '../shared/jobs';
import type { Size, VideoTrackInfo } from '../shared/media';
import { toYCbCr } from './barColor';
import type { PlanSettings } from './settings';

/** 4:2:0 chroma has half the resolution: cuts and sizes on even pixels keep luma and chroma together. */
const evenBelow = (value: number): number => Math.floor(value / 2) * 2;
const evenAbove = (value: number): number => Math.ceil(value / 2) * 2;
/** At least 2. */
export const nearestEven = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

const uprightSize = ({ codedSize, rotation }: VideoTrackInfo): Size =>
  rotation === 90 || rotation === 270 ? { width: codedSize.height, height: codedSize.width } : codedSize;

/** One axis of `cover`: the visible span, widened outwards to even pixels, and what of it the target cuts off again. */
const coverAxis = (source: number, target: number, scale: number) => {
  const visible = Math.min(source, target / scale);
  const begin = (source - visible) / 2;
  const cropBegin = evenBelow(begin);
  const cropEnd = Math.min(source, evenAbove(begin + visible));
  const cutBefore = evenBelow((begin - cropBegin) * scale);
  const scaled = Math.max(nearestEven((cropEnd - cropBegin) * scale), cutBefore + target);
  return { cropBegin, cropLength: cropEnd - cropBegin, scaled, offset: 0 - cutBefore };
};

const cover = (upright: Size, target: Size, scaleX: number, scaleY: number): Placement => {
  const x = coverAxis(upright.width, target.width, scaleX);
  const y = coverAxis(upright.height, target.height, scaleY);
  const crop: Rect = { x: x.cropBegin, y: y.cropBegin, width: x.cropLength, height: y.cropLength };
  return {
    crop,
    scaled: { width: x.scaled, height: y.scaled },
    offset: { x: x.offset, y: y.offset },
  };
};

const contain = (upright: Size, target: Size, scaleX: number, scaleY: number): Placement => {
  const width = Math.min(target.width, nearestEven(upright.width * scaleX));
  const height = Math.min(target.height, nearestEven(upright.height * scaleY));
  return {
    crop: { x: 0, y: 0, ...upright },
    scaled: { width, height },
    offset: { x: evenBelow((target.width - width) / 2), y: evenBelow((target.height - height) / 2) },
  };
};

const placed = (video: VideoTrackInfo, target: Size, how: 'cover' | 'contain'): Placement => {
  const upright = uprightSize(video);
  const { displaySize } = video;
  const ratios = [target.width / displaySize.width, target.height / displaySize.height];
  const scale = how === 'cover' ? Math.max(...ratios) : Math.min(...ratios);
  const scaleX = (scale * displaySize.width) / upright.width;
  const scaleY = (scale * displaySize.height) / upright.height;
  return (how === 'cover' ? cover : contain)(upright, target, scaleX, scaleY);
};

/**
 * The pixel steps that fit a source's picture to the target. What the target does not show is cut off before scaling:
 * a landscape source on a portrait target costs a third of scaling it whole. The picture's shape is kept to within a
 * pixel and a half over the whole side.
 */
export const fitGeometry = (
  video: VideoTrackInfo,
  { size, fit, barColor }: Pick<PlanSettings, 'size' | 'fit' | 'barColor'>,
): Geometry => {
  const background: Background =
    fit === 'blur'
      ? { kind: 'blur', placement: placed(video, size, 'cover') }
      : { kind: 'color', color: toYCbCr(barColor) };
  const placement = placed(video, size, fit === 'cover' ? 'cover' : 'contain');
  const { rotation, mirrored } = video;
  return { rotation, mirrored, target: size, background, ...placement };
};
