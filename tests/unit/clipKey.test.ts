import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveCaptionStyle } from '../../src/plan/captionStyle';
import { clipKey } from '../../src/render/clipKey';
import type { BrowserEncoder, ClipJob } from '../../src/shared/jobs';
import { frames } from '../../src/shared/units';

const MAKER = 'ffmpeg worker-1 core-1';
const file = (bytes: string, name = 'a.mp4') => new File([bytes], name);
const style = resolveCaptionStyle({});

/** A job as a render makes it, of a file with these bytes. */
const jobOf = (bytes: string, name?: string): ClipJob => {
  return {
    kind: 'encode-clip',
    sourceName: name ?? 'a.mp4',
    frames: frames(60),
    fps: 30,
    size: { width: 320, height: 180 },
    picture: {
      source: file(bytes, name),
      sourceName: name ?? 'a.mp4',
      access: 'packets',
      inPointSeconds: 1.5,
      speed: 1,
      geometry: {
        crop: { x: 0, y: 0, width: 640, height: 360 },
        scaled: { width: 320, height: 180 },
        offset: { x: 0, y: 0 },
        rotation: 0,
        mirrored: false,
        target: { width: 320, height: 180 },
        background: { kind: 'color', color: [16, 128, 128] },
      },
      colours: { matrix: 'bt709', fullRange: false, gamut: 'bt709', dynamicRange: 'standard' },
      effects: [],
      deinterlace: false,
    },
    next: null,
    captions: null,
    watermark: null,
    fades: [],
    quality: 'standard',
    encoder: null,
  };
};
const base = jobOf('abc');
const withPicture = (picture: Partial<ClipJob['picture']>): ClipJob => ({
  ...base,
  picture: { ...base.picture, ...picture },
});
const captions = { cues: [{ start: 0, end: 30, text: 'Hello', words: [] }], style, fontFile: null };
const watermark = {
  image: file('logo', 'logo.png'),
  imageName: 'logo.png',
  corner: 'top-left',
  margin: 4,
  size: 12,
  opacity: 1,
} as const;

const encoder: BrowserEncoder = {
  codec: 'h264',
  quantizer: 25,
  isAdjustable: false,
  config: { codec: 'avc1.640028', width: 320, height: 180, bitrate: 500_000 },
  header: Uint8Array.of(1, 100, 12, 40),
};

/** No two of these are the same. */
const all: [string, ClipJob][] = [
  ['nothing special', base],
  ['a file of the same name and length with other bytes', jobOf('abd')],
  ['another in point', withPicture({ inPointSeconds: 1.5000001 })],
  ['another speed', withPicture({ speed: 1.25 })],
  ['another crop', withPicture({ geometry: { ...base.picture.geometry, mirrored: true } })],
  ['other colours', withPicture({ colours: { ...base.picture.colours, fullRange: true } })],
  ['an effect', withPicture({ effects: [{ kind: 'fade-in', start: frames(0), frames: frames(15) }] })],
  ['deinterlacing', withPicture({ deinterlace: true })],
  ['a still', withPicture({ still: { size: { width: 640, height: 360 }, ground: '#000000' } })],
  ['another ground', withPicture({ still: { size: { width: 640, height: 360 }, ground: '#ffffff' } })],
  ['another length', { ...base, frames: frames(61) }],
  ['another frame rate', { ...base, fps: 25 }],
  ['another size', { ...base, size: { width: 322, height: 180 } }],
  ['a transition', { ...base, next: { picture: base.picture, blend: { kind: 'crossfade' } } }],
  ['another transition', { ...base, next: { picture: base.picture, blend: { kind: 'dip-to-black' } } }],
  ['captions', { ...base, captions }],
  ['other words', { ...base, captions: { ...captions, cues: [{ ...captions.cues[0]!, text: 'Hallo' }] } }],
  ['another style', { ...base, captions: { ...captions, style: { ...style, size: 61 } } }],
  ['a font', { ...base, captions: { ...captions, fontFile: file('font') } }],
  ['another font', { ...base, captions: { ...captions, fontFile: file('Font') } }],
  ['a watermark', { ...base, watermark }],
  ['another watermark', { ...base, watermark: { ...watermark, image: file('LOGO', 'logo.png') } }],
  ['a watermark elsewhere', { ...base, watermark: { ...watermark, corner: 'top-right' } }],
  ['another quality', { ...base, quality: 'high' }],
  ['the browser’s encoder', { ...base, encoder }],
  [
    'another bitrate of it',
    { ...base, encoder: { ...encoder, config: { ...encoder.config, bitrate: 600_000 } } },
  ],
  ['another quantizer of it', { ...base, encoder: { ...encoder, quantizer: 30 } }],
  ['other parameter sets of it', { ...base, encoder: { ...encoder, header: Uint8Array.of(1, 100, 12, 41) } }],
  ['fades', { ...base, fades: [{ kind: 'fade-out', start: frames(30), frames: frames(30) }] }],
];

describe('clipKey', () => {
  it.each<[string, ClipJob]>([
    ['another name of the same file', jobOf('abc', 'b.mp4')],
    ['another order of the same fields', Object.fromEntries(Object.entries(base).reverse()) as never],
    ['a field that is there, but undefined', withPicture({ still: undefined } as never)],
  ])('is the same for %s', async (_, job) => {
    expect(await clipKey(job, MAKER)).toBe(await clipKey(base, MAKER));
  });

  it.each(all)('is its own for %s', async (name, job) => {
    const known = await Promise.all(
      all.filter(([other]) => other !== name).map(([, other]) => clipKey(other, MAKER)),
    );
    expect(known).not.toContain(await clipKey(job, MAKER));
  });

  it('is its own for each version of what encodes', async () => {
    expect(await clipKey(base, 'ffmpeg worker-2 core-1')).not.toBe(await clipKey(base, MAKER));
  });

  it('is equal exactly where the jobs are, whatever is in them', async () => {
    interface Made {
      readonly bytes: string;
      readonly name: string;
      readonly inPointSeconds: number;
      readonly frames: number;
      readonly text: string;
    }
    const part: fc.Arbitrary<Made> = fc.record({
      bytes: fc.constantFrom('abc', 'abd', 'ab'),
      name: fc.string(),
      inPointSeconds: fc.constantFrom(0, 0.5, 1 / 3, 100),
      frames: fc.integer({ min: 1, max: 3 }),
      text: fc.constantFrom('', '"', 'a', '\u{1f600}'),
    });
    const made = ({ bytes, name, inPointSeconds, frames: length, text }: Made): ClipJob => {
      const job = jobOf(bytes, name);
      return {
        ...job,
        frames: frames(length),
        picture: { ...job.picture, inPointSeconds },
        captions: { ...captions, cues: [{ ...captions.cues[0]!, text }] },
      };
    };
    await fc.assert(
      fc.asyncProperty(part, part, async (one, other) => {
        const same = JSON.stringify({ ...one, name: '' }) === JSON.stringify({ ...other, name: '' });
        expect((await clipKey(made(one), MAKER)) === (await clipKey(made(other), MAKER))).toBe(same);
      }),
    );
  });
});
