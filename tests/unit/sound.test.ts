import { describe, expect, it } from 'vitest';
import { lengthInARow, resolveSoundSettings } from '../../src/plan/sound';
import { AUDIO_SAMPLE_RATE as RATE, samples } from '../../src/shared/units';
import { amplified, fades, inARow, shaped, sum } from '../../workers/sound/arrange';
import { ducking, speechIn } from '../../workers/sound/ducking';
import { CEILING, limited } from '../../workers/sound/limiter';
import { looped } from '../../workers/sound/loop';
import { loudnessOf, normalized } from '../../workers/sound/loudness';
import { mix } from '../../workers/sound/mix';
import type { Sound } from '../../workers/sound/sound';

/** A sound of both channels alike. */
const soundOf = (length: number, valueAt: (place: number) => number): Sound => ({
  length,
  read: (from, into) => {
    for (let index = 0; index < into.length; index += 1) {
      const place = from + (index >> 1);
      into[index] = place < 0 || place >= length ? 0 : valueAt(place);
    }
  },
});

const tone =
  (frequency: number, amplitude: number) =>
  (place: number): number =>
    amplitude * Math.sin((2 * Math.PI * frequency * place) / RATE);

/** Noise that is the same each time. */
const noise = (amplitude: number) => (place: number) => {
  const value = Math.sin(place * 12.9898) * 43_758.5453;
  return amplitude * 2 * (value - Math.floor(value) - 0.5);
};

/** The left channel; read in pieces of odd lengths, so that a block's edges would show. */
const left = (sound: Sound, from = 0, until = sound.length): number[] => {
  const values: number[] = [];
  for (let place = from; place < until; place += 7919) {
    const part = new Float32Array(2 * Math.min(7919, until - place));
    sound.read(place, part);
    for (let index = 0; index < part.length; index += 2) values.push(part[index]!);
  }
  return values;
};

const decibels = (values: readonly number[]): number =>
  10 * Math.log10(values.reduce((total, value) => total + value * value, 0) / values.length);
const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const steps = (values: readonly number[]): number[] =>
  values.slice(1).map((value, index) => value - values[index]!);

const settings = resolveSoundSettings({});

describe('sound settings', () => {
  it('have the documented defaults', () => {
    expect(settings).toEqual({
      voiceVolume: 1,
      voiceGap: 24_000,
      musicVolume: 0.2,
      musicStart: 0,
      clipVolume: 0,
      musicFadeIn: 0,
      musicFadeOut: 144_000,
      duck: null,
      loudness: null,
    });
    const duck = { depthDb: 12, attack: 9600, release: 28_800 };
    expect(resolveSoundSettings({ duck: true }).duck).toEqual(duck);
    expect(resolveSoundSettings({ duck: { depthDb: 6 } }).duck).toEqual({ ...duck, depthDb: 6 });
    expect(resolveSoundSettings({ duck: false }).duck).toBeNull();
  });

  it.each([
    [{ voiceVolume: 5.1 }, 'voiceVolume'],
    [{ voiceGap: -0.1 }, 'voiceGap'],
    [{ musicVolume: Number.NaN }, 'musicVolume'],
    [{ musicStart: -1 }, 'musicStart'],
    [{ clipVolume: 2.1 }, 'clipVolume'],
    [{ musicFadeIn: 601 }, 'musicFadeIn'],
    [{ musicFadeOut: -1 }, 'musicFadeOut'],
    [{ loudness: 0 }, 'loudness'],
    [{ duck: { depthDb: 61 } }, 'duck.depthDb'],
    [{ duck: { attackMs: -1 } }, 'duck.attackMs'],
    [{ duck: { releaseMs: 10_001 } }, 'duck.releaseMs'],
  ])('refuse %j', (options, name) => {
    expect(() => resolveSoundSettings(options)).toThrow(
      expect.objectContaining({ category: 'invalid-settings', message: expect.stringContaining(name) }),
    );
  });
});

describe('voice-overs in a row', () => {
  it('begin and end at their sample, with silence between them', () => {
    const lengths = [5000, 1, 12_345].map(samples);
    const row = inARow(
      lengths.map((length, index) => soundOf(length, () => index + 1)),
      777,
    );
    expect(row.length).toBe(lengthInARow(lengths, samples(777)));
    const expected = [
      ...Array(5000).fill(1),
      ...Array(777).fill(0),
      2,
      ...Array(777).fill(0),
      ...Array(12_345).fill(3),
    ];
    expect(left(row)).toEqual(expected);
    expect(left(row, -3, 2)).toEqual([0, 0, 0, 1, 1]);
  });

  it('have no gap before the first and after the last', () => {
    expect(lengthInARow([samples(9)], samples(100))).toBe(9);
    expect(lengthInARow([], samples(100))).toBe(0);
    expect(inARow([], 100).length).toBe(0);
  });
});

