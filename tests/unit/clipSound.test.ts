import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipSounds, JOINT_FADE, type SoundPlace, soundPlaces } from '../../src/plan/clipSound';
import { planRender } from '../../src/plan/plan';
import { resolvePlanSettings } from '../../src/plan/settings';
import { frames, AUDIO_SAMPLE_RATE as RATE, samples } from '../../src/shared/units';
import { placedIn } from '../../workers/sound/arrange';
import { partOf, type Sound } from '../../workers/sound/sound';
import { stretch } from '../../workers/sound/stretch';

const FPS = 30;
const video = {
  ...{ codec: 'avc', codedSize: { width: 640, height: 360 }, displaySize: { width: 640, height: 360 } },
  ...({ rotation: 0, mirrored: false, interlaced: false, frameRate: 30, startSeconds: 0 } as const),
  colour: { primaries: null, transfer: null, matrix: null, fullRange: null },
} as const;
const place = (start: number, more: Partial<SoundPlace> = {}): SoundPlace => ({
  ...{ source: 0, inPointSeconds: 0, speed: 1, start: frames(start), frames: frames(60) },
  ...{ fadeIn: samples(0), fadeOut: samples(0) },
  ...more,
});

describe('the sounds of clips', () => {
  it('stand at their pictures, to the sample, with a short fade at each cut', () => {
    const [first, second] = clipSounds([place(0), place(60, { source: 1, inPointSeconds: 7 })], FPS);
    expect(first).toEqual({
      ...{ source: 0, inPointSeconds: 0, speed: 1, start: 0, length: 2 * RATE },
      ...{ fadeIn: JOINT_FADE, fadeOut: JOINT_FADE },
    });
    expect(second).toMatchObject({ source: 1, inPointSeconds: 7, start: 2 * RATE, length: 2 * RATE });
  });

  it('are one where a source goes on without a cut, at any speed, and only there', () => {
    for (const speed of [0.5, 1, 1.25, 2]) {
      const places = [0, 60, 120].map((start) =>
        place(start, { speed, inPointSeconds: 0.1 + (start / FPS) * speed }),
      );
      const one = clipSounds(places, FPS);
      expect(one).toEqual([expect.objectContaining({ start: 0, length: 6 * RATE, fadeIn: JOINT_FADE })]);
    }
    const joint = (next: Partial<SoundPlace>) =>
      clipSounds([place(0), place(60, { inPointSeconds: 2, ...next })], FPS);
    expect(joint({})).toHaveLength(1);
    expect(joint({ inPointSeconds: 2.001 })).toHaveLength(2);
    expect(joint({ speed: 1.5 })).toHaveLength(2);
    expect(joint({ source: 1 })).toHaveLength(2);
    expect(joint({ start: frames(61) })).toHaveLength(2);
    expect(joint({ fadeIn: samples(100) })).toHaveLength(2);
  });

  it('are crossfaded over a transition so that they sum up to one', () => {
    const over = samples(16_000);
    const sounds = clipSounds([place(0, { fadeOut: over }), place(50, { source: 1, fadeIn: over })], FPS);
    const ones: Sound = { length: 10 * RATE, read: (_, into) => void into.fill(1) };
    const values = new Float32Array(2 * 4 * RATE);
    placedIn(
      sounds.map((one) => ({ ...one, sound: ones })),
      10 * RATE,
    ).read(0, values);
    const heard = values.subarray(2 * JOINT_FADE, 2 * (sounds[1]!.start + sounds[1]!.length - JOINT_FADE));
    expect(heard.every((value) => Math.abs(value - 1) < 1e-6)).toBe(true);
  });

  it('cover a plan exactly: what stands on the timeline is heard there, once', () => {
    const sources = [3.3, 12, 7.1].map((durationSeconds, index) => ({
      index,
      video: { ...video, durationSeconds },
    }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.constantFrom(0.5, 1, 1.3, 2), (length, speed) => {
        const settings = resolvePlanSettings({ speed, maxClipDuration: 2.5, seed: length });
        const plan = planRender({ sources, settings, length: frames(length) });
        let end = 0;
        for (const sound of clipSounds(soundPlaces(plan), settings.fps)) {
          expect(sound.start).toBe(end);
          end += sound.length;
        }
        expect(end).toBe((length * RATE) / settings.fps);
      }),
    );
  });

  it('are the same where a long shot is divided', () => {
    const sources = [{ index: 0, video: { ...video, durationSeconds: 40 } }];
    const keyFrames = new Map([[0, Array.from({ length: 30 }, (_, key) => key * 1.37)]]);
    for (const speed of [0.5, 1, 1.7]) {
      const settings = resolvePlanSettings({ speed, maxClipDuration: 60 });
      const divided = planRender({ sources, settings, length: null, keyFrames });
      expect(divided.timeline.length).toBeGreaterThan(2);
      const whole = planRender({ sources, settings, length: null });
      const heard = (plan: typeof whole) => clipSounds(soundPlaces(plan), settings.fps);
      expect(heard(divided)).toEqual(heard(whole));
    }
  });
});

describe('a sound at another speed', () => {
  const tone: Sound = {
    length: 4 * RATE,
    read: (from, into) => {
      for (let index = 0; index < into.length; index += 1) {
        const at = from + (index >> 1);
        into[index] = at < 0 ? 0 : 0.5 * Math.sin((2 * Math.PI * 220 * at) / RATE);
      }
    },
  };
  const stretched = (speed: number, length: number): Float32Array => {
    const values: number[] = [];
    stretch(tone, speed, length, (piece) => {
      for (let index = 0; index < piece.length; index += 2) values.push(piece[index]!);
    });
    return Float32Array.from(values);
  };

  it.each([0.5, 0.8, 1.25, 2])(
    'keeps its pitch and its level at %d times the speed, without a click',
    (speed) => {
      const values = stretched(speed, RATE);
      expect(values).toHaveLength(RATE);
      let rises = 0;
      let largestStep = 0;
      for (let at = 2000; at < values.length; at++) {
        if (values[at - 1]! < 0 && values[at]! >= 0) rises += 1;
        largestStep = Math.max(largestStep, Math.abs(values[at]! - values[at - 1]!));
      }
      expect(Math.abs(rises - (220 * (RATE - 2000)) / RATE)).toBeLessThanOrEqual(3);
      expect(largestStep).toBeLessThan(((2 * Math.PI * 220) / RATE) * 0.5 * 1.3);
      const level = Math.sqrt(
        values.subarray(2000).reduce((sum, value) => sum + value * value, 0) / (RATE - 2000),
      );
      expect(level).toBeCloseTo(0.5 / Math.SQRT2, 1);
    },
  );
});

describe('a part of a sound', () => {
  it('is silent outside, whatever the whole has there', () => {
    const ones: Sound = { length: 100, read: (_, into) => void into.fill(1) };
    const values = new Float32Array(2 * 14);
    partOf(ones, 40, 10).read(-2, values);
    expect([...values]).toEqual([0, 0, 0, 0, ...Array(20).fill(1), 0, 0, 0, 0]);
  });
});
