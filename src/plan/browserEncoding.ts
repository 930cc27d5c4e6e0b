import type { Encoding, Quality, VideoCodec } from '../shared/encoding';
import type { BrowserEncoding } from '../shared/jobs';
import type { Size } from '../shared/media';
import { codecStrings } from './codecStrings';

/** Bits for each pixel at 30 frames a second. */
const BITS_PER_PIXEL = 0.1;
const COUNTED_FPS = 30;
/** Twice the frames are not twice as different: exponent of their number. */
const FPS_EXPONENT = 0.6;
/** Small pictures have more in each pixel: exponent of their number, against a picture of 1080 × 1920. */
const PIXELS_EXPONENT = 0.65;
const COUNTED_PIXELS = 1080 * 1920;

/** Bits a second for a picture of this size in H.264, so that it looks as x264's at CRF 23. */
const usualBitrate = ({ width, height }: Size, fps: number): number =>
  BITS_PER_PIXEL *
  COUNTED_FPS *
  (fps / COUNTED_FPS) ** FPS_EXPONENT *
  COUNTED_PIXELS *
  ((width * height) / COUNTED_PIXELS) ** PIXELS_EXPONENT;

/**
 * What of it a codec needs at each quality to look as x264 does there: measured with Chromium's software encoders
 * (`docs/benchmarks.md`); HEVC's are a guess from AV1's and VP9's, since nothing here encodes it.
 */
const SHARES: Readonly<Record<VideoCodec, Readonly<Record<Quality, number>>>> = {
  h264: { draft: 0.65, standard: 1, high: 2.5 },
  hevc: { draft: 0.35, standard: 0.7, high: 1.4 },
  av1: { draft: 0.33, standard: 0.65, high: 1.3 },
  vp9: { draft: 0.35, standard: 0.7, high: 1.4 },
};

/** H.264's quantizers that look as x264 does: measured as well. */
const QUANTIZERS: Readonly<Record<Quality, number>> = { draft: 27, standard: 25, high: 15 };

/** Packets with parameter sets beside them, as MP4 has them. */
const FORMS: Readonly<Record<VideoCodec, Partial<VideoEncoderConfig>>> = {
  h264: { avc: { format: 'avc' } },
  // Not in TypeScript's library yet (WebCodecs' HEVC registration).
  hevc: { hevc: { format: 'hevc' } } as Partial<VideoEncoderConfig>,
  av1: {},
  vp9: {},
};

/** Configurations to try, the best first: hardware before software, and each in the better profiles first. */
export const browserEncodings = (
  { codec, quality }: Pick<Encoding, 'codec' | 'quality'>,
  size: Size,
  fps: number,
): BrowserEncoding[] =>
  (['prefer-hardware', 'prefer-software'] as const).flatMap((hardwareAcceleration) =>
    codecStrings(codec, size, fps).map((name) => ({
      codec,
      quantizer: QUANTIZERS[quality],
      config: {
        codec: name,
        ...size,
        framerate: fps,
        bitrate: Math.round(usualBitrate(size, fps) * SHARES[codec][quality]),
        bitrateMode: 'variable' as const,
        // No frame is left out to save bits.
        latencyMode: 'quality' as const,
        ...FORMS[codec],
        hardwareAcceleration,
      },
    })),
  );
