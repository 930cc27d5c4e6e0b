import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceColours } from '../../src/plan/colour';
import { needsDeinterlacing } from '../../src/plan/fields';
import { fitGeometry } from '../../src/plan/geometry';
import type { Rotation, VideoTrackInfo } from '../../src/shared/media';

const video = (width: number, height: number, rotation: Rotation = 0, sar = 1): VideoTrackInfo => {
  const wide = { width: Math.round(width * sar), height };
  const turned = rotation === 90 || rotation === 270;
  return {
    codec: 'avc',
    codedSize: { width, height },
    displaySize: turned ? { width: wide.height, height: wide.width } : wide,
    rotation,
    mirrored: false,
    interlaced: null,
    frameRate: 30,
    startSeconds: 0,
    durationSeconds: 5,
    colour: { primaries: null, transfer: null, matrix: null, fullRange: null },
  };
};

const portrait = { width: 1080, height: 1920 };

const anyPicture = fc.record({
  width: fc.integer({ min: 16, max: 4096 }),
  height: fc.integer({ min: 16, max: 4096 }),
  rotation: fc.constantFrom<Rotation>(0, 90, 180, 270),
  sar: fc.constantFrom(1, 2, 0.5, 4 / 3, 64 / 45),
  target: fc.record({
    width: fc.integer({ min: 32, max: 2048 }).map((half) => half * 2),
    height: fc.integer({ min: 32, max: 2048 }).map((half) => half * 2),
  }),
});

