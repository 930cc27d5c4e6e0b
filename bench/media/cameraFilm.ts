import { mix } from '../../scripts/samples/maths';
import { randomFrom } from '../../scripts/samples/noise';
import { BACKGROUND, FOREGROUND } from './scenery';

const PICTURE = { width: 1920, height: 1080 } as const;
const FILM_FPS = 30;
/** For the whole way; a film ends somewhere on it. */
const PAN_SECONDS = 6;
/** Pixels around the picture that the shaking hand may turn into view. */
const MARGIN = 24;
/** Bits a second. */
const BITRATE = 8_000_000;

/** Where the pictures of a landscape lie. */
export interface Scenery {
  readonly background: string;
  readonly foreground: string;
}

/**
 * Arguments of native ffmpeg for one film, 1080p30 at about 8 Mbit/s with sound: the camera pans over a landscape, held by
 * a hand that turns a little, so that motion is never by whole pixels; what is near passes faster; each frame has grain
 * of its own. 4 to 6 s long.
 * @param index which film; everything about it follows from that
 */
export const cameraFilmArgs = (index: number, { background, foreground }: Scenery, out: string): string[] => {
  const random = randomFrom(1000 + index);
  const length = Math.round(mix(4, 6, random()) * FILM_FPS) / FILM_FPS;
  const window = { width: PICTURE.width + 2 * MARGIN, height: PICTURE.height + 2 * MARGIN };
  const isForth = random() < 0.5;
  const along = (strip: number, width: number): string => {
    const way = `(${strip - width})*(0.5-0.5*cos(PI*t/${PAN_SECONDS}))`;
    return isForth ? way : `${strip - width}-${way}`;
  };
  const [sway, turn, warmth] = [mix(5, 16, random()), mix(0.002, 0.006, random()), mix(-14, 14, random())];
  const swaying = `${sway.toFixed(2)}*sin(${mix(1.5, 3.5, random()).toFixed(2)}*t)`;
  const turning = `${turn.toFixed(4)}*sin(${mix(2, 5, random()).toFixed(2)}*t)`;
  const still = (name: string, format: string) =>
    `format=${format},loop=loop=-1:size=1:start=0,setpts=N/${FILM_FPS}/TB[${name}]`;
  const filters = [
    `[0:v]${still('far', 'yuv444p')}`,
    `[1:v]${still('near', 'yuva420p')}`,
    `[far]crop=${window.width}:${window.height}:x='${along(BACKGROUND.width, window.width)}'` +
      `:y='${(BACKGROUND.height - window.height) / 2}+${swaying}',format=yuv420p[view]`,
    `[near]crop=${window.width}:${window.height}:x='${along(FOREGROUND.width, window.width)}'` +
      `:y='${(FOREGROUND.height - window.height) / 2}+1.6*${swaying}'[passing]`,
    `[view][passing]overlay=shortest=1,rotate=a='${turning}':bilinear=1,` +
      `crop=${PICTURE.width}:${PICTURE.height},hue=h=${warmth.toFixed(1)},` +
      `noise=alls=5:allf=t:all_seed=${index + 1},format=yuv420p[film]`,
  ];
  const exact = ['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'];
  const colours = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
  return [
    ...['-framerate', String(FILM_FPS), '-i', background, '-framerate', String(FILM_FPS), '-i', foreground],
    ...['-f', 'lavfi', '-i', `anoisesrc=color=pink:seed=${index + 1}:sample_rate=48000:amplitude=0.1`],
    ...['-filter_complex', filters.join(';'), '-map', '[film]', '-map', '2:a', '-t', length.toFixed(4)],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-threads', '1', '-g', String(2 * FILM_FPS)],
    ...['-b:v', String(BITRATE), '-maxrate', String(1.5 * BITRATE), '-bufsize', String(2 * BITRATE)],
    ...[...colours, '-color_range', 'tv', '-c:a', 'aac', '-b:a', '128k', ...exact],
    ...['-movflags', '+faststart', out],
  ];
};
