import { readFile } from 'node:fs/promises';
import { BufferSource, Input, MP4 } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { browserEncodings } from '../../src/plan/browserEncoding';
import { VideoTarget } from '../../src/render/videoTarget';
import type { SourceColours } from '../../src/shared/jobs';
import { hasOnlyWholePictures } from '../../workers/engines/webcodecs/avcFields';
import { conversionFrom, type Planes, packPlanes } from '../../workers/engines/webcodecs/codedPlanes';
import { tempDir } from '../browser/support/tempDir';
import { runFfmpeg } from '../media/runFfmpeg';

const H264 = { codec: 'h264', quality: 'standard' } as const;

describe('the encoder’s configurations', () => {
  it.each([
    [{ width: 1080, height: 1920 }, 30, 40],
    [{ width: 1080, height: 1920 }, 60, 42],
    [{ width: 3840, height: 2160 }, 30, 51],
    [{ width: 320, height: 180 }, 30, 30],
  ])('%o at %i fps needs level %i', (size, fps, level) => {
    const codecs = browserEncodings(H264, size, fps).map(({ config }) => config.codec);
    expect(codecs[0]).toBe(`avc1.6400${level.toString(16)}`);
  });

  it('hardware comes before software, and High before lower profiles', () => {
    const all = browserEncodings(H264, { width: 640, height: 360 }, 30);
    expect(
      all.map(({ config: { codec, hardwareAcceleration } }) => [codec.slice(5, 9), hardwareAcceleration]),
    ).toEqual(
      ['prefer-hardware', 'prefer-software'].flatMap((where) =>
        ['6400', '4d00', '42e0'].map((profile) => [profile, where]),
      ),
    );
  });

  it('there is none for a size that no level allows', () => {
    expect(browserEncodings(H264, { width: 16_384, height: 16_384 }, 30)).toEqual([]);
  });
});

describe('whether H.264 has fields', () => {
  const avcC = async (args: readonly string[]): Promise<Uint8Array> => {
    using folder = tempDir();
    const path = folder.file('clip.mp4');
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=160x128:rate=10', '-frames:v', '3'];
    await runFfmpeg([...source, '-c:v', 'libx264', ...args, path]);
    using input = new Input({
      source: new BufferSource(new Uint8Array(await readFile(path))),
      formats: [MP4],
    });
    const config = await (await input.getPrimaryVideoTrack())?.getDecoderConfig();
    return new Uint8Array(config?.description as ArrayBuffer);
  };

  it.each([
    ['High', ['-pix_fmt', 'yuv420p']],
    ['Baseline', ['-profile:v', 'baseline', '-pix_fmt', 'yuv420p']],
    ['4:4:4', ['-pix_fmt', 'yuv444p']],
    ['with matrices of its own', ['-pix_fmt', 'yuv420p', '-x264-params', 'cqm=jvt']],
  ])('%s without fields', async (_, args) => {
    expect(hasOnlyWholePictures(await avcC(args))).toBe(true);
  });

  it('with fields', async () => {
    const fields = ['-pix_fmt', 'yuv420p', '-flags', '+ildct+ilme', '-x264-params', 'tff=1'];
    expect(hasOnlyWholePictures(await avcC(fields))).toBe(false);
  });

  it('what is no configuration may have them', () => {
    expect(hasOnlyWholePictures(new Uint8Array())).toBe(false);
    expect(hasOnlyWholePictures(new Uint8Array([0, 0, 0, 1, 103]))).toBe(false);
  });
});

