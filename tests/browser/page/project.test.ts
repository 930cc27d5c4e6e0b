import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RenderReport, RenderSettings } from '../../../scripts/lib/pageRender';
import { run } from '../../../scripts/lib/run';
import type { CaptionOptions } from '../../../src/plan/captionStyle';
import { decodeWarnings } from '../support/ffprobe';
import { runRenderTool } from '../support/renderTool';
import { warmRenders } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const CLIP_SECONDS = 4;
const session = warmRenders();

const native = async (args: readonly string[]): Promise<void> => {
  const { code, stderr } = await run('ffmpeg', ['-v', 'error', '-y', ...args], {
    timeoutSeconds: 60,
    output: 'capture',
  });
  if (code !== 0) throw new Error(stderr);
};

const makeClip = (path: string, hue: number, pitch: number): Promise<void> =>
  native([
    ...['-f', 'lavfi', '-i', `testsrc2=s=320x180:r=30,hue=h=${hue}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=${pitch}`, '-t', String(CLIP_SECONDS)],
    ...['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-c:a', 'aac', path],
  ]);

const captionStyle: CaptionOptions = { size: 90, color: '#ffe000', box: 'rounded', position: 'center' };
const own = {
  'a.mp4': { inPoint: 1, outPoint: 3, transition: 'crossfade', transitionDuration: 0.5, volume: 1 },
  'b.mp4': { speed: 2, fit: 'contain', barColor: '#204060' },
} as const;
const settings: RenderSettings = {
  ...{ size: { width: 320, height: 180 }, mode: 'sequential', maxClipDuration: 2, clipVolume: 0.5 },
  ...{ musicVolume: 0.3, softSubtitles: true, threads: 1, engine: 'ffmpeg' },
};

beforeAll(async () => {
  await Promise.all([
    makeClip(folder.file('a.mp4'), 0, 440),
    makeClip(folder.file('b.mp4'), 120, 660),
    makeTone(folder.file('m.wav'), 2),
    native(['-f', 'lavfi', '-i', 'color=red:s=40x20', '-frames:v', '1', folder.file('logo.png')]),
  ]);
  writeFileSync(folder.file('s.srt'), '1\n00:00:00,200 --> 00:00:03,000\nHello\n');
  writeFileSync(folder.file('style.json'), JSON.stringify(captionStyle));
  const project = {
    format: 'cliploom-project',
    version: 1,
    clips: Object.entries(own).map(([file, options]) => ({ file, ...options })),
    ...{ music: 'm.wav', subtitles: 's.srt' },
    watermark: { file: 'logo.png', corner: 'bottom-left', size: 20, opacity: 0.5 },
    settings: { ...settings, captionStyle },
  };
  writeFileSync(folder.file('project.json'), JSON.stringify(project));
});
afterAll(async () => {
  folder[Symbol.dispose]();
});

const rendered = async (name: string, args: readonly string[]): Promise<Buffer> => {
  const out = folder.file(name);
  const { code, stderr } = await runRenderTool([...args, '--out', out]);
  expect(stderr).not.toContain('Left out');
  expect(code).toBe(0);
  return readFileSync(out);
};

describe('a project file', () => {
  it('gives by the shell what the same settings give one by one, clips with their own too', async () => {
    const report = folder.file('report.json');
    const byProject = await rendered('project.mp4', [
      ...['--project', folder.file('project.json'), '--report', report],
    ]);
    expect(await decodeWarnings(folder.file('project.mp4'))).toBe('');
    // 2 s of each, 0.5 s of which are shared.
    const { output, clips, subtitles }: RenderReport = JSON.parse(readFileSync(report, 'utf8'));
    expect(output.frames).toBe(105);
    expect(clips.map(({ transitionFrom }) => transitionFrom)).toEqual([null, 'a.mp4', null]);
    expect(subtitles?.cues).toHaveLength(1);

    await session.renderFiles({
      clips: Object.entries(own).map(([file, options]) => ({ path: folder.file(file), ...options })),
      music: folder.file('m.wav'),
      subtitles: folder.file('s.srt'),
      watermark: { path: folder.file('logo.png'), corner: 'bottom-left', size: 20, opacity: 0.5 },
      out: folder.file('single.mp4'),
      settings: { ...settings, captionStyle },
    });
    expect(readFileSync(folder.file('single.mp4')).equals(byProject)).toBe(true);
  });

  it('gives way to what is typed', async () => {
    const clips = ['b.mp4', 'a.mp4'].map(folder.file);
    const typed = ['--transition', 'dip-to-black', '--watermark-size', '30'];
    const byProject = await rendered('over.mp4', [
      ...['--project', folder.file('project.json'), ...typed, ...clips],
    ]);
    const byOptions = await rendered('options.mp4', [
      ...['--size', '320x180', '--mode', 'sequential', '--clip-duration', '2', '--clip-volume', '0.5'],
      ...[
        '--music',
        folder.file('m.wav'),
        '--music-volume',
        '0.3',
        '--threads',
        '1',
        '--soft-subtitles',
        '--engine',
        'ffmpeg',
      ],
      ...['--subtitles', folder.file('s.srt'), '--caption-style', folder.file('style.json')],
      ...['--watermark', folder.file('logo.png'), '--watermark-corner', 'bottom-left'],
      ...['--watermark-opacity', '0.5', ...typed, ...clips],
    ]);
    expect(byOptions.equals(byProject)).toBe(true);
    expect(byOptions.equals(readFileSync(folder.file('project.mp4')))).toBe(false);
  });

  it('is wrong usage where it is wrong', async () => {
    const path = folder.file('wrong.json');
    const clips = [{ file: 'a.mp4', speed: 'fast' }];
    writeFileSync(path, JSON.stringify({ format: 'cliploom-project', version: 1, clips }));
    const { code, stderr } = await runRenderTool(['--project', path, '--out', join(folder.path, 'no.mp4')]);
    expect(code).toBe(2);
    expect(stderr).toContain('clips[0].speed must be a number from 0.5 to 2, not "fast"');
  });
});

describe('a clip of which nothing is left', () => {
  it('is told, not silently unused', async () => {
    const { problems } = await session.renderFiles({
      clips: [folder.file('a.mp4'), { path: folder.file('b.mp4'), inPoint: 25 }],
      out: folder.file('behind.mp4'),
      settings: { ...settings, softSubtitles: false, maxClipDuration: 0.5 },
    });
    expect(problems).toEqual([
      expect.objectContaining({
        sourceIndex: 1,
        error: expect.objectContaining({
          message: '“b.mp4” is 4.0 s long: nothing is left of it after its in point, 25 s.',
        }),
      }),
    ]);
  });
});
