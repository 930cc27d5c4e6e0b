import type { Watermark } from '../shared/captions';
import { numberIn, oneOf, onlyKnown, type Range } from './checks';

export const WATERMARK_CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;

/** Where a watermark stands and how it looks: all of it but the picture. */
export type WatermarkSettings = Omit<Watermark, 'image' | 'imageName'>;

/** {@link WatermarkSettings} as a caller gives them: everything may be left out. */
export interface WatermarkOptions {
  /** Default `top-right`. */
  readonly corner?: Watermark['corner'] | undefined;
  /** Distance from both edges, in percent of the picture's shorter side, from 0 to 40. Default 4. */
  readonly margin?: number | undefined;
  /** Width in percent of the picture's width, from 1 to 100; its shape is kept. Default 12. */
  readonly size?: number | undefined;
  /** From 0 (not seen) to 1 (nothing is seen through it). Default 1. */
  readonly opacity?: number | undefined;
}

/** Limits and defaults, in the units of {@link WatermarkOptions}. */
export const WATERMARK_LIMITS = {
  margin: { min: 0, max: 40, default: 4 },
  size: { min: 1, max: 100, default: 12 },
  opacity: { min: 0, max: 1, default: 1 },
} as const satisfies Record<Exclude<keyof WatermarkOptions, 'corner'>, Range>;

/** Names of all {@link WatermarkOptions}. */
export const WATERMARK_OPTIONS: readonly string[] = ['corner', ...Object.keys(WATERMARK_LIMITS)];

/**
 * Fills in the defaults and checks every value.
 * @throws RenderError `invalid-settings`, beginning with the setting's name
 */
export const resolveWatermarkSettings = (options: WatermarkOptions): WatermarkSettings => {
  onlyKnown('the watermark', options, WATERMARK_OPTIONS);
  const { corner = 'top-right' } = options;
  const value = (name: keyof typeof WATERMARK_LIMITS): number =>
    numberIn(name, options[name], WATERMARK_LIMITS[name]);
  return {
    corner: oneOf('corner', WATERMARK_CORNERS, corner),
    margin: value('margin'),
    size: value('size'),
    opacity: value('opacity'),
  };
};
