import { descriptionBytes } from '../shared/avcRecord';
import { RenderError } from '../shared/errors';

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index]);

/** The first field in which two configurations differ, or `null`. */
const difference = (a: VideoDecoderConfig, b: VideoDecoderConfig): string | null => {
  if (a.codec !== b.codec) return `codec (${a.codec}, ${b.codec})`;
  if (a.codedWidth !== b.codedWidth || a.codedHeight !== b.codedHeight) {
    return `size (${a.codedWidth}×${a.codedHeight}, ${b.codedWidth}×${b.codedHeight})`;
  }
  const colours = [a.colorSpace, b.colorSpace].map((space) => JSON.stringify(space ?? null));
  if (colours[0] !== colours[1]) return `colour (${colours.join(', ')})`;
  return sameBytes(descriptionBytes(a), descriptionBytes(b)) ? null : 'parameter sets';
};

/**
 * A track has one decoder configuration for all of its packets: a clip that was encoded with another would be decoded
 * wrongly, or not at all.
 * @throws RenderError `wrong-output`, naming the clip
 */
export const requireSameConfig = (
  first: VideoDecoderConfig,
  clip: VideoDecoderConfig,
  clipName: string,
): void => {
  const found = difference(first, clip);
  if (found !== null) {
    throw new RenderError({
      category: 'wrong-output',
      message: `The clip of “${clipName}” does not fit the others: they differ in ${found}.`,
    });
  }
};
