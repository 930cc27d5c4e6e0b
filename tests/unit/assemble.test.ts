import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { StreamTargetChunk } from 'mediabunny';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Assembler } from '../../src/assemble/assembler';
import { BlobSink } from '../../src/assemble/blobSink';
import { partVideo } from '../../src/assemble/partVideo';
import { type Expected, readBack } from '../../src/assemble/readBack';
import { resolveEncodingSettings } from '../../src/plan/encodingSettings';
import type { SubtitleCue } from '../../src/shared/captions';
import type { EncodedAudio, EncodedClip } from '../../src/shared/jobs';
import { frames, samplesOf } from '../../src/shared/units';
import { readEncodedAudio, readEncodedClip } from '../../workers/packets';

const FPS = 30;
const encoding = resolveEncodingSettings({});
let folder: string;

const ffmpeg = (...args: string[]): void => {
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);
};

const bytesOf = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path));

const makeClip = async (
  count: number,
  x264 = 'stitchable=1:bframes=0',
  size = '128x96',
): Promise<EncodedClip> => {
  const path = join(folder, 'clip.mp4');
  ffmpeg(
    ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${FPS}`, '-frames:v', String(count)],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-x264-params', x264, '-pix_fmt', 'yuv420p', path],
  );
  return readEncodedClip(bytesOf(path), FPS);
};

const makeAudio = async (count: number, filter = 'anull'): Promise<EncodedAudio> => {
  const path = join(folder, 'audio.mp4');
  const length = samplesOf(frames(count), FPS);
  ffmpeg(
    ...[
      '-f',
      'lavfi',
      '-i',
      'sine=r=48000',
      '-af',
      `${filter},aformat=channel_layouts=stereo,atrim=end_sample=${length}`,
    ],
    ...['-c:a', 'aac', path],
  );
  return readEncodedAudio(bytesOf(path), length);
};

const assemble = async (
  clips: readonly [EncodedClip, number][],
  audio: EncodedAudio | null,
  subtitles: readonly SubtitleCue[] | null = null,
): Promise<Blob> => {
  const sink = new BlobSink();
  const maxFrames = frames(clips.reduce((sum, [, count]) => sum + count, 0));
  const options = { writable: sink.writable, fps: FPS, encoding, maxFrames, audio, subtitles };
  const assembler = await Assembler.start(options);
  for (const [clip, count] of clips) await assembler.append(clip, frames(count), 'clip.mp4');
  await assembler.finish();
  return sink.blob('video/mp4');
};

/** When a file's sound begins to be heard, and ends, in seconds. */
const heardIn = (path: string): { from: number; end: number } => {
  const bytes = execFileSync('ffmpeg', [
    ...[
      '-v',
      'error',
      '-i',
      path,
      '-map',
      '0:a',
      '-af',
      'aresample=async=1:first_pts=0',
      '-ac',
      '1',
      '-f',
      'f32le',
      'pipe:1',
    ],
  ]);
  const heard = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  return { from: heard.findIndex((value) => Math.abs(value) > 0.05) / 48_000, end: heard.length / 48_000 };
};

const expected = (counts: readonly number[], hasAudio: boolean): Expected => {
  let start = 0;
  const clips = counts.map((count, index) => {
    const clip = { source: `${index}.mp4`, start: frames(start), frames: frames(count), copied: false };
    start += count;
    return clip;
  });
  return { container: 'mp4', fps: FPS, frames: frames(start), clips, hasAudio };
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploom-assemble-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('assembling', () => {
  it('joins clips, cut after any frame, into a fast-start file that an independent reader finds right', async () => {
    const [long, short] = [await makeClip(70), await makeClip(7)];
    const audio = await makeAudio(110);
    const file = await assemble(
      [
        [long, 70],
        [short, 7],
        [long, 33],
      ],
      audio,
    );
    await readBack(file, expected([70, 7, 33], true), () => {});

    const path = join(folder, 'joined.mp4');
    writeFileSync(path, new Uint8Array(await file.arrayBuffer()));
    const probe = (entries: string, stream: string) =>
      execFileSync('ffprobe', [
        '-v',
        'error',
        '-select_streams',
        stream,
        '-show_entries',
        entries,
        '-of',
        'csv=p=0',
        path,
      ])
        .toString()
        .trim()
        .split('\n')
        .map((line) => Number.parseFloat(line));
    const times = probe('packet=pts_time', 'v:0');
    expect(times).toHaveLength(110);
    for (const [frame, time] of times.entries()) expect(time).toBeCloseTo(frame / FPS, 4);
    expect(probe('stream=duration', 'a:0')[0]).toBeCloseTo(110 / FPS, 3);
    expect(
      execFileSync('ffmpeg', ['-v', 'warning', '-xerror', '-i', path, '-f', 'null', '-'], { stdio: 'pipe' })
        .length,
    ).toBe(0);
    const bytes = readFileSync(path);
    expect(bytes.indexOf('moov')).toBeGreaterThan(0);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it('goes on with another sound from the next packet on, and ends with it', async () => {
    const clip = await makeClip(60);
    const [before, after] = [await makeAudio(60), await makeAudio(40)];
    const sink = new BlobSink();
    const writable = sink.writable;
    const assembler = await Assembler.start({
      writable,
      fps: FPS,
      encoding,
      subtitles: null,
      maxFrames: frames(60),
      audio: before,
    });
    await assembler.append(clip, frames(20), 'clip.mp4');
    assembler.replaceSound(after);
    await assembler.append(clip, frames(20), 'clip.mp4');
    await assembler.finish();
    const file = sink.blob('video/mp4');
    await readBack(file, expected([20, 20], true), () => {});
    // The packets that both have alike: the same file as if it had been the second from the begin.
    const straight = await assemble(
      [
        [clip, 20],
        [clip, 20],
      ],
      after,
    );
    const soundOf = async (mp4: Blob) =>
      readEncodedAudio(new Uint8Array(await mp4.arrayBuffer()), after.samples);
    expect(await soundOf(file)).toEqual(await soundOf(straight));
  });

  it('takes no other sound where there was none, or whose packets lie elsewhere', async () => {
    const audio = await makeAudio(20);
    const start = (sound: EncodedAudio | null) =>
      Assembler.start({
        writable: new BlobSink().writable,
        fps: FPS,
        encoding,
        subtitles: null,
        maxFrames: frames(20),
        audio: sound,
      });
    const moved = {
      ...audio,
      packets: audio.packets.map((one) => ({ ...one, timestamp: one.timestamp + 1 })),
    };
    const [silent, sounding] = [await start(null), await start(audio)];
    expect(() => silent.replaceSound(audio)).toThrow(/does not go on/);
    expect(() => sounding.replaceSound(moved)).toThrow(/does not go on/);
  });

  it('refuses a clip that needs another decoder configuration, by name', async () => {
    const [good, other] = [await makeClip(5), await makeClip(5, 'stitchable=1:bframes=0:cabac=0')];
    const smaller = await makeClip(5, 'stitchable=1:bframes=0', '128x128');
    for (const clip of [other, smaller]) {
      const sink = new BlobSink();
      const assembler = await Assembler.start({
        writable: sink.writable,
        fps: FPS,
        encoding,
        maxFrames: frames(10),
        audio: null,
        subtitles: null,
      });
      await assembler.append(good, frames(5), 'good.mp4');
      await expect(assembler.append(clip, frames(5), 'other.mp4')).rejects.toMatchObject({
        category: 'wrong-output',
        message: expect.stringContaining('other.mp4'),
      });
    }
  });

  it('refuses an encoded clip whose frames are not one after another', async () => {
    await expect(makeClip(20, 'bframes=3')).rejects.toMatchObject({ category: 'wrong-output' });
  });

  it('refuses a sound of the wrong length', async () => {
    const path = join(folder, 'short.mp4');
    ffmpeg('-f', 'lavfi', '-i', 'sine=r=48000', '-t', '1', '-c:a', 'aac', path);
    await expect(readEncodedAudio(bytesOf(path), 96_000)).rejects.toMatchObject({ category: 'wrong-output' });
  });
});

describe('subtitles', () => {
  const cue = (startSeconds: number, endSeconds: number, text: string): SubtitleCue => ({
    startSeconds,
    endSeconds,
    text,
    words: [],
  });
  const written = async (name: string, file: Blob): Promise<string> => {
    const path = join(folder, name);
    writeFileSync(path, new Uint8Array(await file.arrayBuffer()));
    return path;
  };
  const packets = (path: string, stream: string): string =>
    execFileSync('ffprobe', [
      ...['-v', 'error', '-select_streams', stream, '-show_data_hash', 'md5'],
      ...['-show_entries', 'packet=pts_time,duration_time,size,data_hash', '-of', 'csv=p=0', path],
    ]).toString();
  /** When the samples begin: ffprobe 5.1 takes them for data, and draws the last one out to the video's end. */
  const begins = (path: string): number[] => packets(path, 'd').trim().split('\n').map(Number.parseFloat);
  /** The length that the last track gives itself, in its milliseconds. */
  const trackLength = (path: string): number => {
    const bytes = readFileSync(path);
    return bytes.readUInt32BE(bytes.lastIndexOf('mdhd') + 20);
  };

  it('are a track beside pictures and sound that stay as they are', async () => {
    const clip = await makeClip(90);
    const audio = await makeAudio(90);
    const cues = [cue(0.5, 1.1, 'one & <two>'), cue(1.1, 1.7, 'A'), cue(1.4, 2.9, 'over\nlapping')];
    const file = await assemble([[clip, 90]], audio, cues);
    await readBack(file, expected([90], true), () => {});
    const path = await written('subtitled.mp4', file);
    // Gaps have samples of their own, and what overlaps is cut where something changes.
    expect(begins(path)).toEqual([0, 0.5, 1.1, 1.4, 1.7]);
    expect(trackLength(path)).toBe(2900);
    const plain = await written('plain.mp4', await assemble([[clip, 90]], audio));
    for (const stream of ['v', 'a']) expect(packets(path, stream)).toBe(packets(plain, stream));
    const bytes = readFileSync(path);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect(bytes.includes('one &amp; &lt;two&gt;')).toBe(true);
    expect(bytes.includes('vtta')).toBe(false);
    const again = await assemble([[clip, 90]], audio, cues);
    expect(bytes.equals(new Uint8Array(await again.arrayBuffer()))).toBe(true);
  });

  it('never make the video longer, even if clips are left out', async () => {
    const clip = await makeClip(60);
    const sink = new BlobSink();
    const assembler = await Assembler.start({
      writable: sink.writable,
      fps: FPS,
      encoding,
      maxFrames: frames(600),
      audio: null,
      subtitles: [cue(0.5, 1, 'in'), cue(1.5, 9, 'across'), cue(10, 12, 'beyond')],
    });
    await assembler.append(clip, frames(60), 'clip.mp4');
    await assembler.finish();
    const path = await written('shorter.mp4', sink.blob('video/mp4'));
    expect(begins(path)).toEqual([0, 0.5, 1, 1.5]);
    expect(trackLength(path)).toBe(2000);
    const length = execFileSync('ffprobe', [
      ...['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', path],
    ]);
    expect(Number(length)).toBeCloseTo(2, 3);
  });

  it('need not be in memory until the first of them comes', async () => {
    const clip = await makeClip(90, 'stitchable=1:bframes=0:qp=1');
    let bytes = 0;
    const writable = new WritableStream<StreamTargetChunk>({
      write: ({ data }) => {
        bytes += data.byteLength;
      },
    });
    const maxFrames = frames(18_000);
    const subtitles = [cue(599, 600, 'at the very end')];
    const assembler = await Assembler.start({
      writable,
      fps: FPS,
      encoding,
      maxFrames,
      audio: null,
      subtitles,
    });
    for (let place = 0; place < 40; place += 1) await assembler.append(clip, frames(90), 'clip.mp4');
    expect(bytes).toBeGreaterThan(0);
    await assembler.finish();
  });

  it('that follow each other without a gap leave no sample that lasts for nothing', async () => {
    const clip = await makeClip(90);
    const lengths = fc.array(fc.integer({ min: 40, max: 200 }), { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(lengths, async (all) => {
        let end = 0;
        const subtitles = all.map((length) => {
          const start = end;
          end += length;
          return cue(start / 1000, end / 1000, 'x');
        });
        const path = await written('row.mp4', await assemble([[clip, 90]], null, subtitles));
        const found = begins(path);
        expect(found).toEqual([...new Set(found)]);
        for (const { startSeconds } of subtitles) {
          expect(found.some((begin) => Math.abs(begin - startSeconds) < 0.005)).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('of any times are written in as many samples as were kept room for', async () => {
    const clip = await makeClip(90);
    const time = fc.integer({ min: 0, max: 2999 });
    const cues = fc.array(fc.tuple(time, fc.integer({ min: 1, max: 900 })), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(cues, async (all) => {
        const subtitles = all
          .toSorted(([a], [b]) => a - b)
          .map(([start, length]) => cue(start / 1000, (start + length) / 1000, 'x'));
        const file = await assemble([[clip, 90]], null, subtitles);
        await readBack(file, expected([90], false), () => {});
      }),
      { numRuns: 40 },
    );
  });
});

describe('reading back', () => {
  it.each([
    ['a missing frame', [10, 11], true, /it has 20 frames, not 21/],
    ['an extra frame', [10, 9], true, /it has 20 frames, not 19/],
    ['sound that should not be', [10, 10], false, /it has sound/],
  ])('finds %s', async (_, counts, hasAudio, message) => {
    const clip = await makeClip(10);
    const file = await assemble(
      [
        [clip, 10],
        [clip, 10],
      ],
      await makeAudio(20),
    );
    await expect(readBack(file, expected(counts, hasAudio), () => {})).rejects.toThrow(message);
  });

  it('finds a missing sound, and one that is too short', async () => {
    const clip = await makeClip(20);
    const silent = await assemble([[clip, 20]], null);
    await expect(readBack(silent, expected([20], true), () => {})).rejects.toThrow(/no sound/);
    const short = await assemble([[clip, 20]], await makeAudio(15));
    await expect(readBack(short, expected([20], true), () => {})).rejects.toThrow(
      /the picture ends at 0.667 s, the sound at/,
    );
  });

  it('finds uneven time stamps', async () => {
    const clip = await makeClip(20);
    const file = await assemble([[clip, 20]], null);
    await expect(readBack(file, { ...expected([20], false), fps: 29.9 }, () => {})).rejects.toThrow(
      /frame \d+ is shown at/,
    );
  });
});

describe('BlobSink', () => {
  it('puts together what is written in any order', async () => {
    const sink = new BlobSink();
    const writer = sink.writable.getWriter();
    const write = (text: string, position: number) =>
      writer.write({ type: 'write', data: new TextEncoder().encode(text), position });
    await write('....', 0);
    await write('efgh', 4);
    await write('mn', 12);
    await write('ijkl', 8);
    await write('abcdEF', 0);
    await write('nopq', 13);
    await writer.close();
    expect(await sink.blob('text/plain').text()).toBe('abcdEFghijklmnopq');
  });

  const MIB = 2 ** 20;
  const write = async (sink: BlobSink, writes: readonly { size: number; position: number }[]) => {
    const expected = new Uint8Array(Math.max(...writes.map(({ size, position }) => size + position)));
    const writer = sink.writable.getWriter();
    for (const [index, { size, position }] of writes.entries()) {
      const data = new Uint8Array(size).fill(index + 1);
      expected.set(data, position);
      await writer.write({ type: 'write', data, position });
    }
    await writer.close();
    const same = Buffer.compare(new Uint8Array(await sink.blob('video/mp4').arrayBuffer()), expected) === 0;
    expect(same).toBe(true);
  };
  /** Forward, and then back into what was let go, into what was not, and over the border. */
  const WRITES = [
    ...[0, 4, 8, 12, 16].map((at) => ({ size: 4 * MIB, position: at * MIB })),
    { size: 100, position: 3 },
    { size: 50, position: 20 },
    { size: MIB, position: 7.5 * MIB },
    { size: 2 * MIB, position: 15 * MIB },
    { size: 10, position: 19 * MIB },
  ];

  it('hands on what it collects, and patches it afterwards', async () => {
    const spilled: number[] = [];
    const sink = new BlobSink(async (bytes) => {
      const blob = new Blob([...bytes]);
      spilled.push(blob.size);
      return blob;
    });
    await write(sink, WRITES);
    expect(spilled).toEqual([8 * MIB, 8 * MIB]);
  });

  it('keeps what nobody takes, from the begin or from the middle on', async () => {
    await write(new BlobSink(), WRITES);
    let room = 1;
    const sink = new BlobSink(async (bytes) => {
      room -= 1;
      return room >= 0 ? new Blob([...bytes]) : null;
    });
    await write(sink, WRITES);
  });
});

describe('a part of a video as a file of its own', () => {
  it('has the frames that are shown, and the sound that belongs to them', async () => {
    const clip = await makeClip(40);
    const audio = await makeAudio(90, "volume=0:enable='lt(t,1.5)'");
    const part = { ...{ clip, frames: frames(30), fps: FPS, encoding }, audio };
    const path = join(folder, 'part.mp4');
    // The sound begins at frame 45.
    for (const [start, from] of [
      [30, 0.5],
      [41, 4 / FPS],
      [60, 0],
    ] as const) {
      const blob = await partVideo({ ...part, start: frames(start) });
      await readBack(blob, expected([30], true), () => {});
      writeFileSync(path, new Uint8Array(await blob.arrayBuffer()));
      const heard = heardIn(path);
      expect(Math.abs(heard.from - from)).toBeLessThan(0.03);
      // A packet of AAC more at most.
      expect(heard.end).toBeGreaterThanOrEqual(1);
      expect(heard.end).toBeLessThan(1 + 1024 / 48_000);
    }
  });

  it('is the same as WebM, whose sound has another begin', async () => {
    const path = join(folder, 'part.webm');
    const vp9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-lag-in-frames', '0'];
    const pictures = join(folder, 'vp9.mp4');
    ffmpeg('-f', 'lavfi', '-i', `testsrc2=s=128x96:r=${FPS}`, '-frames:v', '30', ...vp9, pictures);
    const sound = join(folder, 'opus.mp4');
    const late = "volume=0:enable='lt(t,1.5)'";
    ffmpeg('-f', 'lavfi', '-i', 'sine=r=48000:d=3', '-af', late, '-c:a', 'libopus', sound);
    const blob = await partVideo({
      ...{
        clip: await readEncodedClip(bytesOf(pictures), FPS),
        frames: frames(30),
        start: frames(30),
        fps: FPS,
      },
      encoding: resolveEncodingSettings({ container: 'webm' }),
      audio: await readEncodedAudio(bytesOf(sound), samplesOf(frames(90), FPS)),
    });
    writeFileSync(path, new Uint8Array(await blob.arrayBuffer()));
    const heard = heardIn(path);
    expect(Math.abs(heard.from - 0.5)).toBeLessThan(0.03);
    expect(Math.abs(heard.end - 1)).toBeLessThan(0.03);
  });

  it('is silent where there is no sound yet', async () => {
    const clip = await makeClip(12);
    const options = { clip, frames: frames(12), start: frames(30), fps: FPS, encoding, audio: null };
    await readBack(await partVideo(options), expected([12], false), () => {});
  });
});
