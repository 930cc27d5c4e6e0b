import type { VideoCodec } from '../shared/encoding';
import type { Size } from '../shared/media';

/** What a level allows at most: of a side, of a picture and of a second, in units of `across` pixels a side. */
type Level = readonly [name: number, side: number, perPicture: number, perSecond: number];

interface Levels {
  readonly across: number;
  readonly levels: readonly Level[];
}

const ANY_SIDE = Number.POSITIVE_INFINITY;

const LEVELS: Readonly<Record<VideoCodec, Levels>> = {
  /** Macroblocks; from 3.0 to 6.2 (ITU-T H.264, table A-1). */
  h264: {
    across: 16,
    levels: [
      [30, ANY_SIDE, 1620, 40_500],
      [31, ANY_SIDE, 3600, 108_000],
      [32, ANY_SIDE, 5120, 216_000],
      [40, ANY_SIDE, 8192, 245_760],
      [42, ANY_SIDE, 8704, 522_240],
      [50, ANY_SIDE, 22_080, 589_824],
      [51, ANY_SIDE, 36_864, 983_040],
      [52, ANY_SIDE, 36_864, 2_073_600],
      [60, ANY_SIDE, 139_264, 4_177_920],
      [61, ANY_SIDE, 139_264, 8_355_840],
      [62, ANY_SIDE, 139_264, 16_711_680],
    ],
  },
  /** Thirty times the level; from 3.0 to 6.2 (ITU-T H.265, tables A.8 and A.9). */
  hevc: {
    across: 1,
    levels: [
      [90, 2103, 552_960, 16_588_800],
      [93, 2804, 983_040, 33_177_600],
      [120, 4222, 2_228_224, 66_846_720],
      [123, 4222, 2_228_224, 133_693_440],
      [150, 8444, 8_912_896, 267_386_880],
      [153, 8444, 8_912_896, 534_773_760],
      [156, 8444, 8_912_896, 1_069_547_520],
      [180, 16_888, 35_651_584, 1_069_547_520],
      [183, 16_888, 35_651_584, 2_139_095_040],
      [186, 16_888, 35_651_584, 4_278_190_080],
    ],
  },
  /** `seq_level_idx`; from 2.0 to 6.2, the smaller of both sides (AV1 specification, A.3). */
  av1: {
    across: 1,
    levels: [
      [0, 1152, 147_456, 4_423_680],
      [1, 1584, 278_784, 8_363_520],
      [4, 2448, 665_856, 19_975_680],
      [5, 3096, 1_065_024, 31_950_720],
      [8, 3456, 2_359_296, 70_778_880],
      [9, 3456, 2_359_296, 141_557_760],
      [12, 4352, 8_912_896, 267_386_880],
      [13, 4352, 8_912_896, 534_773_760],
      [14, 4352, 8_912_896, 1_069_547_520],
      [16, 8704, 35_651_584, 1_069_547_520],
      [17, 8704, 35_651_584, 2_139_095_040],
      [18, 8704, 35_651_584, 4_278_190_080],
    ],
  },
  /** Ten times the level; from 2.0 to 6.2 (VP9 levels, webmproject.org). */
  vp9: {
    across: 1,
    levels: [
      [20, 960, 122_880, 4_608_000],
      [21, 1344, 245_760, 9_216_000],
      [30, 2048, 552_960, 20_736_000],
      [31, 2752, 983_040, 36_864_000],
      [40, 4160, 2_228_224, 83_558_400],
      [41, 4160, 2_228_224, 160_432_128],
      [50, 8384, 8_912_896, 311_951_360],
      [51, 8384, 8_912_896, 588_251_136],
      [52, 8384, 8_912_896, 1_176_502_272],
      [60, 16_832, 35_651_584, 1_176_502_272],
      [61, 16_832, 35_651_584, 2_353_004_544],
      [62, 16_832, 35_651_584, 4_706_009_088],
    ],
  },
};

const levelFor = (codec: VideoCodec, { width, height }: Size, fps: number): number | null => {
  const { across, levels } = LEVELS[codec];
  const [columns, rows] = [Math.ceil(width / across), Math.ceil(height / across)];
  const fits = ([, side, perPicture, perSecond]: Level): boolean =>
    Math.max(columns, rows) <= side && columns * rows <= perPicture && columns * rows * fps <= perSecond;
  return levels.find(fits)?.[0] ?? null;
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Codec strings of eight bits and 4:2:0 at a level: the better profiles first. */
const STRINGS: Readonly<Record<VideoCodec, (level: number) => readonly string[]>> = {
  /** High, Main, Constrained Baseline: profile and constraint flags. */
  h264: (level) => ['6400', '4d00', '42e0'].map((profile) => `avc1.${profile}${level.toString(16)}`),
  hevc: (level) => [`hvc1.1.6.L${level}.b0`],
  av1: (level) => [`av01.0.${twoDigits(level)}M.08`],
  /** With BT.709, limited range: MP4 takes the colours from here. */
  vp9: (level) => [`vp09.00.${twoDigits(level)}.08.01.01.01.01.00`],
};

/** How encoders of a codec are asked for, the best first; none where no level allows such a video. */
export const codecStrings = (codec: VideoCodec, size: Size, fps: number): readonly string[] => {
  const level = levelFor(codec, size, fps);
  return level === null ? [] : STRINGS[codec](level);
};
