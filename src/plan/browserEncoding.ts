import type { Size } from '../shared/media';

/** H.264's levels: most macroblocks a picture, and a second (ITU-T H.264, table A-1), from 3.0 to 6.2. */
const LEVELS: readonly (readonly [level: number, perPicture: number, perSecond: number])[] = [
  [30, 1620, 40_500],
  [31, 3600, 108_000],
  [32, 5120, 216_000],
  [40, 8192, 245_760],
  [42, 8704, 522_240],
  [50, 22_080, 589_824],
  [51, 36_864, 983_040],
  [52, 36_864, 2_073_600],
  [60, 139_264, 4_177_920],
  [61, 139_264, 8_355_840],
  [62, 139_264, 16_711_680],
];

/** High, Main, Constrained Baseline: profile and constraint flags. */
const PROFILES = ['6400', '4d00', '42e0'];

const levelFor = ({ width, height }: Size, fps: number): number | null => {
  const blocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  return LEVELS.find(([, most, rate]) => blocks <= most && blocks * fps <= rate)?.[0] ?? null;
};

/** Bits for each pixel at 30 frames a second. */
const BITS_PER_PIXEL = 0.1;
const COUNTED_FPS = 30;
/** Twice the frames are not twice as different: exponent of their number. */
const FPS_EXPONENT = 0.6;
/** Small pictures have more in each pixel: exponent of their number, against a picture of 1080 × 1920. */
const PIXELS_EXPONENT = 0.65;
const COUNTED_PIXELS = 1080 * 1920;

/** Bits a second for a picture of this size, so that it looks as x264's at CRF 23. */
const bitrateFor = ({ width, height }: Size, fps: number): number =>
  Math.round(
    BITS_PER_PIXEL *
      COUNTED_FPS *
      (fps / COUNTED_FPS) ** FPS_EXPONENT *
      COUNTED_PIXELS *
      ((width * height) / COUNTED_PIXELS) ** PIXELS_EXPONENT,
  );

/** Configurations to try, the best first: hardware before software, and each in the better profiles first. */
export const browserEncodings = (size: Size, fps: number): VideoEncoderConfig[] => {
  const level = levelFor(size, fps);
  if (level === null) return [];
  return (['prefer-hardware', 'prefer-software'] as const).flatMap((hardwareAcceleration) =>
    PROFILES.map((profile) => ({
      codec: `avc1.${profile}${level.toString(16)}`,
      ...size,
      framerate: fps,
      bitrate: bitrateFor(size, fps),
      bitrateMode: 'variable' as const,
      // No frame is left out to save bits.
      latencyMode: 'quality' as const,
      avc: { format: 'avc' as const },
      hardwareAcceleration,
    })),
  );
};