describe('samples on a canvas', () => {
  const colours = (more: Partial<SourceColours>): SourceColours => ({
    ...{ matrix: 'bt709', fullRange: false, gamut: 'bt709', dynamicRange: 'standard' },
    ...more,
  });
  /** One pixel as Y′, Cb, Cr. */
  const packed = (sample: readonly number[], from: SourceColours, bits = 8): number[] => {
    const planes: Planes = {
      samples: bits > 8 ? Uint16Array.from(sample) : Uint8Array.from(sample),
      planes: [0, 1, 2].map((offset) => ({ offset, stride: 1 })),
      ...{ bits, chromaShift: { x: 0, y: 0 }, chromaStep: 1 },
    };
    const into = new Uint32Array(1);
    packPlanes(planes, conversionFrom(from, bits), { x: 0, y: 0, width: 1, height: 1 }, into);
    const [word = 0] = into;
    expect(word >>> 24).toBe(255);
    return [(word >> 8) & 255, (word >> 16) & 255, word & 255];
  };

  it('are taken over as they are where they are what the output is', () => {
    for (const sample of [
      [16, 128, 128],
      [235, 128, 128],
      [63, 102, 240],
      [0, 0, 255],
    ])
      expect(packed(sample, colours({}))).toEqual(sample);
  });

  // The colours' codes are those of the standards' own formulas.
  it.each([
    ['BT.601 red', [81, 90, 240], colours({ matrix: 'bt601' }), 8, [63, 102, 240]],
    ['BT.601 green', [145, 54, 34], colours({ matrix: 'bt601' }), 8, [173, 42, 26]],
    ['BT.2020 blue', [29, 240, 119], colours({ matrix: 'bt2020' }), 8, [32, 240, 118]],
    ['full range white', [255, 128, 128], colours({ fullRange: true }), 8, [235, 128, 128]],
    [
      'full range BT.601 red',
      [76, 85, 255],
      colours({ matrix: 'bt601', fullRange: true }),
      8,
      [63, 102, 240],
    ],
    // R′G′B′ (1.18, 0.24, −0.14), of which (1, 0.24, 0) is left.
    ['BT.601 beyond red', [121, 50, 240], colours({ matrix: 'bt601' }), 8, [100, 81, 215]],
    ['10 bit red', [252, 408, 960], colours({}), 10, [63, 102, 240]],
  ] as const)('%s', (_, sample, from, bits, expected) => {
    const got = packed(sample, from, bits);
    for (const [at, value] of expected.entries()) expect(Math.abs(got[at]! - value)).toBeLessThanOrEqual(1);
  });

  it('of a part, with chroma of half the size in pairs', () => {
    // 4 × 2 pixels: luma 0–7; two chroma samples.
    const planes: Planes = {
      samples: Uint8Array.from([20, 21, 22, 23, 24, 25, 26, 27, 100, 101, 110, 111]),
      planes: [
        { offset: 0, stride: 4 },
        { offset: 8, stride: 4 },
        { offset: 9, stride: 4 },
      ],
      ...{ bits: 8, chromaShift: { x: 1, y: 1 }, chromaStep: 2 },
    };
    const into = new Uint32Array(2);
    packPlanes(planes, conversionFrom(colours({}), 8), { x: 1, y: 1, width: 2, height: 1 }, into);
    expect([...into].map((word) => [(word >> 8) & 255, (word >> 16) & 255, word & 255])).toEqual([
      [25, 100, 101],
      [26, 110, 111],
    ]);
  });
});

describe('a video that is begun again', () => {
  it('is written from the begin, into an empty file', async () => {
    const chunks: unknown[] = [];
    const writable = new WritableStream({ write: (chunk) => void chunks.push(chunk) });
    const output = {
      writable: writable as FileSystemWritableFileStream,
      readBack: async () => new Blob(),
    };
    const target = new VideoTarget(output, 'video/mp4');
    const write = { type: 'write' as const, data: new Uint8Array(2), position: 0 };
    const first = (await target.begin()).getWriter();
    await first.write(write);
    await first.abort();
    const second = (await target.begin()).getWriter();
    await second.write(write);
    await second.close();
    expect(chunks).toEqual([write, { type: 'truncate', size: 0 }, write]);
  });

  it('keeps nothing in memory of the first attempt', async () => {
    const target = new VideoTarget(undefined, 'video/mp4');
    for (const text of ['first attempt', 'second']) {
      const writer = (await target.begin()).getWriter();
      await writer.write({ type: 'write', data: new TextEncoder().encode(text), position: 0 });
    }
    expect(await (await target.blob()).text()).toBe('second');
  });
});
