import { afterAll, describe, expect, it } from 'vitest';
import { makeBrokenAv1 } from '../../media/brokenAv1';
import { makeAv1, TROUBLES, type Trouble, UNTAGGED } from '../../media/troubles';
import {
  type ContactSheet,
  compareSheet,
  fewAtATime,
  type Reference,
  renderSheet,
  showStretch,
} from '../support/contactSheet';
import { decodeWarnings, frameTimes } from '../support/ffprobe';
import { type Likeness, makeNativeClip } from '../support/nativePicture';
import { openSession, warmRenders } from '../support/session';
import { tempDir } from '../support/tempDir';

const target = { width: 320, height: 240 };
const FPS = 30;
/** The rest is what the encoder's quality costs. A wrong matrix costs 8 dB, fields 17, a frame too late 13. */
const LEAST = { ssim: 0.97, psnr: 33 };

const folder = tempDir();
afterAll(() => folder[Symbol.dispose]());

const settings = { size: target, fit: 'contain', fps: FPS, mode: 'sequential', maxClipDuration: 1 } as const;

/** The file, and what native ffmpeg makes of it. */
const make = async (trouble: Trouble): Promise<Reference> => {
  const { name, rightPicture = UNTAGGED, stream = 0, frames = FPS } = trouble;
  const [source, native] = [folder.file(name), folder.file(`${name}.native.mkv`)];
  await trouble.make(source);
  const readable = trouble.makeReadable ? folder.file(`${name}.readable.mkv`) : source;
  await trouble.makeReadable?.(readable);
  await makeNativeClip({ source: readable, out: native, rightPicture, stream, target, frames, fps: FPS });
  return { path: native, frames };
};

let made: Promise<Reference[]> | null = null;
/** Made once for both engines. */
const references = (): Promise<Reference[]> => {
  made ??= fewAtATime(TROUBLES, 2, make);
  return made;
};

interface Compared {
  readonly sheet: ContactSheet;
  readonly likenesses: readonly (Likeness | null)[];
}

const compare = async (engine: 'ffmpeg' | 'webcodecs'): Promise<Compared> => {
  const natives = await references();
  const sheet = await renderSheet(warmRenders(engine), {
    clips: TROUBLES.map(({ name }) => folder.file(name)),
    out: folder.file(`${engine}.mp4`),
    settings,
  });
  return { sheet, likenesses: await compareSheet(sheet, natives) };
};

describe.each(['ffmpeg', 'webcodecs'] as const)(
  'by %s, troublesome files look as they do in native ffmpeg',
  (engine) => {
    let comparing: Promise<Compared> | null = null;
    /** All of them as one video, made by the first test that looks at it. */
    const compared = (): Promise<Compared> => {
      comparing ??= compare(engine);
      return comparing;
    };

    it('as one video that has every frame and decodes without a warning', async () => {
      const { sheet } = await compared();
      const { report, path } = sheet;
      expect(report.engine).toBe(engine);
      expect(await frameTimes(path)).toHaveLength(report.output.frames);
      expect(await decodeWarnings(path)).toBe('');
    });

    it.each(TROUBLES.map(({ name }, index) => [name, index] as const))('%s', async (name, index) => {
      const { sheet, likenesses } = await compared();
      const [reference] = (await references()).slice(index);
      expect(sheet.stretchOf(index).frames).toBe(reference!.frames);
      const { ssim, psnr } = likenesses[index]!;
      if (ssim >= LEAST.ssim && psnr >= LEAST.psnr) return;
      const picture = await showStretch(sheet, index, reference!, `${engine} ${name}`);
      expect.fail(`SSIM ${ssim.toFixed(3)}, PSNR ${psnr.toFixed(1)} dB: see ${picture}, native ffmpeg below`);
    });
  },
);

it('AV1 that breaks in the middle is named, and where', async () => {
  const [broken, good] = ['broken.mp4', 'good.mp4'].map(folder.file);
  await Promise.all([makeBrokenAv1(broken!), TROUBLES[0]!.make(good!)]);
  const report = await warmRenders('ffmpeg').renderFiles({
    ...{ clips: [broken!, good!], out: folder.file('broken.out.mp4'), settings },
  });
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
  const { page, renderFiles, close } = await openSession({ engine: 'ffmpeg' });
  try {
    await page.evaluate(() => {
      VideoDecoder.isConfigSupported = async (config) => ({ supported: false, config });
    });
    const [good, av1] = ['good.mp4', 'av1.mp4'].map(folder.file);
    await Promise.all([TROUBLES[0]!.make(good!), makeAv1(av1!)]);
    const report = await renderFiles({ clips: [av1!, good!], out: folder.file('without-av1.mp4'), settings });
    expect(report.problems).toMatchObject([
      {
        source: 'av1.mp4',
        error: { category: 'unsupported-codec', message: expect.stringContaining('AV1') },
      },
    ]);
  } finally {
    await close();
  }
});
