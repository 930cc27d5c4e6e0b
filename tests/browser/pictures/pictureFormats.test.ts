import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../scripts/lib/run';
import { runFfmpeg } from '../../media/runFfmpeg';
import {
  checkSheet,
  compareSheet,
  fewAtATime,
  once,
  type Reference,
  renderSheet,
  showStretch,
} from '../support/contactSheet';
import { makeNativeClip } from '../support/nativePicture';
import { warmRenders } from '../support/session';
import { tempDir } from '../support/tempDir';

const target = { width: 320, height: 240 };
const FPS = 30;
const FRAMES = 15;
/** The rest is what the encoder's quality costs. */
const LEAST = { ssim: 0.97, psnr: 33 };
const FROM_RGB = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';

const folder = tempDir();
const scene = folder.file('scene.png');
const session = warmRenders('ffmpeg');

/** Runs ImageMagick. */
const convert = async (...args: string[]): Promise<void> => {
  const { code, stderr } = await run('convert', args, { timeoutSeconds: 60, output: 'capture' });
  if (code !== 0) throw new Error(stderr);
};

const settings = {
  size: target,
  fit: 'contain',
  fps: FPS,
  mode: 'sequential',
  maxClipDuration: FRAMES / FPS,
  kenBurns: 'none',
} as const;

const render = (clips: string[], out: string) => session.renderFiles({ clips, out, settings });

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

const HUGE = 'huge.png';
const NAMES = [...FORMATS.map(({ name }) => name), HUGE];

/** What native ffmpeg makes of a picture as it is to be seen. */
const makeReference = async (name: string, seen: string): Promise<Reference> => {
  const still = folder.file(`${name}.seen.mkv`);
  const repeated = ['-loop', '1', '-framerate', String(FPS), '-i', seen, '-frames:v', String(FRAMES)];
  await runFfmpeg([...repeated, '-c:v', 'ffv1', '-pix_fmt', 'bgr0', still]);
  const path = folder.file(`${name}.native.mkv`);
  await makeNativeClip({
    ...{ source: still, out: path, rightPicture: FROM_RGB, stream: 0 },
    ...{ target, frames: FRAMES, fps: FPS },
  });
  return { path, frames: FRAMES };
};

const makeFormat = async ({ name, args, looks }: PictureFormat): Promise<Reference> => {
  const source = folder.file(name);
  await convert(scene, ...args, source);
  const seen = looks === 'scene' ? scene : folder.file(`${name}.seen.png`);
  if (looks !== 'scene') await convert(source, ...looks, `PNG24:${seen}`);
  return makeReference(name, seen);
};

const makeHuge = async (): Promise<Reference> => {
  const larger = ['-vf', 'scale=12000:9000:flags=bilinear', '-compression_level', '1', '-pred', 'up'];
  await runFfmpeg(['-i', scene, ...larger, folder.file(HUGE)]);
  return makeReference(HUGE, scene);
};

describe('kinds of pictures look as they do elsewhere', () => {
  const compared = once(async () => {
    const makers = [...FORMATS.map((format) => () => makeFormat(format)), makeHuge];
    const references = await fewAtATime(makers, 2, (make) => make());
    const sheet = await renderSheet(session, {
      clips: NAMES.map(folder.file),
      out: folder.file('formats.mp4'),
      settings,
    });
    return { references, sheet, likenesses: await compareSheet(sheet, references) };
  });

  it('as one video that has every frame and decodes without a warning', async () => {
    await checkSheet((await compared()).sheet);
  });

  it.each(NAMES.map((name) => [name === HUGE ? 'a picture of 12000×9000 pixels' : name, name]))(
    '%s',
    async (_, name) => {
      const { references, sheet, likenesses } = await compared();
      const index = NAMES.indexOf(name);
      expect(sheet.stretchOf(index).frames).toBe(FRAMES);
      const { ssim, psnr } = likenesses[index]!;
      if (ssim >= LEAST.ssim && psnr >= LEAST.psnr) return;
      const picture = await showStretch(sheet, index, references[index]!, name);
      expect.fail(`SSIM ${ssim.toFixed(3)}, PSNR ${psnr.toFixed(1)} dB: see ${picture}, native ffmpeg below`);
    },
  );
});

describe('pictures that cannot be shown are named', () => {
  it('a kind that this browser does not know', async () => {
    const source = folder.file('phone.heic');
    await convert(scene, source);
    await expect(render([source], folder.file('none.mp4'))).rejects.toMatchObject({
      message: expect.stringMatching(/“phone\.heic” is a picture of the kind HEI[CF].*Save it as JPEG/),
    });
  });

  const ENDINGS = ['png', 'jpg', 'webp', 'avif'];
  const halves = once(async () => {
    const good = folder.file('good.png');
    await convert(scene, good);
    for (const ending of ENDINGS) {
      const whole = folder.file(`whole.${ending}`);
      await convert(scene, whole);
      const bytes = readFileSync(whole);
      writeFileSync(folder.file(`half.${ending}`), bytes.subarray(0, bytes.byteLength / 2));
    }
    const clips = [...ENDINGS.map((ending) => folder.file(`half.${ending}`)), good];
    return renderSheet(session, { clips, out: folder.file('half.mp4'), settings });
  });

  it('and what is not damaged is shown', async () => {
    const { report, stretchOf } = await halves();
    expect(stretchOf(ENDINGS.length)).toEqual({ from: 0, frames: FRAMES });
    expect(report.output.frames).toBe(FRAMES);
  });

  it.each(ENDINGS)('half a %s', async (ending) => {
    const { problems } = (await halves()).report;
    expect(problems.filter(({ source }) => source === `half.${ending}`)).toMatchObject([
      {
        error: {
          category: 'unreadable-source',
          message: expect.stringContaining(`“half.${ending}” cannot be shown: it is damaged`),
        },
      },
    ]);
  });
});
