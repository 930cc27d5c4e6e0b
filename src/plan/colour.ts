import type { ColourMatrix, DynamicRange, Gamut, SourceColours } from '../shared/jobs';
import type { Size, VideoTrackInfo } from '../shared/media';

/** Matrices by WebCodecs' names. BT.601 has two of them, one for each of the old television systems. */
const MATRICES: Readonly<Record<string, ColourMatrix>> = {
  bt709: 'bt709',
  smpte170m: 'bt601',
  bt470bg: 'bt601',
  'bt2020-ncl': 'bt2020',
  bt2020nc: 'bt2020',
};

/** HDR's transfer functions by WebCodecs' names and by ffmpeg's. */
const HDR_TRANSFERS: Readonly<Record<string, DynamicRange>> = {
  pq: 'pq',
  smpte2084: 'pq',
  hlg: 'hlg',
  'arib-std-b67': 'hlg',
};

/** Primaries other than BT.709 that differ enough to be seen, by WebCodecs' names, which are ffmpeg's too. */
const GAMUTS: Readonly<Record<string, Gamut>> = {
  bt709: 'bt709',
  bt2020: 'bt2020',
  smpte432: 'p3',
};

/** Pictures lower than this that do not name their matrix are taken for BT.601, as players do. */
const HD_HEIGHT = 720;

const guessedMatrix = (dynamicRange: DynamicRange, { width, height }: Size): ColourMatrix => {
  if (dynamicRange !== 'standard') return 'bt2020';
  return Math.min(width, height) < HD_HEIGHT ? 'bt601' : 'bt709';
};

/** What a source's samples mean, with the usual guess where it does not say. */
export const sourceColours = ({ colour, codedSize }: VideoTrackInfo): SourceColours => {
  const dynamicRange = HDR_TRANSFERS[colour.transfer ?? ''] ?? 'standard';
  return {
    matrix: MATRICES[colour.matrix ?? ''] ?? guessedMatrix(dynamicRange, codedSize),
    fullRange: colour.fullRange ?? false,
    gamut: GAMUTS[colour.primaries ?? ''] ?? (dynamicRange === 'standard' ? 'bt709' : 'bt2020'),
    dynamicRange,
  };
};
