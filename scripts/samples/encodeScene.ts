import { feedFfmpeg } from './ffmpegPipe';
import { Light } from './light';
import type { Scene } from './scene';

const TAGS = [
  ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
];
/** A short fade keeps the sound from starting and ending with a click. */
const FADE = 0.25;

function* frames(scene: Scene): Generator<Uint8Array> {
  const picture = new Light(scene.width, scene.height);
  const bytes = new Uint8Array(scene.width * scene.height * 3);
  const paint = scene.prepare();
  for (let frame = 0; frame < Math.round(scene.seconds * scene.fps); frame++) {
    paint(picture, frame / scene.fps);
    picture.develop(bytes);
    yield bytes;
  }
}

/** Renders the scene into an H.264/AAC MP4 that starts playing before it is loaded. */
export const encodeScene = async (scene: Scene, path: string): Promise<void> => {
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-video_size', `${scene.width}x${scene.height}`];
  const video = [...raw, '-framerate', String(scene.fps), '-i', 'pipe:0'];
  const fades = `afade=t=in:d=${FADE},afade=t=out:st=${scene.seconds - FADE}:d=${FADE}`;
  const sound = scene.sound
    ? ['-f', 'lavfi', '-t', String(scene.seconds), '-i', scene.sound, '-af', fades]
    : [];
  const x264 = ['-c:v', 'libx264', '-preset', 'slow', '-crf', String(scene.crf), '-x264-params', 'aq-mode=3'];
  const colours = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p', ...TAGS];
  // The number of threads changes the result, and the muxer would write its version into the file.
  const repeatable = [
    '-threads',
    '2',
    '-fflags',
    '+bitexact',
    '-flags:v',
    '+bitexact',
    '-flags:a',
    '+bitexact',
  ];
  const audio = scene.sound ? ['-c:a', 'aac', '-b:a', '80k', '-ar', '48000', '-ac', '2'] : [];
  await feedFfmpeg(
    [...video, ...sound, ...x264, ...colours, ...audio, ...repeatable, '-movflags', '+faststart', path],
    frames(scene),
  );
};