describe('fitGeometry', () => {
  it('cover fills the target from inside the source, without stretching', () => {
    fc.assert(
      fc.property(anyPicture, ({ width, height, rotation, sar, target }) => {
        const info = video(width, height, rotation, sar);
        const { crop, scaled, offset } = fitGeometry(info, {
          size: target,
          fit: 'cover',
          barColor: '#000000',
        });
        const upright = rotation % 180 === 0 ? { width, height } : { width: height, height: width };

        expect(crop.x).toBeGreaterThanOrEqual(0);
        expect(crop.y).toBeGreaterThanOrEqual(0);
        expect(crop.x + crop.width).toBeLessThanOrEqual(upright.width);
        expect(crop.y + crop.height).toBeLessThanOrEqual(upright.height);
        expect(offset.x).toBeLessThanOrEqual(0);
        expect(offset.y).toBeLessThanOrEqual(0);
        expect(scaled.width + offset.x).toBeGreaterThanOrEqual(target.width);
        expect(scaled.height + offset.y).toBeGreaterThanOrEqual(target.height);

        // Both axes are scaled alike, but for rounding to even pixels at both ends.
        const scale = Math.max(
          target.width / info.displaySize.width,
          target.height / info.displaySize.height,
        );
        const wantedWidth = (crop.width * scale * info.displaySize.width) / upright.width;
        const wantedHeight = (crop.height * scale * info.displaySize.height) / upright.height;
        expect(Math.abs(scaled.width - wantedWidth)).toBeLessThanOrEqual(2);
        expect(Math.abs(scaled.height - wantedHeight)).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('contain shows the whole picture, centred, without stretching', () => {
    fc.assert(
      fc.property(anyPicture, ({ width, height, rotation, sar, target }) => {
        const info = video(width, height, rotation, sar);
        const { crop, scaled, offset } = fitGeometry(info, {
          size: target,
          fit: 'contain',
          barColor: '#000000',
        });
        expect(crop.width * crop.height).toBe(width * height);
        expect(scaled.width).toBeLessThanOrEqual(target.width);
        expect(scaled.height).toBeLessThanOrEqual(target.height);
        expect(scaled.width === target.width || scaled.height === target.height).toBe(true);
        expect(Math.abs(target.width - scaled.width - 2 * offset.x)).toBeLessThanOrEqual(2);
        expect(Math.abs(target.height - scaled.height - 2 * offset.y)).toBeLessThanOrEqual(2);
        const scale = Math.min(
          target.width / info.displaySize.width,
          target.height / info.displaySize.height,
        );
        expect(Math.abs(scaled.width - Math.max(2, info.displaySize.width * scale))).toBeLessThanOrEqual(
          1.0001,
        );
        expect(Math.abs(scaled.height - Math.max(2, info.displaySize.height * scale))).toBeLessThanOrEqual(
          1.0001,
        );
      }),
    );
  });

  it('cuts a landscape picture before scaling it to portrait', () => {
    // 720 × 9/16 = 405 pixels are seen: widened to even ones, and cut to size after scaling by 8/3.
    expect(fitGeometry(video(1280, 720), { size: portrait, fit: 'cover', barColor: '#000000' })).toEqual({
      rotation: 0,
      mirrored: false,
      target: portrait,
      background: { kind: 'color', color: [16, 128, 128] },
      crop: { x: 436, y: 0, width: 408, height: 720 },
      scaled: { width: 1088, height: 1920 },
      offset: { x: -4, y: 0 },
    });
  });

  it('leaves a picture of the right shape whole', () => {
    const { crop, scaled, offset } = fitGeometry(video(720, 1280), {
      size: portrait,
      fit: 'cover',
      barColor: '#000000',
    });
    expect({ crop, scaled, offset }).toEqual({
      crop: { x: 0, y: 0, width: 720, height: 1280 },
      scaled: portrait,
      offset: { x: 0, y: 0 },
    });
  });

  it('counts crops in the upright picture', () => {
    const { crop } = fitGeometry(video(1920, 1080, 90), {
      size: portrait,
      fit: 'cover',
      barColor: '#000000',
    });
    expect(crop).toEqual({ x: 0, y: 0, width: 1080, height: 1920 });
  });
});

describe('sourceColours', () => {
  it.each([
    [video(1280, 720), 'bt709'],
    [video(640, 360), 'bt601'],
    [
      { ...video(640, 360), colour: { primaries: null, transfer: null, matrix: 'bt709', fullRange: true } },
      'bt709',
    ],
    [
      {
        ...video(1920, 1080),
        colour: { primaries: null, transfer: null, matrix: 'smpte170m', fullRange: null },
      },
      'bt601',
    ],
  ])('takes what the file says, or the usual guess', (info, matrix) => {
    expect(sourceColours(info)).toEqual({
      matrix,
      fullRange: info.colour.fullRange ?? false,
      gamut: 'bt709',
      dynamicRange: 'standard',
    });
  });

  it.each([
    ['pq', 'pq'],
    ['hlg', 'hlg'],
    ['smpte2084', 'pq'],
    ['arib-std-b67', 'hlg'],
  ] as const)(
    'knows HDR by its transfer function, in the words of either reader: %s',
    (transfer, dynamicRange) => {
      const colour = { primaries: null, transfer, matrix: null, fullRange: null };
      expect(sourceColours({ ...video(640, 360), colour })).toEqual({
        matrix: 'bt2020',
        fullRange: false,
        gamut: 'bt2020',
        dynamicRange,
      });
    },
  );

  it.each([
    ['bt709', null, 'bt709'],
    ['smpte170m', null, 'bt709'],
    ['bt2020', null, 'bt2020'],
    ['smpte432', null, 'p3'],
    ['smpte432', 'pq', 'p3'],
  ])('knows the gamut by its primaries: %s with transfer %s', (primaries, transfer, gamut) => {
    const colour = { primaries, transfer, matrix: null, fullRange: null };
    expect(sourceColours({ ...video(640, 360), colour })).toMatchObject({ gamut });
  });
});

describe('needsDeinterlacing', () => {
  it.each([
    ['avc', null, true],
    ['vp9', null, false],
    ['mpeg2video', true, true],
    ['mpeg2video', false, false],
  ] as const)('%s with interlaced: %s → %s', (codec, interlaced, wanted) => {
    expect(needsDeinterlacing({ ...video(640, 360), codec, interlaced })).toBe(wanted);
  });
});
