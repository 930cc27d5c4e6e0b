import type { Size } from '../../src/shared/media';
import { fitFilters } from '../native';
import { FPS } from '../standardJob';

/** Shorter than any film. */
const SECONDS = 3.5;

/** As Cliploom's ffmpeg encodes, but for a key frame each second and none between. */
const X264 = [
  ...['stitchable=1', 'bframes=0', 'mvrange=64', 'mvrange-thread=64', 'open-gop=0', 'scenecut=0'],
  ...[`keyint=${FPS}`, `min-keyint=${FPS}`],
].join(':');

const COLOURS = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];

/**
 * Arguments of native ffmpeg for a film that is already what a video is to be: its size, its frame rate, its codec. Nothing has to
 * be done to it.
 */
export const readyFilmArgs = async (film: string, size: Size, out: string): Promise<string[]> => [
  ...['-i', film, '-an', '-vf', await fitFilters(film, size, SECONDS * FPS)],
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'],
  ...['-threads', '1', '-x264-params', X264, ...COLOURS, '-color_range', 'tv'],
  ...['-movflags', '+faststart', out],
];
