import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliploomSession, type FileRender, openCliploom } from '../../scripts/lib/driver';
import { PROJECT } from '../../scripts/lib/paths';
import { run } from '../../scripts/lib/run';
import { decodeWarnings, ffprobeJson, frameTimes } from '../browser/support/ffprobe';
import { likeness } from '../browser/support/nativePicture';
import { runRenderTool } from '../browser/support/renderTool';
import { makeTone } from '../browser/support/sound';
import { tempDir } from '../browser/support/tempDir';
import { beepTimes, flashTimes, makeBeeps, makeFlashClip } from '../media/flashBeep';
import { makeCountedClip } from '../media/makeCountedClip';
import { readCountedVideo } from '../media/readCountedVideo';
import { runFfmpeg } from '../media/runFfmpeg';

type Settings = NonNullable<FileRender['settings']>;

const folder = tempDir();
const size = { width: 320, height: 180 };
const sample = (name: string): string => join(PROJECT, 'public', 'samples', `${name}.mp4`);
let session: CliploomSession;

beforeAll(async () => {
  session = await openCliploom();
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

const render = async (request: Omit<FileRender, 'out'>, out: string) => {
  const settings = { size, mode: 'sequential', ...request.settings } as const;
  const report = await session.renderFiles({ ...request, out, settings });
  expect(report.problems).toEqual([]);
  expect(await decodeWarnings(out)).toBe('');
  return report;
};

const formatOf = async (path: string): Promise<string> => {
  const args = ['-v', 'error', '-show_entries', 'format=format_name', '-of', 'default=nw=1:nk=1', path];
  return (await run('ffprobe', args, { timeoutSeconds: 60, output: 'capture' })).stdout.trim();
};

/** In one cut after another, so that what clips have in common is put to the test. */
describe('a video in another codec', () => {
  const cases = [
    ['av1', 'mp4', 'aac'],
    ['vp9', 'mp4', 'aac'],
    ['av1', 'webm', 'opus'],
    ['vp9', 'webm', 'opus'],
  ] as const;
  it.each(cases)('%s in %s, with %s: every frame in its place', async (codec, container, sound) => {
    const clips = [0, 1].map((index) => folder.file(`counted-${index}.mp4`));
    for (const [clipId, path] of clips.entries())
      await makeCountedClip({ path, clipId, fps: 30, seconds: 1.5, ...size });
    const voiceOver = await makeTone(folder.file('voice.wav'), 4.01);
    const out = folder.file(`${codec}.${container}`);
    const report = await render(
      { clips, voiceOver, settings: { codec, container, maxClipDuration: 1.5 } },
      out,
    );
    expect(report.engine).toBe('webcodecs');
    expect(report.output.encoding).toEqual({ quality: 'standard', codec, container });

    expect(await formatOf(out)).toBe(container === 'mp4' ? 'mov,mp4,m4a,3gp,3g2,mj2' : 'matroska,webm');
    const { streams, format } = await ffprobeJson(out);
    expect(streams).toMatchObject([
      { ...{ codec_name: codec, pix_fmt: 'yuv420p' }, ...size, nb_read_frames: '121' },
      { codec_name: sound, sample_rate: '48000', channels: 2 },
    ]);
    expect(streams[0]).toMatchObject({
      ...{ color_range: 'tv', color_space: 'bt709', color_transfer: 'bt709', color_primaries: 'bt709' },
    });
    // WebM's last packet of Opus may reach beyond the pictures.
    expect(Number(format.duration) - 121 / 30).toBeGreaterThan(-0.002);
    expect(Number(format.duration) - 121 / 30).toBeLessThan(0.027);

    const expected = Array.from({ length: 121 }, (_, frame) => ({
      clipId: Math.floor(frame / 45) % 2,
      frame: frame % 45,
    }));
    expect(await readCountedVideo(out, { target: size, fit: 'cover', sourceSizes: [size] })).toEqual(
      expected,
    );
    for (const [frame, time] of (await frameTimes(out)).entries())
      expect(Math.abs(time - frame / 30)).toBeLessThan(0.001);
  });

  it('that the browser does not encode ends with what works instead', async () => {
    const encodes = await session.page.evaluate(async () => {
      const config = { codec: 'hvc1.1.6.L90.b0', width: 320, height: 180, bitrate: 1e6 };
      return (await VideoEncoder.isConfigSupported(config)).supported;
    });
    const out = folder.file('hevc.mp4');
    const rendered = render(
      { clips: [sample('misty-hills')], settings: { codec: 'hevc', maxClipDuration: 1 } },
      out,
    );
    if (encodes) {
      await rendered;
      expect((await ffprobeJson(out)).streams).toMatchObject([{ codec_name: 'hevc', nb_read_frames: '30' }]);
      return;
    }
    await expect(rendered).rejects.toMatchObject({
      category: 'unsupported-codec',
      message:
        'This browser cannot encode HEVC at this size. Choose H.264 or AV1 or VP9, or use another browser.',
    });
  });
});

describe('sound in WebM', () => {
  it('is in step with the pictures, from the first beep to the last, as in MP4', async () => {
    const clip = folder.file('flash.mp4');
    await makeFlashClip(clip, 6, 2500, ['-c:a', 'aac']);
    const voiceOver = folder.file('beeps.wav');
    await makeBeeps(voiceOver, 6, 1000);
    const lateness = async (container: 'mp4' | 'webm'): Promise<number[]> => {
      const out = folder.file(`beeps.${container}`);
      await render(
        { clips: [clip], voiceOver, settings: { codec: 'vp9', container, maxClipDuration: 6 } },
        out,
      );
      const flashes = await flashTimes(out);
      const beeps = await beepTimes(out, 1000);
      expect(beeps).toHaveLength(flashes.length);
      return beeps.map((beep, index) => beep - flashes[index]!);
    };
    const [mp4, webm] = [await lateness('mp4'), await lateness('webm')];
    expect(mp4.length).toBeGreaterThanOrEqual(5);
    // Times of WebM are whole milliseconds.
    for (const [index, late] of webm.entries()) expect(Math.abs(late - mp4[index]!)).toBeLessThan(0.003);
  });

  it('mixed: music under the voice, and clips left out from the length, come out whole', async () => {
    const voiceOver = await makeTone(folder.file('short.wav'), 2);
    const music = await makeTone(folder.file('music.flac'), 1.3);
    const out = folder.file('mixed.webm');
    await render({ clips: [sample('city-dusk')], voiceOver, music, settings: { container: 'webm' } }, out);
    const { streams } = await ffprobeJson(out);
    expect(streams.map(({ codec_name }) => codec_name)).toEqual(['vp9', 'opus']);
    expect(streams[0]?.nb_read_frames).toBe('60');
  });
});

it('WebM has no track of subtitles, and says so before anything is encoded', async () => {
  const subtitles = folder.file('soft.srt');
  writeFileSync(subtitles, '1\n00:00:00,500 --> 00:00:01,000\nHello\n');
  const settings = { container: 'webm', softSubtitles: true } as const;
  const request = { clips: [sample('misty-hills')], subtitles, settings };
  await expect(render(request, folder.file('soft.webm'))).rejects.toMatchObject({
    category: 'invalid-settings',
    message: 'softSubtitles needs mp4: most players do not read subtitles that are in a webm.',
  });
});

describe('quality', () => {
  // As wide as the video: nothing of them is cut off.
  const clips = [sample('underwater-light'), sample('city-dusk')];

  /** The two clips as they should be seen, and not encoded. */
  const reference = async (): Promise<string> => {
    const path = folder.file('reference.mkv');
    const { width, height } = size;
    const chain = `fps=30,trim=end_frame=45,scale=${width}:${height}:flags=bicubic,setsar=1,format=yuv420p`;
    await runFfmpeg([
      ...clips.flatMap((clip) => ['-i', clip]),
      ...['-filter_complex', `[0:v]${chain}[a];[1:v]${chain}[b];[a][b]concat=n=2,setpts=N/30/TB[v]`],
      ...['-map', '[v]', '-c:v', 'ffv1', path],
    ]);
    return path;
  };

  const cases: [string, Settings][] = [
    ['ffmpeg', { engine: 'ffmpeg' }],
    ['webcodecs', { engine: 'webcodecs' }],
    ['VP9', { codec: 'vp9' }],
    ['AV1', { codec: 'av1' }],
  ];
  it.each(cases)(
    '%s: draft, standard and high are better and larger, one after the other',
    async (_, settings) => {
      const original = await reference();
      const made: { ssim: number; bytes: number }[] = [];
      for (const quality of ['draft', 'standard', 'high'] as const) {
        const out = folder.file(`${quality}.mp4`);
        await render({ clips, settings: { ...settings, quality, maxClipDuration: 1.5 } }, out);
        const { ssim } = await likeness(out, original);
        made.push({ ssim, bytes: statSync(out).size });
      }
      const [draft, standard, high] = made;
      expect(draft!.ssim).toBeLessThan(standard!.ssim);
      expect(standard!.ssim).toBeLessThan(high!.ssim);
      expect(draft!.bytes).toBeLessThan(standard!.bytes);
      expect(standard!.bytes).toBeLessThan(high!.bytes);
    },
  );

  it('standard is what there was before there was a choice: veryfast at CRF 23, to the byte', async () => {
    const [mine, said] = [folder.file('left-out.mp4'), folder.file('said.mp4')];
    const settings = { maxClipDuration: 0.5, engine: 'ffmpeg' } as const;
    await render({ clips, settings }, mine);
    await render(
      { clips, settings: { ...settings, quality: 'standard', codec: 'h264', container: 'mp4' } },
      said,
    );
    expect(readFileSync(said).equals(readFileSync(mine))).toBe(true);
  });
});

describe('the page', () => {
  it('offers what this browser encodes, and makes the format that is chosen', async () => {
    const { page } = session;
    await page.getByTestId('clip-input').setInputFiles(sample('misty-hills'));
    await page.getByLabel('Shape').selectOption('custom');
    await page.getByLabel('Width (pixels)').fill('320');
    await page.getByLabel('Height (pixels)').fill('180');
    await page.getByLabel('Video length (seconds)').fill('1');
    const format = page.getByTestId('format');
    expect(await format.locator('option:disabled').count()).toBe(0);
    await format.focus();
    const encodes = await page.evaluate(async () => {
      const config = { codec: 'hvc1.1.6.L90.b0', width: 320, height: 180, bitrate: 1e6 };
      return (await VideoEncoder.isConfigSupported(config)).supported;
    });
    if (!encodes) {
      const hevc = format.locator('option[value="mp4 hevc"]:disabled');
      await hevc.waitFor({ state: 'attached', timeout: 30_000 });
      expect(await hevc.textContent()).toBe('MP4, HEVC – not in this browser');
    }
    await format.selectOption('webm av1');
    await page.getByLabel('Quality').selectOption('draft');
    const shots = join(PROJECT, 'tests', 'output');
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, 'formats.png'), fullPage: true });
    await page.getByTestId('create').click();
    await page.getByTestId('result-video').waitFor({ timeout: 120_000 });
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download').click()]);
    expect(file.suggestedFilename()).toMatch(/^cliploom-[\d-]+\.webm$/);
    const out = folder.file('page.webm');
    await file.saveAs(out);
    expect(await decodeWarnings(out)).toBe('');
    expect((await ffprobeJson(out)).streams).toMatchObject([{ codec_name: 'av1', nb_read_frames: '30' }]);
  });
});

it('the shell makes what the name of the file says, in the quality that is asked for', async () => {
  const out = folder.file('shell.webm');
  const report = folder.file('report.json');
  const shell = await runRenderTool([
    ...[
      '--out',
      out,
      '--report',
      report,
      '--size',
      '160x90',
      '--clip-duration',
      '0.5',
      '--mode',
      'sequential',
    ],
    ...['--quality', 'draft', sample('misty-hills')],
  ]);
  expect(shell.code).toBe(0);
  expect(await formatOf(out)).toBe('matroska,webm');
  expect(JSON.parse(readFileSync(report, 'utf8')).output.encoding).toEqual({
    ...{ quality: 'draft', codec: 'vp9', container: 'webm' },
  });
  expect(await decodeWarnings(out)).toBe('');
});
