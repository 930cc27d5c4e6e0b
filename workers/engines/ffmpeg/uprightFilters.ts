import type { Geometry } from '../../../src/shared/jobs';

/**
 * Whole pictures out of fields, one a picture, and only where a picture is marked as made of fields. Stands before the
 * frame rate is changed, since it looks at the neighbours.
 */
export const deinterlacing = 'bwdif=mode=send_frame:deint=interlaced';

const TRANSPOSES: Record<Geometry['rotation'], readonly string[]> = {
  0: [],
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
};

/** Turns and flips a decoded picture until it stands as it is to be seen. */
export const uprightFilters = ({ rotation, mirrored }: Geometry): string[] => [
  ...TRANSPOSES[rotation],
  ...(mirrored ? ['hflip'] : []),
];
