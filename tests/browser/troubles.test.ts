import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliploomSession, openCliploom } from '../../scripts/lib/driver';
import { makeBrokenAv1 } from '../media/brokenAv1';
import { makeAv1, TROUBLES, type Trouble, UNTAGGED } from '../media/troubles';
import { decodeWarnings, frameTimes } from './support/ffprobe';
import { likeness, makeNativeClip } from './support/nativePicture';
import { tempDir } from './support/tempDir';

const target = { width: 320, height: 240 };
const FPS = 30;
/** The rest is what the encoder's quality costs. A wrong matrix costs 8 dB, fields 17, a frame too late 13. */
const LEAST = { ssim: 0.97, psnr: 33 };

const folder = tempDir();
let session: CliploomSession;
beforeAll(async () => {
  session = await openCliploom({ engine: 'ffmpeg' });
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

const render = (clips: string[], out: string, engine: 'ffmpeg' | 'webcodecs' = 'ffmpeg') =>
  session.renderFiles({
    clips,
    out,
    settings: { size: target, fit: 'contain', fps: FPS, mode: 'sequential', maxClipDuration: 1, engine },
  });

interface Made {
  readonly source: string;
  /** What native ffmpeg makes of it. */
  readonly native: string;
}

const make = async (trouble: Trouble): Promise<Made> => {
  const { name, rightPicture = UNTAGGED, stream = 0, frames = FPS } = trouble;
  const [source, native] = [folder.file(name), folder.file(`${name}.native.mkv`)];
  await trouble.make(source);
  const readable = trouble.makeReadable ? folder.file(`${name}.readable.mkv`) : source;
  await trouble.makeReadable?.(readable);
  await makeNativeClip({ source: readable, out: native, rightPicture, stream, target, frames, fps: FPS });
  return { source, native };
};

/** Made once for both engines. */
const made = new Map<string, Promise<Made>>();
const filesOf = (trouble: Trouble): Promise<Made> => {
  const files = made.get(trouble.name) ?? make(trouble);
  made.set(trouble.name, files);
  return files;
};

describe.each(['ffmpeg', 'webcodecs'] as const)(
  'by %s, troublesome files look as they do in native ffmpeg',
  (engine) => {
    it.each(TROUBLES.map((trouble) => [trouble.name, trouble] as const))('%s', async (name, trouble) => {
      const { source, native } = await filesOf(trouble);
      const out = folder.file(`${name}.out.mp4`);
      const report = await render([source], out, engine);
      expect(report.engine).toBe(engine);
      expect(report.problems).toEqual([]);
      expect(await frameTimes(out)).toHaveLength(trouble.frames ?? FPS);
      expect(await decodeWarnings(out)).toBe('');

      const { ssim, psnr } = await likeness(out, native);
      expect(ssim).toBeGreaterThanOrEqual(LEAST.ssim);
      expect(psnr).toBeGreaterThanOrEqual(LEAST.psnr);
    });
  },
);

it('AV1 that breaks in the middle is named, and where', async () => {
  const [broken, good] = ['broken.mp4', 'good.mp4'].map(folder.file);
  await Promise.all([makeBrokenAv1(broken!), TROUBLES[0]!.make(good!)]);
  const report = await render([broken!, good!], folder.file('broken.out.mp4'));
  expect(report.problems).toMatchObject([
    {
      source: 'broken.mp4',
      error: {
        category: 'unreadable-source',
        message: expect.stringMatching(/ends early: \d+ of 30 frames/),
      },
    },
  ]);
});

it('a codec that cannot be decoded here is named', async () => {
  await session.page.evaluate(() => {
    VideoDecoder.isConfigSupported = async (config) => ({ supported: false, config });
  });
  const [first] = TROUBLES;
  const good = folder.file('good.mp4');
  const av1 = folder.file('av1.mp4');
  await Promise.all([first!.make(good), makeAv1(av1)]);
  const report = await render([av1, good], folder.file('without-av1.mp4'));
  expect(report.problems).toMatchObject([
    { source: 'av1.mp4', error: { category: 'unsupported-codec', message: expect.stringContaining('AV1') } },
  ]);
});
