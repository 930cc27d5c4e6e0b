import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toYCbCr } from '../../src/plan/barColor';
import { effectsOf } from '../../src/plan/effects';
import { fitGeometry } from '../../src/plan/geometry';
import { piecesOf } from '../../src/plan/pieces';
import { planRender } from '../../src/plan/plan';
import { resolvePlanSettings, TRANSITIONS } from '../../src/plan/settings';
import { frames } from '../../src/shared/units';
import { videoTrack } from './support';

const video = videoTrack({ startSeconds: 1 });

const part = (length: number, shot = 1) => ({
  shot,
  begin: 0,
  isStill: false,
  frames: frames(length),
  shotFrames: frames(length),
  body: { begin: 0, end: length },
});

describe('effects', () => {
  it('stay inside their clip, over half of it at most, whatever is chosen', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TRANSITIONS),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(),
        fc.nat({ max: 1000 }),
        (transition, transitionDuration, length, seed, index) => {
          const settings = resolvePlanSettings({ transition, transitionDuration, seed });
          for (const effect of effectsOf(part(length, index), settings)) {
            expect(effect.frames).toBeGreaterThan(0);
            expect(effect.frames).toBeLessThanOrEqual(length / 2);
            expect(effect.start).toBe(effect.kind.endsWith('-in') ? 0 : length - effect.frames);
          }
        },
      ),
    );
  });

  it('are of all kinds, and from all sides, where they are shuffled', () => {
    const settings = resolvePlanSettings({ transition: 'shuffle' });
    const seen = Array.from({ length: 200 }, (_, index) => effectsOf(part(150, index), settings)[0]!);
    expect(new Set(seen.map(({ kind }) => kind)).size).toBe(6);
    expect(new Set(seen.flatMap((effect) => ('side' in effect ? [effect.side] : []))).size).toBe(4);
  });

  it('fade the whole video at its first and last clip only', () => {
    const settings = resolvePlanSettings({ startFade: 0.5, endFade: 20 / 3, maxClipDuration: 4 });
    const plan = planRender({ sources: [{ index: 0, video }], settings, length: frames(280) });
    const effects = plan.timeline.map(({ clip }) => plan.clips[clip]!.fades);
    expect(effects).toEqual([
      [{ kind: 'fade-in', start: 0, frames: 15 }],
      [],
      // As long as the clip at most.
      [{ kind: 'fade-out', start: 0, frames: 40 }],
    ]);
  });

  it('make a clip of its own of a repeated piece whose end is cut', () => {
    const settings = resolvePlanSettings({ transition: 'fade-out', maxClipDuration: 12 });
    const plan = planRender({ sources: [{ index: 0, video }], settings, length: frames(500) });
    expect(plan.clips.map((clip) => [clip.frames, clip.picture.effects[0]!.start])).toEqual([
      [360, 330],
      [140, 110],
    ]);
    const plain = planRender({
      sources: [{ index: 0, video }],
      settings: resolvePlanSettings({ maxClipDuration: 12 }),
      length: frames(500),
    });
    expect(plain.clips).toHaveLength(1);
  });
});

describe('speed', () => {
  it.each([
    [2, [150, 30], [1, 11]],
    [0.5, [150, 150, 150, 150, 120], [1, 3.5, 6, 8.5, 11]],
  ])('at %f× a piece reads so much more or less of its source', (speed, lengths, inPoints) => {
    const pieces = piecesOf({ index: 0, video }, resolvePlanSettings({ speed, maxClipDuration: 5 }));
    expect(pieces.map((piece) => piece.frames)).toEqual(lengths);
    expect(pieces.map((piece) => piece.inPointSeconds)).toEqual(inPoints);
  });
});

describe('background', () => {
  it.each([
    ['#000000', [16, 128, 128]],
    ['#ffffff', [235, 128, 128]],
    // ITU-R BT.709 colour bars at full amplitude.
    ['#ff0000', [63, 102, 240]],
    ['#00ff00', [173, 42, 26]],
    ['#0000ff', [32, 240, 118]],
  ])('%s', (hex, expected) => {
    expect(toYCbCr(hex)).toEqual(expected);
  });

  it('of blur is the picture as cover would place it', () => {
    const size = { width: 1080, height: 1920 };
    const [blur, covered, contained] = (['blur', 'cover', 'contain'] as const).map((fit) =>
      fitGeometry(video, { size, fit, barColor: '#000000' }),
    );
    const { crop, scaled, offset } = covered!;
    expect(blur).toEqual({ ...contained, background: { kind: 'blur', placement: { crop, scaled, offset } } });
  });
});

describe('resolvePlanSettings', () => {
  it.each([
    { barColor: 'red' },
    { barColor: '#12345' },
    { speed: 0.4 },
    { speed: 2.1 },
    { transition: 'burn' },
    { transitionDuration: 0 },
    { startFade: -1 },
    { endFade: Number.NaN },
  ])('refuses %o', (options) => {
    expect(() => resolvePlanSettings(options as never)).toThrow(
      expect.objectContaining({ category: 'invalid-settings' }),
    );
  });
});
