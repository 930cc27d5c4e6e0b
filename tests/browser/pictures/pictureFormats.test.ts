import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../scripts/lib/run';
import { runFfmpeg } from '../../media/runFfmpeg';
import { decodeWarnings, frameTimes } from '../support/ffprobe';
import { likeness, makeNativeClip } from '../support/nativePicture';
import { warmRenders } from '../support/session';
import { tempDir } from '../support/tempDir';

const target = { width: 320, height: 240 };
const FPS = 30;
const FRAMES = 15;
const FROM_RGB = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';

const folder = tempDir();
const scene = folder.file('scene.png');
const session = warmRenders('ffmpeg');

/** Runs ImageMagick. */
const convert = async (...args: string[]): Promise<void> => {
  const { code, stderr } = await run('convert', args, { timeoutSeconds: 60, output: 'capture' });
  if (code !== 0) throw new Error(stderr);
};

const render = (clips: string[], out: string) =>
  session.renderFiles({
    clips,
    out,
    settings: {
      ...{ size: target, fit: 'contain', fps: FPS, mode: 'sequential' },
      ...{ maxClipDuration: FRAMES / FPS, kenBurns: 'none' },
    },
  });

beforeAll(async () => {
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=1,gblur=sigma=1.5'];
  await runFfmpeg([...source, '-frames:v', '1', '-pix_fmt', 'rgb24', scene]);
});
afterAll(async () => {
  folder[Symbol.dispose]();
});

interface PictureFormat {
  readonly name: string;
  /** What ImageMagick does to the scene. */
  readonly args: readonly string[];
  /** The same picture as a PNG of 8 bit RGB, out of the file; `scene` for what looks as the scene does. */
  readonly looks: 'scene' | readonly string[];
}

/** Sees through a quarter. */
const HOLE = ['-alpha', 'set', '-region', '160x120+0+0', '-channel', 'A', '-evaluate', 'set', '0', '+region'];

const FORMATS: readonly PictureFormat[] = [
  { name: 'progressive.jpg', args: ['-interlace', 'JPEG', '-quality', '98'], looks: 'scene' },
  { name: 'grey.jpg', args: ['-colorspace', 'Gray', '-quality', '98'], looks: ['-colorspace', 'sRGB'] },
  { name: 'cmyk.jpg', args: ['-colorspace', 'CMYK', '-quality', '98'], looks: 'scene' },
  { name: '16 bit.png', args: ['-define', 'png:bit-depth=16'], looks: 'scene' },
  { name: 'grey.png', args: ['-colorspace', 'Gray'], looks: ['-colorspace', 'sRGB'] },
  {
    name: 'palette with a hole.png',
    args: [...HOLE, '-define', 'png:format=png8'],
    looks: ['-background', 'black', '-flatten'],
  },
  { name: 'still.webp', args: ['-quality', '98'], looks: 'scene' },
  { name: 'still.avif', args: ['-quality', '95'], looks: 'scene' },
  { name: 'icon.ico', args: ['-resize', '160x120!'], looks: ['-alpha', 'off'] },
  { name: 'one pixel.png', args: ['-resize', '1x1!'], looks: [] },
];

/** Renders a picture, and compares the clip with what native ffmpeg makes of the picture as it is to be seen. */
const expectToLookLike = async (source: string, seen: string): Promise<void> => {
  const out = `${source}.mp4`;
  const report = await render([source], out);
  expect(report.problems).toEqual([]);
  expect(await frameTimes(out)).toHaveLength(FRAMES);
  expect(await decodeWarnings(out)).toBe('');

  const still = `${source}.seen.mkv`;
  const repeated = ['-loop', '1', '-framerate', String(FPS), '-i', seen, '-frames:v', String(FRAMES)];
  await runFfmpeg([...repeated, '-c:v', 'ffv1', '-pix_fmt', 'bgr0', still]);
  const native = `${source}.native.mkv`;
  await makeNativeClip({
    ...{ source: still, out: native, rightPicture: FROM_RGB, stream: 0 },
    ...{ target, frames: FRAMES, fps: FPS },
  });
  const { ssim, psnr } = await likeness(out, native);
  expect(ssim).toBeGreaterThanOrEqual(0.97);
  expect(psnr).toBeGreaterThanOrEqual(33);
};

describe('kinds of pictures look as they do elsewhere', () => {
  it.each(FORMATS.map((format) => [format.name, format] as const))('%s', async (name, { args, looks }) => {
    const source = folder.file(name);
    await convert(scene, ...args, source);
    const seen = looks === 'scene' ? scene : folder.file(`${name}.seen.png`);
    if (looks !== 'scene') await convert(source, ...looks, `PNG24:${seen}`);
    await expectToLookLike(source, seen);
  });

  it('a picture of 12000×9000 pixels', async () => {
    const source = folder.file('huge.png');
    const larger = ['-vf', 'scale=12000:9000:flags=bilinear', '-compression_level', '1', '-pred', 'up'];
    await runFfmpeg(['-i', scene, ...larger, source]);
    await expectToLookLike(source, scene);
  });
});

describe('pictures that cannot be shown are named', () => {
  it('a kind that this browser does not know', async () => {
    const source = folder.file('phone.heic');
    await convert(scene, source);
    await expect(render([source], folder.file('none.mp4'))).rejects.toMatchObject({
      message: expect.stringMatching(/“phone\.heic” is a picture of the kind HEI[CF].*Save it as JPEG/),
    });
  });

  it.each(['png', 'jpg', 'webp', 'avif'])('half a %s', async (ending) => {
    const [whole, half, good] = [`whole.${ending}`, `half.${ending}`, 'good.png'].map(folder.file);
    await Promise.all([convert(scene, whole!), convert(scene, good!)]);
    const bytes = readFileSync(whole!);
    writeFileSync(half!, bytes.subarray(0, bytes.byteLength / 2));
    const { problems } = await render([half!, good!], folder.file('half.mp4'));
    expect(problems).toMatchObject([
      {
        source: `half.${ending}`,
        error: {
          category: 'unreadable-source',
          message: expect.stringContaining(`“half.${ending}” cannot be shown: it is damaged`),
        },
      },
    ]);
  });
});