describe('looped music', () => {
  // Ends where it is highest: a hard seam would be a step of about one.
  const length = 5 * RATE + 54;
  const music = soundOf(length, tone(220, 0.9));

  it('has no step at the seam that is larger than those of the music itself', () => {
    const within = largest(steps(left(music)));
    const hardSeam = Math.abs(left(music).at(-1)! - left(music)[0]!);
    expect(hardSeam).toBeGreaterThan(5 * within);
    const loop = left(looped(music, 0, 3 * length));
    expect(loop).toHaveLength(3 * length);
    expect(largest(steps(loop))).toBeLessThanOrEqual(within * 1.02);
    expect(largest(loop)).toBeLessThanOrEqual(0.9001);
  });

  it('is the music itself up to the seam, from where it is to start', () => {
    expect(left(looped(music, 1000, 2 * length), 0, 4000)).toEqual(left(music, 1000, 5000));
    expect(left(looped(music, 0, 400))).toEqual(left(music, 0, 400));
  });

  it('never falls silent, however short the music', () => {
    for (const short of [1, 2, 3, 100]) {
      const values = left(
        looped(
          soundOf(short, () => 0.5),
          0,
          1000,
        ),
      );
      expect(values.every((value) => Math.abs(value - 0.5) < 1e-6)).toBe(true);
    }
  });
});

describe('fades', () => {
  it('rise from nothing, hold and fall to nothing in straight lines', () => {
    const values = left(
      shaped(
        soundOf(1000, () => 1),
        fades(1000, 100, 400),
      ),
    );
    expect(values[0]).toBe(0);
    expect(values[50]).toBeCloseTo(0.5, 6);
    expect(values.slice(100, 601).every((value) => value === 1)).toBe(true);
    expect(values[800]).toBeCloseTo(0.5, 6);
    expect(values[999]).toBeCloseTo(1 / 400, 6);
  });

  it('of no length change nothing', () => {
    expect(
      left(
        shaped(
          soundOf(10, () => 1),
          fades(10, 0, 0),
        ),
      ),
    ).toEqual(Array(10).fill(1));
  });
});

describe('ducking', () => {
  const speech = [{ start: 2 * RATE, end: 4 * RATE }];
  // Speech like: bursts of 150 ms with pauses of 100 ms, and a hiss throughout.
  const voice = soundOf(6 * RATE, (place) => {
    const speaks = place >= 2 * RATE && place < 4 * RATE && place % 12_000 < 7200;
    return noise(0.001)(place) + (speaks ? tone(300, 0.5)(place) : 0);
  });

  it('finds where somebody speaks; short pauses belong to it, hiss does not', () => {
    const found = speechIn(voice);
    expect(found).toHaveLength(1);
    expect(Math.abs(found[0]!.start - 2 * RATE)).toBeLessThanOrEqual(480);
    expect(Math.abs(found[0]!.end - (4 * RATE - 4800))).toBeLessThanOrEqual(480);
    expect(speechIn(soundOf(RATE, () => 0))).toEqual([]);
    expect(speechIn(soundOf(0, () => 0))).toEqual([]);
  });

  it.each([6, 12, 20])('takes the music down by %d dB while it lasts, and not elsewhere', (depthDb) => {
    const { duck } = resolveSoundSettings({ duck: { depthDb } });
    const music = soundOf(6 * RATE, tone(440, 0.5));
    const ducked = shaped(music, ducking(speech, duck!));
    const change = (from: number, until: number): number =>
      decibels(left(ducked, from * RATE, until * RATE)) - decibels(left(music, from * RATE, until * RATE));
    expect(change(2, 4)).toBeCloseTo(-depthDb, 2);
    expect(change(0, 1.8)).toBeCloseTo(0, 6);
    expect(change(4.6, 6)).toBeCloseTo(0, 2);
  });

  it('goes there and back in the given times, without a step', () => {
    const { duck } = resolveSoundSettings({ duck: true });
    const gains = left(
      shaped(
        soundOf(6 * RATE, () => 1),
        ducking(speech, duck!),
      ),
    );
    const down = 10 ** (-12 / 20);
    expect(gains[2 * RATE - 9601]).toBe(1);
    expect(gains[2 * RATE - 4800]).toBeCloseTo(10 ** (-6 / 20), 3);
    expect(gains[2 * RATE]).toBeCloseTo(down, 6);
    expect(gains[4 * RATE - 1]).toBeCloseTo(down, 6);
    expect(gains[4 * RATE + 28_800]).toBe(1);
    expect(largest(steps(gains))).toBeLessThan(0.001);
  });

  it('jumps where it is given no time', () => {
    const { duck } = resolveSoundSettings({ duck: { attackMs: 0, releaseMs: 0 } });
    const gains = left(
      shaped(
        soundOf(6 * RATE, () => 1),
        ducking(speech, duck!),
      ),
    );
    expect(gains[2 * RATE - 1]).toBe(1);
    expect(gains[2 * RATE]).toBeCloseTo(10 ** (-12 / 20), 6);
    expect(gains[4 * RATE]).toBe(1);
  });
});

