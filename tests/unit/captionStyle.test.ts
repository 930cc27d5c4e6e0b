import { describe, expect, it } from 'vitest';
import {
  CAPTION_ANIMATIONS,
  CAPTION_BOXES,
  CAPTION_LIMITS,
  CAPTION_PLACES,
  type CaptionOptions,
  resolveCaptionStyle,
} from '../../src/plan/captionStyle';
import { safeHeight, stackTops } from '../../src/plan/captions/place';
import { SPRING_PEAK, SPRING_SECONDS, springScale } from '../../src/plan/captions/spring';
import {
  resolveWatermarkSettings,
  WATERMARK_CORNERS,
  WATERMARK_LIMITS,
  type WatermarkOptions,
} from '../../src/plan/watermark';

describe('the caption style', () => {
  it('has defaults', () => {
    expect(resolveCaptionStyle({})).toEqual({
      font: 'Inter, sans-serif',
      bold: true,
      size: 60,
      color: '#ffffff',
      strokeColor: '#000000',
      strokeWidth: 1.5,
      box: 'none',
      boxColor: '#000000',
      boxOpacity: 140 / 255,
      position: 'bottom',
      animation: 'none',
      highlightColor: null,
    });
  });

  it('takes every name, and numbers up to their limits', () => {
    for (const box of CAPTION_BOXES) expect(resolveCaptionStyle({ box }).box).toBe(box);
    for (const animation of CAPTION_ANIMATIONS) {
      expect(resolveCaptionStyle({ animation }).animation).toBe(animation);
    }
    for (const position of CAPTION_PLACES) expect(resolveCaptionStyle({ position }).position).toBe(position);
    for (const [name, { min, max }] of Object.entries(CAPTION_LIMITS)) {
      for (const value of [min, max]) {
        expect(resolveCaptionStyle({ [name]: value } as CaptionOptions)).toMatchObject({ [name]: value });
      }
    }
  });

  it('takes what is given', () => {
    const options: CaptionOptions = {
      font: `"My Font", 'Noto Sans', serif`,
      position: 12.5,
      highlightColor: '#FFE000',
    };
    expect(resolveCaptionStyle(options)).toMatchObject({ ...options, highlightColor: '#ffe000' });
  });

  it.each([
    ['size', 9],
    ['size', Number.NaN],
    ['strokeWidth', -1],
    ['boxOpacity', 1.1],
    ['position', 101],
    ['position', 'left'],
    ['color', 'white'],
    ['strokeColor', '#fff'],
    ['boxColor', ''],
    ['highlightColor', 'red'],
    ['box', 'square'],
    ['animation', 'jump'],
    ['bold', 'yes'],
    ['font', ''],
    ['font', 'Inter,'],
    ['font', 'Inter; color: red'],
    ['font', '"Inter'],
    ['colour', '#ffffff'],
  ])('names %s when it is %s', (name, value) => {
    expect(() => resolveCaptionStyle({ [name]: value } as CaptionOptions)).toThrow(
      expect.objectContaining({ category: 'invalid-settings', message: expect.stringContaining(name) }),
    );
  });
});

describe('the watermark', () => {
  it('has defaults', () => {
    expect(resolveWatermarkSettings({})).toEqual({ corner: 'top-right', margin: 4, size: 12, opacity: 1 });
  });

  it('takes every corner, and numbers up to their limits', () => {
    for (const corner of WATERMARK_CORNERS) expect(resolveWatermarkSettings({ corner }).corner).toBe(corner);
    for (const [name, { min, max }] of Object.entries(WATERMARK_LIMITS)) {
      for (const value of [min, max]) {
        expect(resolveWatermarkSettings({ [name]: value } as WatermarkOptions)).toMatchObject({
          [name]: value,
        });
      }
    }
  });

  it.each([
    ['corner', 'middle'],
    ['margin', 41],
    ['size', 0],
    ['opacity', -0.1],
    ['width', 10],
  ])('names %s when it is %s', (name, value) => {
    expect(() => resolveWatermarkSettings({ [name]: value } as WatermarkOptions)).toThrow(
      expect.objectContaining({ category: 'invalid-settings', message: expect.stringContaining(name) }),
    );
  });
});

describe('the spring', () => {
  it('grows from 0.8 over its size, never beyond its peak, and ends at it', () => {
    const scales = Array.from({ length: 181 }, (_, ms) => springScale(ms / 1000));
    expect(scales[0]).toBeCloseTo(0.8, 10);
    expect(Math.max(...scales)).toBeLessThanOrEqual(SPRING_PEAK);
    expect(Math.max(...scales)).toBeCloseTo(SPRING_PEAK, 4);
    expect(SPRING_PEAK).toBeGreaterThan(1.04);
    expect(SPRING_PEAK).toBeLessThan(1.07);
    // Without a step at its end.
    expect(springScale(SPRING_SECONDS - 1e-9)).toBeCloseTo(1, 6);
    expect(springScale(SPRING_SECONDS)).toBe(1);
    expect(springScale(5)).toBe(1);
  });
});

describe('places', () => {
  it.each([
    ['bottom', 850],
    ['top', 50],
    ['center', 450],
    // Its middle at one third from the top.
    ['two-thirds', 1000 / 3 - 50],
    [70, 650],
    [0, 50],
    [100, 850],
  ] as const)('%s', (position, top) => {
    expect(stackTops(position, [100], 1000, 10)[0]).toBeCloseTo(top, 10);
  });

  it('stacks upwards at the bottom, else downwards', () => {
    expect(stackTops('bottom', [100, 200, 50], 1000, 10)).toEqual([850, 640, 580]);
    expect(stackTops('top', [100, 200], 1000, 10)).toEqual([50, 160]);
    expect(stackTops('center', [100, 200], 1000, 10)).toEqual([450, 560]);
  });

  it('moves a stack that would leave the safe area', () => {
    expect(stackTops(90, [100, 200], 1000, 10)).toEqual([640, 750]);
    const full = [400, safeHeight(1000) - 410];
    expect(stackTops('bottom', full, 1000, 10)).toEqual([550, 50]);
    const [first, second] = stackTops('two-thirds', full, 1000, 10);
    expect(first).toBeCloseTo(50, 9);
    expect(second).toBeCloseTo(460, 9);
  });
});
