import type { SourceColours } from '../../../src/shared/jobs';
import type { Size } from '../../../src/shared/media';

/** The zscale filter's names of HDR's transfer functions. */
const TRANSFERS = { pq: 'smpte2084', hlg: 'arib-std-b67' } as const;
const MATRICES = { bt601: '170m', bt709: '709', bt2020: '2020_ncl' } as const;

/** Luminance of diffuse white in cd/m²: what is brighter is what tone mapping has to make room for. */
const NOMINAL_WHITE = 100;

/** HDR to BT.709: to linear light, into the smaller gamut, highlights rolled off, and back to gamma. */
const toneMapping = ({ matrix, fullRange, dynamicRange }: SourceColours): string[] => {
  if (dynamicRange === 'standard') return [];
  const source = `tin=${TRANSFERS[dynamicRange]}:min=${MATRICES[matrix]}:pin=2020:rin=${fullRange ? 'full' : 'limited'}`;
  return [
    `zscale=${source}:t=linear:npl=${NOMINAL_WHITE}`,
    'format=gbrpf32le',
    'zscale=p=709',
    'tonemap=tonemap=hable:desat=0',
    'zscale=t=709:m=709:r=limited',
  ];
};

/** Scales, and turns any source's colours into BT.709, limited range. */
export const scaledToStandardColours = ({ width, height }: Size, colours: SourceColours): string[] => {
  const scale = `scale=${width}:${height}:flags=bicubic`;
  const { matrix, fullRange, dynamicRange } = colours;
  // Tone mapping costs by the pixel, so it comes after scaling, which leaves its samples' meaning as it is.
  if (dynamicRange !== 'standard') return [scale, ...toneMapping(colours)];
  const range = fullRange ? 'pc' : 'tv';
  return [`${scale}:in_color_matrix=${matrix}:in_range=${range}:out_color_matrix=bt709:out_range=tv`];
};
