import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../scripts/lib/run';
import { makeCountedClip } from '../../media/makeCountedClip';
import { readCountedVideo } from '../../media/readCountedVideo';
import { decodeWarnings } from '../support/ffprobe';
import { runRenderTool } from '../support/renderTool';
import { warmRenders } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const size = { width: 320, height: 180 };
const good = folder.file('good.mp4');
const voice = folder.file('voice.mp3');
const session = warmRenders('ffmpeg');

/** Files that are no videos, or only parts of one, with what is said of them. */
const bad: [name: string, make: (path: string) => void, reason: RegExp][] = [
  ['empty.mp4', (path) => writeFileSync(path, ''), /“empty.mp4” is empty \(0 bytes\)/],
  [
    'text.mp4',
    (path) => writeFileSync(path, 'Dear diary, this is no film.\n'.repeat(200)),
    /“text.mp4” is not a video/,
  ],
  ['noise.bin', (path) => writeFileSync(path, noise(50_000)), /“noise.bin” is not a video/],
  [
    'headless.mp4',
    (path) => writeFileSync(path, readFileSync(plain()).subarray(0, 30_000)),
    /“headless.mp4”/,
  ],
  [
    'cut-off.mp4',
    (path) => writeFileSync(path, cutInHalf(good)),
    /“cut-off.mp4” is cut off: its end is missing/,
  ],
];

const plain = () => folder.file('plain.mp4');
const cutInHalf = (path: string): Buffer => {
  const bytes = readFileSync(path);
  return bytes.subarray(0, bytes.byteLength / 2);
};
const noise = (length: number): Uint8Array => {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state & 255;
  });
};

const tool = (args: readonly string[]) =>
  runRenderTool([
    ...['--size', '180x320', '--mode', 'sequential', '--clip-duration', '1', '--engine', 'ffmpeg'],
    ...args,
  ]);

beforeAll(async () => {
  const clip = { clipId: 3, ...size, fps: 30, seconds: 2, withAudio: true } as const;
  await makeCountedClip({ ...clip, path: good, extraArgs: ['-movflags', '+faststart'] });
  await makeCountedClip({ ...clip, path: plain() });
  await makeTone(voice, 2);
  for (const [name, make] of bad) make(folder.file(name));
});
afterAll(async () => {
  folder[Symbol.dispose]();
});

describe('files that cannot be used', () => {
  it('are left out and named among good ones: exit 3, and the video is whole', async () => {
    const out = folder.file('partly.mp4');
    const reportPath = folder.file('partly.json');
    const files = bad.map(([name]) => folder.file(name));
    const { code, stderr, stdout } = await tool([
      ...['--audio', voice, '--out', out, '--report', reportPath],
      ...[files[0]!, good, ...files.slice(1)],
    ]);
    expect(code, stderr).toBe(3);
    expect(stdout).toBe('');
    for (const [, , reason] of bad) expect(stderr).toMatch(reason);
    const report = JSON.parse(readFileSync(reportPath, 'utf8'));
    expect(report.problems).toHaveLength(bad.length);
    expect(report.clips.filter((clip: { status: string }) => clip.status === 'failed')).toHaveLength(
      bad.length,
    );
    const read = await readCountedVideo(out, {
      target: { width: 180, height: 320 },
      fit: 'cover',
      sourceSizes: [size],
    });
    // MP3 has its own idea of two seconds: the encoder's padding may or may not count.
    expect(read.length).toBe(report.output.frames);
    expect(read.length).toBeGreaterThanOrEqual(60);
    expect(read).toEqual(read.map((_, frame) => ({ clipId: 3, frame: frame % 30 })));
    expect(await decodeWarnings(out)).toBe('');
  });

  it('alone: exit 1, all of them named, no file', async () => {
    const out = folder.file('nothing.mp4');
    const reportPath = folder.file('nothing.json');
    const { code, stderr } = await tool([
      ...['--audio', voice, '--out', out, '--report', reportPath],
      ...bad.map(([name]) => folder.file(name)),
    ]);
    expect(code).toBe(1);
    const { error, log } = JSON.parse(readFileSync(reportPath, 'utf8'));
    expect(error.message).toContain('There are no readable video clips');
    const named = log.filter(({ event }: { event: string }) => event === 'left-out');
    expect(named).toHaveLength(bad.length);
    expect(stderr).toContain('There are no readable video clips');
    for (const [, , reason] of bad) expect(stderr).toMatch(reason);
    expect(existsSync(out)).toBe(false);
    expect(existsSync(`${out}.part`)).toBe(false);
  });

  it('as the voice-over: it is named, no file', async () => {
    const out = folder.file('mute.mp4');
    const settings = { size: { width: 180, height: 320 }, mode: 'sequential' } as const;
    const request = { clips: [good], voiceOver: folder.file('text.mp4'), out, settings };
    await expect(session.renderFiles(request)).rejects.toThrow('“text.mp4”');
    expect(existsSync(out)).toBe(false);
  });

  it('wrong usage: exit 2', async () => {
    expect((await tool(['--out', folder.file('x.mp4')])).code).toBe(2);
    expect((await tool(['--out', folder.file('x.mp4'), folder.file('not-there.mp4')])).code).toBe(2);
    expect((await tool(['--fps', '29', '--out', folder.file('x.mp4'), good])).code).toBe(2);
  });
});