describe('the limiter', () => {
  it('lets through unchanged what is below the ceiling', () => {
    const quiet = soundOf(RATE, tone(997, 0.85));
    expect(left(limited(quiet))).toEqual(left(quiet));
  });

  it.each([
    ['a tone', tone(997, 4)],
    ['noise', noise(3)],
    ['single clicks', (place: number) => (place % 9000 === 0 ? 5 : 0.1)],
  ])('keeps %s below the ceiling', (_, valueAt) => {
    const values = left(limited(soundOf(RATE, valueAt)));
    expect(largest(values)).toBeLessThanOrEqual(CEILING + 1e-6);
    expect(largest(values)).toBeGreaterThan(CEILING * 0.5);
  });

  it.each([0, 1])('keeps clicks in channel %i below the ceiling where the other one is quiet', (loud) => {
    const sound: Sound = {
      length: RATE,
      read: (from, into) => {
        for (let index = 0; index < into.length; index += 1)
          into[index] = index % 2 === loud && (from + (index >> 1)) % 9000 === 4500 ? 5 : 0.1;
      },
    };
    const values = new Float32Array(2 * RATE);
    limited(sound).read(0, values);
    expect(largest([...values])).toBeLessThanOrEqual(CEILING + 1e-6);
    expect(largest([...values])).toBeGreaterThan(CEILING * 0.5);
  });

  it('sees peaks between the samples', () => {
    // A quarter of the sample rate, 45° off: samples reach 0.71 of the peak between them.
    const between = (place: number): number => 1.2 * Math.sin((Math.PI / 2) * place + Math.PI / 4);
    expect(largest(left(limited(soundOf(RATE, between)), 4000, 40_000))).toBeLessThan(CEILING * 0.75);
  });
});

describe('loudness', () => {
  it('of a tone is what the standard says', () => {
    // EBU Tech 3341, case 1: 1 kHz in both channels at −23 dBFS reads −23 LUFS.
    expect(loudnessOf(soundOf(20 * RATE, tone(1000, 10 ** (-23 / 20))))).toBeCloseTo(-23, 1);
  });

  it('leaves quiet parts out', () => {
    // EBU Tech 3341, case 3: −36, −23 and −36 dBFS for 10, 60 and 10 s read −23 LUFS.
    const parts = soundOf(80 * RATE, (place) =>
      tone(1000, 10 ** ((place < 10 * RATE || place >= 70 * RATE ? -36 : -23) / 20))(place),
    );
    expect(loudnessOf(parts)).toBeCloseTo(-23, 1);
  });

  it('of silence, and of next to nothing, is none, and is not changed', () => {
    const silence = soundOf(RATE, () => 0);
    expect(loudnessOf(silence)).toBe(Number.NEGATIVE_INFINITY);
    expect(loudnessOf(soundOf(100, tone(1000, 1)))).toBe(Number.NEGATIVE_INFINITY);
    expect(largest(left(normalized(silence, -14)))).toBe(0);
  });

  it.each([-23, -14, -9])('is brought to %d LUFS with the peaks below the ceiling', (target) => {
    // Loud and quiet by turns, so that peaks are far above the mean.
    const sound = soundOf(10 * RATE, (place) => tone(1000, place % 20_000 < 2000 ? 0.4 : 0.05)(place));
    const result = normalized(sound, target);
    expect(Math.abs(loudnessOf(result) - target)).toBeLessThan(0.2);
    expect(largest(left(result))).toBeLessThanOrEqual(CEILING + 1e-6);
  });
});

describe('the mix', () => {
  const voice = soundOf(2 * RATE, tone(300, 0.4));
  const music = soundOf(RATE, tone(440, 0.5));

  it('is the sum of its parts in their volumes, as long as the video', () => {
    const chosen = resolveSoundSettings({ voiceVolume: 0.5, musicFadeOut: 0 });
    const length = 3 * RATE;
    const values = left(mix({ voices: [voice, voice], music, clips: [] }, chosen, length));
    const row = inARow([voice, voice], chosen.voiceGap);
    const loop = looped(music, 0, length);
    const expected = left(sum([amplified(row, 0.5), amplified(loop, 0.2)], length));
    expect(values).toHaveLength(length);
    expect(largest(values.map((value, place) => value - expected[place]!))).toBeLessThan(1e-6);
  });

  it('of music alone, and of a voice alone', () => {
    const chosen = resolveSoundSettings({ musicVolume: 1, musicFadeOut: 0 });
    expect(left(mix({ voices: [], music, clips: [] }, chosen, 1000))).toEqual(left(music, 0, 1000));
    const alone = left(mix({ voices: [voice], music: null, clips: [] }, settings, 3 * RATE));
    expect(alone.slice(0, 2 * RATE)).toEqual(left(voice));
    expect(largest(alone.slice(2 * RATE))).toBe(0);
  });
});
