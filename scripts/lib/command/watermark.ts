import { resolveWatermarkSettings, type WatermarkOptions } from '../../../src/plan/watermark';
import { numberOf, type Values } from './table';

/** Where the watermark stands and how it looks. */
export const watermarkOptions = (values: Values): WatermarkOptions => {
  const options = {
    // The word is checked by the plan, in the next line.
    corner: values['watermark-corner'] as WatermarkOptions['corner'],
    margin: numberOf(values, 'watermark-margin'),
    size: numberOf(values, 'watermark-size'),
    opacity: numberOf(values, 'watermark-opacity'),
  };
  resolveWatermarkSettings(options);
  return options;
};
