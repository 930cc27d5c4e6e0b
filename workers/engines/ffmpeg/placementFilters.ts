import type { Background, Geometry, Placement, SourceColours } from '../../../src/shared/jobs';
import type { Size } from '../../../src/shared/media';
import { scaledToStandardColours } from './colourFilters';

/** Cut and scaled, and in the output's colours. */
export const cutAndScale = (
  { crop, scaled }: Pick<Placement, 'crop' | 'scaled'>,
  colours: SourceColours,
): string =>
  [
    `crop=${crop.width}:${crop.height}:${crop.x}:${crop.y}:exact=1`,
    ...scaledToStandardColours(scaled, colours),
    // Every clip in the same form, whatever the source: 4:2:0.
    'format=yuv420p',
  ].join(',');

/** Cuts off what reaches beyond the target. */
const cutToTarget = ({ scaled, offset }: Placement, target: Size): string[] => {
  if (scaled.width <= target.width && scaled.height <= target.height) return [];
  const width = Math.min(scaled.width, target.width);
  const height = Math.min(scaled.height, target.height);
  return [`crop=${width}:${height}:${Math.max(0, -offset.x)}:${Math.max(0, -offset.y)}`];
};

/** The blurred copy is made this much smaller first: a strong blur of few pixels costs little. */
const BLUR_SHRINK = 12;
const BLUR_SIGMA = 2.5;
/** Brightness and saturation that the blurred copy keeps, so that it stays behind. */
const BLUR_LUMA = 0.6;
const BLUR_CHROMA = 0.8;

const even = (value: number): number => Math.max(4, Math.round(value / 2) * 2);

const blurred = (placement: Placement, target: Size, colours: SourceColours): string => {
  const { scaled, offset } = placement;
  const shrink = (value: number) => even(value / BLUR_SHRINK);
  const small: Placement = {
    crop: placement.crop,
    scaled: { width: shrink(scaled.width), height: shrink(scaled.height) },
    offset: { x: 0, y: 0 },
  };
  // Cropped to the target's share of it, so that the copy stands as `cover` would place it.
  const share = {
    width: Math.min(small.scaled.width, shrink(target.width)),
    height: Math.min(small.scaled.height, shrink(target.height)),
  };
  return [
    cutAndScale(small, colours),
    `crop=${share.width}:${share.height}:${Math.round(-offset.x / BLUR_SHRINK)}:${Math.round(-offset.y / BLUR_SHRINK)}`,
    `gblur=sigma=${BLUR_SIGMA}`,
    `lutyuv=y=16+(val-16)*${BLUR_LUMA}:u=128+(val-128)*${BLUR_CHROMA}:v=128+(val-128)*${BLUR_CHROMA}`,
    `scale=${target.width}:${target.height}:flags=bicubic`,
  ].join(',');
};

/** A plain picture of exactly this colour: FFmpeg's own `pad` would turn RGB into BT.601. */
const plain = ([y, cb, cr]: readonly [number, number, number], target: Size): string =>
  `scale=16:16:flags=neighbor,format=yuv420p,lutyuv=y=${y}:u=${cb}:v=${cr},scale=${target.width}:${target.height}:flags=neighbor`;

const backdrop = (background: Background, target: Size, colours: SourceColours): string =>
  background.kind === 'blur'
    ? blurred(background.placement, target, colours)
    : plain(background.color, target);

const isBlack = (background: Background): boolean =>
  background.kind === 'color' && background.color.join() === '16,128,128';

/** Puts the upright picture onto the target, before its background. */
export const placementFilters = (geometry: Geometry, colours: SourceColours): string[] => {
  const { target, scaled, offset, background } = geometry;
  const picture = [cutAndScale(geometry, colours), ...cutToTarget(geometry, target)].join(',');
  const x = Math.max(0, offset.x);
  const y = Math.max(0, offset.y);
  if (scaled.width >= target.width && scaled.height >= target.height) return [picture];
  if (isBlack(background)) return [picture, `pad=${target.width}:${target.height}:${x}:${y}:black`];
  return [
    `split[behind][before];[behind]${backdrop(background, target, colours)}[backdrop]` +
      `;[before]${picture}[picture];[backdrop][picture]overlay=${x}:${y}:format=yuv420`,
  ];
};
