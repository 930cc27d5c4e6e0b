import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliploomSession, openCliploom } from '../../scripts/lib/driver';
import { makeAv1, TROUBLES, UNTAGGED } from '../media/troubles';
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
  session = await openCliploom();
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

const render = (clips: string[], out: string) =>
  session.renderFiles({
    clips,
    out,
    settings: { size: target, fit: 'contain', fps: FPS, mode: 'sequential', maxClipDuration: 1 },
  });

describe('troublesome files look as they do in native ffmpeg', () => {
  it.each(TROUBLES.map((trouble) => [trouble.name, trouble] as const))('%s', async (name, trouble) => {
    const { rightPicture = UNTAGGED, stream = 0, frames = FPS } = trouble;
    const source = folder.file(name);
    await trouble.make(source);
    const out = folder.file(`${name}.out.mp4`);
    const report = await render([source], out);
    expect(report.problems).toEqual([]);
    expect(await frameTimes(out)).toHaveLength(frames);
    expect(await decodeWarnings(out)).toBe('');

    const native = folder.file(`${name}.native.mkv`);
    await makeNativeClip({ source, out: native, rightPicture, stream, target, frames, fps: FPS });
    const { ssim, psnr } = await likeness(out, native);
    expect(ssim).toBeGreaterThanOrEqual(LEAST.ssim);
    expect(psnr).toBeGreaterThanOrEqual(LEAST.psnr);
  });
});

it('a codec that cannot be decoded here is named', async () => {
  const [first] = TROUBLES;
  const good = folder.file('good.mp4');
  const av1 = folder.file('av1.mp4');
  await Promise.all([first!.make(good), makeAv1(av1)]);
  const report = await render([av1, good], folder.file('without-av1.mp4'));
  expect(report.problems).toMatchObject([
    { source: 'av1.mp4', error: { category: 'unsupported-codec', message: expect.stringContaining('AV1') } },
  ]);
});