describe('unusual but good sources', () => {
  it('a container that only ffmpeg reads is shown from the right frame on', async () => {
    const path = folder.file('old.avi');
    await makeCountedClip({
      path,
      clipId: 9,
      ...size,
      fps: 25,
      seconds: 4,
      codec: 'mpeg4',
      extraArgs: ['-q:v', '2', '-bf', '2'],
    });
    const out = folder.file('old.mp4');
    const report = await session.renderFiles({
      clips: [path],
      out,
      settings: { size: { width: 180, height: 320 }, mode: 'random', seed: 1, fps: 25, maxClipDuration: 1 },
    });
    expect(report.problems).toEqual([]);
    const read = await readCountedVideo(out, {
      target: { width: 180, height: 320 },
      fit: 'cover',
      sourceSizes: [size],
    });
    expect(read).toHaveLength(100);
    expect(read.map((name) => name?.frame).sort((a, b) => a! - b!)).toEqual(
      Array.from({ length: 100 }, (_, frame) => frame),
    );
  });

  it('a container that only ffmpeg reads, too large for memory, is read where it lies', async () => {
    const path = folder.file('large.avi');
    await makeCountedClip({ path, clipId: 8, ...size, fps: 25, seconds: 2, codec: 'mjpeg' });
    // Beyond the size up to which a file is copied.
    truncateSync(path, 70 * 2 ** 20);
    const out = folder.file('large.mp4');
    await session.renderFiles({
      clips: [path],
      out,
      settings: { size: { width: 180, height: 320 }, mode: 'sequential', fps: 25, maxClipDuration: 1 },
    });
    const read = await readCountedVideo(out, {
      target: { width: 180, height: 320 },
      fit: 'cover',
      sourceSizes: [size],
    });
    expect(read).toEqual(Array.from({ length: 25 }, (_, frame) => ({ clipId: 8, frame })));
  });

  it('what sources say of colour, chroma and fields does not get into the headers, so that all fit together', async () => {
    const peculiar = [
      ['-chroma_sample_location', 'topleft'],
      [
        '-color_range',
        'pc',
        '-colorspace',
        'smpte170m',
        '-color_primaries',
        'smpte170m',
        '-color_trc',
        'gamma22',
      ],
      ['-pix_fmt', 'yuv444p'],
      ['-flags', '+ildct+ilme', '-x264-params', 'tff=1'],
      ['-r', '30000/1001', '-vf', 'setsar=4/3'],
    ];
    const paths: string[] = [];
    for (const [clipId, extraArgs] of peculiar.entries()) {
      const path = folder.file(`peculiar-${clipId}.mp4`);
      await makeCountedClip({ path, clipId, ...size, fps: 30, seconds: 1, extraArgs });
      paths.push(path);
    }
    const out = folder.file('peculiar.mp4');
    const report = await session.renderFiles({
      clips: paths,
      out,
      settings: { size: { width: 180, height: 320 }, mode: 'sequential', maxClipDuration: 0.5 },
    });
    expect(report.problems).toEqual([]);
    expect(report.output.frames).toBe(5 * 15);
    expect(await decodeWarnings(out)).toBe('');
  });

  it('a source of over 4 GB costs no more memory than a small one', async () => {
    // A sparse `free` box of 4.5 GB behind the film: a player skips it, and so must a probe.
    const path = folder.file('huge.mp4');
    const film = readFileSync(good);
    const header = Buffer.alloc(16);
    const free = 4.5 * 2 ** 30;
    header.writeUInt32BE(1, 0);
    header.write('free', 4);
    header.writeBigUInt64BE(BigInt(free), 8);
    writeFileSync(path, Buffer.concat([film, header]));
    truncateSync(path, film.byteLength + free);
    const out = folder.file('from-huge.mp4');
    const { output } = await session.renderFiles({
      clips: [path],
      out,
      settings: { size: { width: 180, height: 320 }, maxClipDuration: 1, mode: 'sequential' },
    });
    expect(output.frames).toBe(30);
  });

  it('without a voice-over the video is as long as it is asked to be', async () => {
    const out = folder.file('asked.mp4');
    const { output } = await session.renderFiles({
      clips: [good],
      out,
      settings: { size: { width: 180, height: 320 }, mode: 'sequential', duration: 3.5 },
    });
    expect(output.frames).toBe(105);
    const read = await readCountedVideo(out, {
      target: { width: 180, height: 320 },
      fit: 'cover',
      sourceSizes: [size],
    });
    expect(read).toEqual(read.map((_, frame) => ({ clipId: 3, frame: frame % 60 })));
  });

  it('without a voice-over the video is as long as its clips, and silent', async () => {
    const out = folder.file('silent.mp4');
    await session.renderFiles({
      clips: [good],
      out,
      settings: { size: { width: 180, height: 320 }, mode: 'sequential' },
    });
    const { stdout } = await run(
      'ffprobe',
      ['-v', 'error', '-show_entries', 'stream=codec_type,nb_frames', '-of', 'csv=p=0', out],
      {
        timeoutSeconds: 30,
        output: 'capture',
      },
    );
    expect(stdout.trim()).toBe('video,60');
  });
});
