import { type EncodingOptions, resolveEncodingSettings } from '../../../src/plan/encodingSettings';
import type { Values } from './table';

/** The container that a file's name says; `undefined`: it says none. */
const containerOf = (out: string | undefined): string | undefined =>
  /\.(mp4|webm)$/i.exec(out ?? '')?.[1]?.toLowerCase();

/**
 * How the video is encoded. The name of its file says what container it is, unless it says neither.
 * @throws Error if both are said and differ
 */
export const encodingOptions = ({ quality, codec, container, out }: Values): EncodingOptions => {
  const named = containerOf(out);
  if (container !== undefined && named !== undefined && container !== named)
    throw new Error(`--container ${container} does not go with --out ${out}.`);
  // The words are checked by the plan, in the last line but one.
  const options = { quality, codec, container: container ?? named } as EncodingOptions;
  resolveEncodingSettings(options);
  return options;
};
