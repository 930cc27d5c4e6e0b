import { WATERMARK_CORNERS, WATERMARK_LIMITS, type WatermarkOptions } from '../../render/options';
import { takeOver } from './memory';
import { Stored } from './stored';

const KEY = 'cliploom.watermark';

/** Where the watermark stands and how it looks, as it is in the form. */
type WatermarkValues = { -readonly [Name in keyof WatermarkOptions]-?: NonNullable<WatermarkOptions[Name]> };

const { margin, size, opacity } = WATERMARK_LIMITS;

const parseStoredWatermark = (json: string | null): WatermarkValues => {
  const stored = new Stored(json);
  return {
    corner: stored.oneOf('corner', WATERMARK_CORNERS, 'top-right'),
    margin: stored.numberIn('margin', margin),
    size: stored.numberIn('size', size),
    opacity: stored.numberIn('opacity', opacity),
  };
};

/** The watermark's settings. None of them can be wrong. */
export class WatermarkState {
  readonly values: WatermarkValues = $state(parseStoredWatermark(takeOver(KEY)));

  /** @param options as a project has them, checked */
  load(options: WatermarkOptions): void {
    Object.assign(this.values, parseStoredWatermark(null), options);
  }
}
