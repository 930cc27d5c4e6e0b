import { CODECS, holds } from '../plan/encodingSettings';
import type { Encoding, VideoCodec } from '../shared/encoding';
import { RenderError } from '../shared/errors';
import type { Size } from '../shared/media';
import { browserEncoders, type EncoderTrial } from './encoderTrial';

/** Codecs as people write them. */
export const CODEC_NAMES: Readonly<Record<VideoCodec, string>> = {
  ...{ h264: 'H.264', hevc: 'HEVC', av1: 'AV1', vp9: 'VP9' },
};

/** The codecs that this browser encodes such a video with, seen by trial. */
export const encodableCodecs = async (size: Size, fps: number): Promise<readonly VideoCodec[]> => {
  const found = await Promise.all(
    CODECS.map(async (codec) => {
      const { encoders } = await browserEncoders({ codec, quality: 'standard' }, size, fps, 1);
      // ffmpeg has H.264 where the browser has not.
      return codec === 'h264' || encoders.length > 0 ? [codec] : [];
    }),
  );
  return found.flat();
};

/**
 * Encoders for another codec than H.264, the best first.
 * @throws RenderError `unsupported-codec`, with what works instead
 */
export const codecEncoders = async (
  { codec, container, quality }: Encoding,
  size: Size,
  fps: number,
  workers: number,
): Promise<EncoderTrial> => {
  const trial = await browserEncoders({ codec, quality }, size, fps, workers);
  if (trial.encoders.length > 0) return trial;
  const others = (await encodableCodecs(size, fps)).filter((other) => holds(container, other));
  const instead = others.map((other) => CODEC_NAMES[other]).join(' or ') || 'MP4 with H.264';
  throw new RenderError({
    category: 'unsupported-codec',
    message: `This browser cannot encode ${CODEC_NAMES[codec]} at this size. Choose ${instead}, or use another browser.`,
    detail: trial.failures.join('; ') || 'No level of the codec allows it.',
  });
};
