import { readFile } from 'node:fs/promises';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { FORMATS, formatOf, partsOf } from '../../src/page/state/formats';
import { browserEncodings } from '../../src/plan/browserEncoding';
import { codecStrings } from '../../src/plan/codecStrings';
import { QUALITIES, resolveEncodingSettings } from '../../src/plan/encodingSettings';
import { asStored, codecStringOf, headerOf } from '../../src/shared/codecHeaders';
import type { Quality, VideoCodec } from '../../src/shared/encoding';
import type { ClipJob } from '../../src/shared/jobs';
import { frames } from '../../src/shared/units';
import { clipCommand } from '../../workers/engines/ffmpeg/clipCommand';
import { sliceQuantizer } from '../../workers/engines/webcodecs/sliceQuantizer';
import { SteadyRate } from '../../workers/engines/webcodecs/steadyRate';
import { tempDir } from '../browser/support/tempDir';
import { runFfmpeg } from '../media/runFfmpeg';

describe('how a video is encoded', () => {
  it.each([
    [{}, { quality: 'standard', codec: 'h264', container: 'mp4' }],
    [{ container: 'webm' }, { quality: 'standard', codec: 'vp9', container: 'webm' }],
    [
      { codec: 'vp9', quality: 'high' },
      { quality: 'high', codec: 'vp9', container: 'mp4' },
    ],
  ] as const)('%o means %o', (options, encoding) => {
    expect(resolveEncodingSettings(options)).toEqual(encoding);
  });

  it.each(['h264', 'hevc'] as const)('%s in WebM is refused', (codec) => {
    expect(() => resolveEncodingSettings({ codec, container: 'webm' })).toThrow(
      `codec must be one of vp9, av1 in webm, not ${codec}; ${codec} needs mp4.`,
    );
  });

  it('the page offers all that can be, and nothing else', () => {
    expect(FORMATS).toEqual(['mp4 h264', 'mp4 hevc', 'mp4 av1', 'mp4 vp9', 'webm av1', 'webm vp9']);
    for (const format of FORMATS) {
      const parts = partsOf(format);
      expect(formatOf(parts)).toBe(format);
      expect(resolveEncodingSettings(parts)).toMatchObject(parts);
    }
  });
});

describe('x264', () => {
  const size = { width: 320, height: 180 };
  const picture: ClipJob['picture'] = {
    ...{ source: new Blob(), sourceName: 'a.mp4', access: 'packets', inPointSeconds: 0, speed: 1 },
    geometry: {
      ...{ crop: { x: 0, y: 0, ...size }, scaled: size, offset: { x: 0, y: 0 }, target: size },
      ...{ rotation: 0, mirrored: false, background: { kind: 'color', color: [16, 128, 128] } },
    },
    colours: { matrix: 'bt709', fullRange: false, gamut: 'bt709', dynamicRange: 'standard' },
    ...{ effects: [], deinterlace: false },
  };
  const encoderOf = (quality: Quality): string => {
    const job: ClipJob = {
      ...{ kind: 'encode-clip', sourceName: 'a.mp4', frames: frames(30), fps: 30, size, picture, next: null },
      ...{ captions: null, watermark: null, fades: [], quality, encoder: null },
    };
    const input = { picture, path: 'a.mp4', inPointSeconds: 0, seek: false, files: {} };
    const command = clipCommand(job, [input], [], 1);
    const [from, to] = [command.indexOf('-c:v'), command.indexOf('-x264-params')];
    return command.slice(from, to).join(' ');
  };

  // Whatever else changes: clips of before are joined with those of now, and bytes are promised.
  it('of standard quality is told what it was always told', () => {
    expect(encoderOf('standard')).toBe('-c:v libx264 -preset veryfast -crf 23 -pix_fmt yuv420p -threads 1');
  });

  it('is told to take more trouble, and to lose less, the better the quality', () => {
    expect(encoderOf('draft')).toContain('-preset superfast -crf 28');
    expect(encoderOf('high')).toContain('-preset faster -crf 19');
  });
});

describe('codec strings', () => {
  const shapes = [
    [{ width: 320, height: 180 }, 30],
    [{ width: 1080, height: 1920 }, 30],
    [{ width: 1080, height: 1920 }, 60],
    [{ width: 3840, height: 2160 }, 30],
    [{ width: 64, height: 4096 }, 24],
  ] as const;
  it.each([
    ['hevc', ['L90', 'L120', 'L123', 'L150', 'L120']],
    ['av1', ['00M', '08M', '09M', '12M', '12M']],
    ['vp9', ['20', '40', '41', '50', '40']],
  ] as const)('%s asks for the lowest level that is enough', (codec, levels) => {
    const found = shapes.map(([size, fps]) => codecStrings(codec, size, fps)[0]?.split('.') ?? []);
    expect(found.map((parts) => parts[codec === 'hevc' ? 3 : 2])).toEqual(levels);
  });

  it('better quality has more bits, and a finer quantizer', () => {
    for (const codec of ['h264', 'hevc', 'av1', 'vp9'] as const) {
      const made = QUALITIES.map((quality) => browserEncodings({ codec, quality }, shapes[1][0], 30)[0]!);
      const rates = made.map(({ config }) => config.bitrate ?? 0);
      expect(rates).toEqual(rates.toSorted((a, b) => a - b));
      const quantizers = made.map(({ quantizer }) => quantizer);
      expect(quantizers).toEqual(quantizers.toSorted((a, b) => b - a));
    }
  });
});

