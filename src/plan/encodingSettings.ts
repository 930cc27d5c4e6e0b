import type { Container, Encoding, Quality, VideoCodec } from '../shared/encoding';
import { invalidSetting, oneOf } from './checks';

/** From the smallest and fastest to the best. */
export const QUALITIES = ['draft', 'standard', 'high'] as const satisfies readonly Quality[];

export const CODECS = ['h264', 'hevc', 'av1', 'vp9'] as const satisfies readonly VideoCodec[];

export const CONTAINERS = ['mp4', 'webm'] as const satisfies readonly Container[];

/** What can be in a container; first what is where nothing is said. */
const CODECS_IN: Readonly<Record<Container, readonly [VideoCodec, ...VideoCodec[]]>> = {
  mp4: CODECS,
  webm: ['vp9', 'av1'],
};

/** How a video is encoded, as a caller says it: everything may be left out. */
export interface EncodingOptions {
  /**
   * How good the pictures are: `draft` is small and fast, for trying out; `high` is for what is edited or encoded again.
   * With every engine and codec it means about the same to the eye. Default `standard`.
   */
  readonly quality?: Quality | undefined;
  /**
   * Others than `h264` need a browser that encodes them (`webcodecs`): where it does not, the render fails with
   * `unsupported-codec`, and nothing is encoded. Default `h264`; in WebM `vp9`.
   */
  readonly codec?: VideoCodec | undefined;
  /** `mp4` takes every codec, with AAC; `webm` takes `vp9` and `av1`, with Opus. Default `mp4`. */
  readonly container?: Container | undefined;
}

/** Names of all {@link EncodingOptions}. */
export const ENCODING_OPTIONS = Object.keys({
  quality: true,
  codec: true,
  container: true,
} satisfies Record<keyof EncodingOptions, true>);

/** Whether a container can hold what a codec makes. */
export const holds = (container: Container, codec: VideoCodec): boolean =>
  CODECS_IN[container].includes(codec);

/**
 * Fills in the defaults and checks every value.
 * @throws RenderError `invalid-settings`, beginning with the setting's name
 */
export const resolveEncodingSettings = ({
  quality = 'standard',
  container = 'mp4',
  codec,
}: EncodingOptions): Encoding => {
  const known = oneOf('container', CONTAINERS, container);
  const wanted = codec === undefined ? CODECS_IN[known][0] : oneOf('codec', CODECS, codec);
  if (!holds(known, wanted)) {
    throw invalidSetting(
      `codec must be one of ${CODECS_IN[known].join(', ')} in ${known}, not ${wanted}; ${wanted} needs mp4.`,
    );
  }
  return { quality: oneOf('quality', QUALITIES, quality), codec: wanted, container: known };
};
