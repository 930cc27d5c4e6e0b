import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RenderSettings } from '../../../scripts/lib/pageRender';
import { PROJECT } from '../../../scripts/lib/paths';
import { makeCountedClip } from '../../media/makeCountedClip';
import { readCountedVideo } from '../../media/readCountedVideo';
import { runFfmpeg } from '../../media/runFfmpeg';
import { decodeWarnings, ffprobeJson } from '../support/ffprobe';
import { likeness } from '../support/nativePicture';
import { warmRenders } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const size = { width: 320, height: 180 };
const counted = folder.file('counted.mp4');
const FRAMES = 24;

beforeAll(() => makeCountedClip({ path: counted, clipId: 3, fps: 30, seconds: 2, ...size }));
afterAll(() => folder[Symbol.dispose]());

const render = async (
  clip: string,
  name: string,
  settings: RenderSettings,
  voiceOver?: string,
): Promise<string> => {
  const out = folder.file(name);
  const report = await warmRenders().renderFiles({
    ...{ clips: [clip], out, voiceOver },
    settings: { size, mode: 'sequential', maxClipDuration: FRAMES / 30, ...settings },
  });
  expect(report.problems).toEqual([]);
  expect(await decodeWarnings(out)).toBe('');
  return out;
};

/** The long tier has every codec in every container, and their quality too. */
describe('an encoding that is chosen', () => {
  it('VP9 in WebM, with Opus: every frame in its place', async () => {
    const voiceOver = await makeTone(folder.file('voice.wav'), FRAMES / 30);
    const out = await render(counted, 'vp9.webm', { codec: 'vp9', container: 'webm' }, voiceOver);
    expect((await ffprobeJson(out)).streams).toMatchObject([
      { codec_name: 'vp9', ...size, nb_read_frames: String(FRAMES), color_space: 'bt709' },
      { codec_name: 'opus', sample_rate: '48000', channels: 2 },
    ]);
    expect(await readCountedVideo(out, { target: size, fit: 'cover', sourceSizes: [size] })).toEqual(
      Array.from({ length: FRAMES }, (_, frame) => ({ clipId: 3, frame })),
    );
  });

  it.each(['ffmpeg', 'webcodecs'] as const)(
    '%s: draft, standard and high are better and larger, one after the other',
    async (engine) => {
      const scene = join(PROJECT, 'public', 'samples', 'city-dusk.mp4');
      const original = folder.file('original.mkv');
      // 60 frames a second: every other one, scaled.
      const seen = `select='not(mod(n,2))',scale=320:180:flags=bicubic,setsar=1,format=yuv420p`;
      const output = [
        '-frames:v',
        String(FRAMES),
        '-fps_mode',
        'passthrough',
        '-an',
        '-c:v',
        'ffv1',
        original,
      ];
      await runFfmpeg(['-i', scene, '-vf', seen, ...output]);
      const made: { ssim: number; bytes: number }[] = [];
      for (const quality of ['draft', 'standard', 'high'] as const) {
        const out = await render(scene, `${quality}.mp4`, { engine, quality });
        made.push({ ssim: (await likeness(out, original)).ssim, bytes: statSync(out).size });
      }
      const [draft, standard, high] = made;
      expect(draft!.ssim).toBeLessThan(standard!.ssim);
      expect(standard!.ssim).toBeLessThan(high!.ssim);
      expect(draft!.bytes).toBeLessThan(standard!.bytes);
      expect(standard!.bytes).toBeLessThan(high!.bytes);
    },
  );
});
