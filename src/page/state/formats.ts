import { holds } from '../../plan/encodingSettings';
import { CODECS, CONTAINERS } from '../../render/options';
import type { Container, VideoCodec } from '../../shared/encoding';

/** A container with a codec in it: one choice for people. */
export type Format = `${Container} ${VideoCodec}`;

interface FormatParts {
  readonly container: Container;
  readonly codec: VideoCodec;
}

const ALL: readonly FormatParts[] = CONTAINERS.flatMap((container) =>
  CODECS.filter((codec) => holds(container, codec)).map((codec) => ({ container, codec })),
);

export const formatOf = ({ container, codec }: FormatParts): Format => `${container} ${codec}`;

/** All that there are, the usual one first. */
export const FORMATS: readonly Format[] = ALL.map(formatOf);

export const partsOf = (format: Format): FormatParts =>
  ALL.find((parts) => formatOf(parts) === format) ?? { container: 'mp4', codec: 'h264' };