/** First packets and decoder configuration of a video that native ffmpeg has encoded. */
const encodedBy = async (args: readonly string[], ending: string) => {
  using folder = tempDir();
  const path = folder.file(`clip.${ending}`);
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=10', '-frames:v', '8'];
  await runFfmpeg([...source, '-pix_fmt', 'yuv420p', ...args, path]);
  using input = new Input({
    source: new BufferSource(new Uint8Array(await readFile(path))),
    formats: ALL_FORMATS,
  });
  const track = (await input.getPrimaryVideoTrack())!;
  const packets: Uint8Array<ArrayBuffer>[] = [];
  for await (const { data } of new EncodedPacketSink(track).packets()) packets.push(data.slice());
  return { config: (await track.getDecoderConfig())!, packets };
};

describe('what encoders say of themselves', () => {
  it.each<[VideoCodec, string[]]>([
    ['h264', ['-c:v', 'libx264']],
    ['hevc', ['-c:v', 'libx265', '-tag:v', 'hvc1', '-x265-params', 'log-level=none']],
    ['av1', ['-c:v', 'libaom-av1', '-cpu-used', '8']],
  ])('%s: the codec string is the one that a reader of the file finds', async (codec, args) => {
    const { config, packets } = await encodedBy(args, 'mp4');
    const header = headerOf(codec, packets[0]!, config.description);
    // Both names of HEVC are of the same stream: in one, players may find parameter sets between pictures.
    const said = codecStringOf(codec, header!, 'asked').replace('hvc1', 'hev1');
    expect(said.toLowerCase()).toBe(config.codec.toLowerCase());
  });

  it('VP9’s header differs where size or colours do, and only there', async () => {
    const headerIn = async (...args: string[]) =>
      headerOf('vp9', (await encodedBy(['-c:v', 'libvpx-vp9', ...args], 'webm')).packets[0]!, undefined);
    const header = await headerIn();
    expect(await headerIn('-crf', '50')).toEqual(header);
    expect(await headerIn('-s', '320x182')).not.toEqual(header);
    expect(await headerIn('-colorspace', 'bt709')).not.toEqual(header);
  });

  it('AV1 is stored without its temporal delimiter', () => {
    const frame = [0x0a, 0x01, 0x55];
    expect([...asStored('av1', Uint8Array.of(0x12, 0x00, ...frame))]).toEqual(frame);
    expect([...asStored('av1', Uint8Array.of(...frame))]).toEqual(frame);
    expect([...asStored('vp9', Uint8Array.of(0x12, 0x00, ...frame))]).toEqual([0x12, 0x00, ...frame]);
  });

  it('what is cut off has no header', () => {
    expect(headerOf('av1', Uint8Array.of(0x0a, 0x7f, 1), undefined)).toBeNull();
    expect(headerOf('vp9', Uint8Array.of(1, 2), undefined)).toBeNull();
    expect(headerOf('h264', Uint8Array.of(1), undefined)).toBeNull();
  });
});

describe('the quantizer of H.264’s packets', () => {
  const quantizersOf = async (...x264: string[]) => {
    const params = ['-x264-params', ['bframes=0', 'keyint=4', 'scenecut=0', ...x264].join(':')];
    const { config, packets } = await encodedBy(['-c:v', 'libx264', ...params], 'mp4');
    const read = sliceQuantizer(new Uint8Array(config.description as ArrayBuffer));
    return read && packets.map((packet) => read(packet));
  };

  it.each([20, 37])('is read, here %i with I frames three better', async (qp) => {
    for (const more of [[], ['cabac=0'], ['ref=4'], ['slices=3']]) {
      const found = await quantizersOf('weightp=0', `qp=${qp}`, 'ipratio=1.41421', ...more);
      expect(found).toEqual([qp - 3, qp, qp, qp, qp - 3, qp, qp, qp]);
    }
  });

  it('is not guessed where a header is of another kind', async () => {
    expect(await quantizersOf('weightp=2', 'qp=20')).toBeNull();
    expect(sliceQuantizer(new Uint8Array())).toBeNull();
  });
});

describe('a steady rate', () => {
  /** An encoder whose pictures take so many bits a second at quantizer 25. */
  const heldBy = (bits: number) => {
    const steady = new SteadyRate(1_000_000, 25);
    let rate = 1_000_000;
    const quantizer = () => 25 + 6 * Math.log2(bits / rate);
    for (let frame = 0; frame < 90; frame += 1) rate = steady.next(Math.round(quantizer())) ?? rate;
    return { rate, quantizer: quantizer() };
  };

  it.each([200_000, 1_000_000, 2_500_000])('holds the quantizer where pictures take %i bits', (bits) => {
    expect(Math.abs(heldBy(bits).quantizer - 25)).toBeLessThan(1);
  });

  it('stays within bounds, whatever the pictures', () => {
    expect(heldBy(1e9).rate).toBe(3_000_000);
    expect(heldBy(1).rate).toBe(50_000);
  });
});
