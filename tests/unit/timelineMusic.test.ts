import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fadeAt,
  type MusicBed,
  musicBed,
  musicColumns,
  rounds,
  seams,
} from '../../src/page/state/timeline/music';
import { resolveSoundSettings, type SoundOptions } from '../../src/plan/sound';
import { AUDIO_SAMPLE_RATE } from '../../src/shared/units';
import { fades } from '../../workers/sound/arrange';
import { looped } from '../../workers/sound/loop';
import type { Sound } from '../../workers/sound/sound';

const FPS = 30;
const samplesAt = (frame: number): number => Math.round((frame / FPS) * AUDIO_SAMPLE_RATE);

/** Gets steadily louder: each sample says where in the file it is. */
const rising = (seconds: number): Sound => {
  const length = seconds * AUDIO_SAMPLE_RATE;
  return {
    length,
    read: (from, into) => {
      for (let at = 0; at < into.length; at += 1) into[at] = (from + Math.floor(at / 2)) / length;
    },
  };
};
const risingPeaks = () => {
  const values = Uint8Array.from({ length: 1000 }, (_, at) => Math.round((at / 1000) * 255));
  return { values, known: values.length };
};

const bedOf = (seconds: number, options: SoundOptions, frames: number): MusicBed => {
  const bed = musicBed(seconds, resolveSoundSettings(options), frames, FPS);
  if (!bed) throw new Error('no music');
  return bed;
};

describe('music on the timeline', () => {
  it('shows the part of the file that the mix has at that place, round after round', () => {
    const bed = bedOf(2, { musicStart: 0.5, musicFadeOut: 0 }, 300);
    const mixed = looped(rising(2), 0.5 * AUDIO_SAMPLE_RATE, samplesAt(300));
    fc.assert(
      fc.property(fc.double({ min: 0, max: 299, noNaN: true }), (frame) => {
        // Where two rounds lie over each other both are heard.
        fc.pre(frame < bed.period || frame % bed.period > 1);
        fc.pre(bed.period - (frame % bed.period) > 1);
        const heard = new Float32Array(2);
        mixed.read(samplesAt(frame), heard);
        const [shown = -1] = musicColumns(risingPeaks(), bed, frame, frame + 1e-3, 1);
        expect(shown).toBeCloseTo(heard[0] ?? -1, 1.7);
      }),
    );
    expect(rounds(bed)).toBe(7);
  });

  it('begins again where the mix does', () => {
    const bed = bedOf(2, { musicStart: 0.5 }, 300);
    const mixed = looped(rising(2), 0.5 * AUDIO_SAMPLE_RATE, samplesAt(300));
    const all = seams(bed, 0, 300);
    expect(all).toHaveLength(6);
    for (const frame of all) {
      const heard = new Float32Array(2);
      // Before the seam it is loudest, a moment behind it nearly as at first.
      mixed.read(samplesAt(frame) - 10, heard);
      expect(heard[0]).toBeGreaterThan(0.98);
      mixed.read(samplesAt(frame) + 1300, heard);
      expect(heard[0]).toBeLessThan(0.3);
    }
    expect(seams(bed, 50, 100)).toEqual(all.filter((frame) => frame >= 50 && frame <= 100));
    expect(seams(bedOf(60, {}, 300), 0, 300)).toEqual([]);
  });

  it('is faded as the mix is, also where both fades meet', () => {
    const cases: SoundOptions[] = [
      {},
      { musicFadeIn: 2, musicFadeOut: 0 },
      { musicFadeIn: 8, musicFadeOut: 6 },
    ];
    for (const options of cases) {
      const bed = bedOf(60, options, 300);
      const { musicFadeIn, musicFadeOut } = resolveSoundSettings(options);
      const envelope = fades(samplesAt(300), musicFadeIn, musicFadeOut);
      for (const frame of [0, 1, 45, 150, 200, 250, 299, 300]) {
        const gain = new Float32Array(1);
        envelope(samplesAt(frame), gain);
        expect(fadeAt(bed, frame), `${JSON.stringify(options)} ${frame}`).toBeCloseTo(gain[0] ?? -1, 3);
      }
    }
  });

  it('shows the loudest of all that a column stands for, seams and whole rounds included', () => {
    const values = new Uint8Array(100);
    values[0] = 255;
    const bed = bedOf(1, { musicFadeOut: 0 }, 300);
    const peaks = { values, known: 100 };
    // Begins before a seam, ends behind it.
    expect(musicColumns(peaks, bed, bed.period - 2, bed.period + 2, 1)).toEqual([1]);
    expect(musicColumns(peaks, bed, 5, 15, 1)).toEqual([0]);
    expect(musicColumns(peaks, bed, 5, 155, 1)).toEqual([1]);
  });

  it('is not there where it would begin behind its end, and is flat where its volume is 0', () => {
    expect(musicBed(3, resolveSoundSettings({ musicStart: 3 }), 300, FPS)).toBeNull();
    const silent = bedOf(2, { musicVolume: 0 }, 300);
    expect(musicColumns(risingPeaks(), silent, 0, 60, 3)).toEqual([0, 0, 0]);
  });
});
