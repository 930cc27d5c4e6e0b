import type { ColourMatrix, SourceColours } from '../../../src/shared/jobs';
import type { Size } from '../../../src/shared/media';

/** The zscale filter's names of HDR's transfer functions. */
const TRANSFERS = { pq: 'smpte2084', hlg: 'arib-std-b67' } as const;
const GAMUTS = { bt709: '709', bt2020: '2020', p3: 'smpte432' } as const;
const MATRICES = { bt601: '170m', bt709: '709', bt2020: '2020_ncl' } as const;

/** Luminance of diffuse white in cd/m²: what is brighter is what tone mapping has to make room for. */
const NOMINAL_WHITE = 100;

/** HDR to BT.709: to linear light, into the smaller gamut, highlights rolled off, and back to gamma. */
const toneMapping = ({ matrix, fullRange, gamut, dynamicRange }: SourceColours): string[] => {
  if (dynamicRange === 'standard') return [];
  const source = `tin=${TRANSFERS[dynamicRange]}:min=${MATRICES[matrix]}:pin=${GAMUTS[gamut]}:rin=${fullRange ? 'full' : 'limited'}`;
  return [
    `zscale=${source}:t=linear:npl=${NOMINAL_WHITE}`,
    'format=gbrpf32le',
    'zscale=p=709',
    'tonemap=tonemap=hable:desat=0',
    'zscale=t=709:m=709:r=limited',
  ];
};

/** What zscale reads; pictures in other forms, RGB among them, become the last of these. */
const YUV_FORMATS = 'format=yuv420p|yuv422p|yuv444p|yuv420p10|yuv422p10|yuv444p10';

/** A wider gamut to BT.709's, by way of linear light. Colours outside of it become the nearest that are inside. */
const gamutMapping = ({ matrix, gamut }: SourceColours): string => {
  const named = MATRICES[matrix];
  // BT.2020 has BT.709's curve, and displays' P3 is shown with nearly the same.
  return `zscale=pin=${GAMUTS[gamut]}:tin=709:min=${named}:rin=limited:p=709:t=709:m=709:r=limited`;
};

/** Scales, and turns any source's colours into BT.709, limited range. */
export const scaledToStandardColours = ({ width, height }: Size, colours: SourceColours): string[] => {
  const scale = `scale=${width}:${height}:flags=bicubic`;
  const { matrix, fullRange, gamut, dynamicRange } = colours;
  // Tone mapping costs by the pixel, so it comes after scaling, which leaves its samples' meaning as it is.
  if (dynamicRange !== 'standard') return [scale, ...toneMapping(colours)];
  const range = fullRange ? 'pc' : 'tv';
  const scaleTo = (standard: ColourMatrix) =>
    `${scale}:in_color_matrix=${matrix}:in_range=${range}:out_color_matrix=${standard}:out_range=tv`;
  return gamut === 'bt709' ? [scaleTo('bt709')] : [scaleTo(matrix), YUV_FORMATS, gamutMapping(colours)];
};
