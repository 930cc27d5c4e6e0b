import type { ColourMatrix, SourceColours } from '../shared/jobs';
import type { VideoTrackInfo } from '../shared/media';

/** Matrices by WebCodecs' names. BT.601 has two of them, one for each of the old television systems. */
const MATRICES: Readonly<Record<string, ColourMatrix>> = {
  bt709: 'bt709',
  smpte170m: 'bt601',
  bt470bg: 'bt601',
  'bt2020-ncl': 'bt2020',
};

/** Pictures lower than this that do not name their matrix are taken for BT.601, as players do. */
const HD_HEIGHT = 720;

/** What a source's samples mean, with the usual guess where it does not say. */
export const sourceColours = ({ colour, codedSize }: VideoTrackInfo): SourceColours => ({
  matrix:
    MATRICES[colour.matrix ?? ''] ??
    (Math.min(codedSize.width, codedSize.height) < HD_HEIGHT ? 'bt601' : 'bt709'),
  fullRange: colour.fullRange ?? false,
});
