import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSubtitles } from '../../src/media/subtitles/read';
import { clipCues } from '../../src/plan/cues';
import type { SubtitleCue } from '../../src/shared/captions';
import { toSrt, toVtt } from '../../src/shared/subtitleFiles';

const readBack = async (content: string) => readSubtitles(new File([content], 'written'));

/** Lines of people's text: whatever is on a keyboard, and some that is not. */
const line = (letters: string) =>
  fc
    .array(fc.constantFrom(...letters, ' ', 'é', '中', '🎬'), { minLength: 1, maxLength: 20 })
    .map((all) => all.join('').trim())
    .filter((text) => text !== '');

const cueOf = (letters: string): fc.Arbitrary<SubtitleCue> =>
  fc
    .record({
      start: fc.integer({ min: 0, max: 400_000_000 }),
      length: fc.integer({ min: 1, max: 10_000 }),
      lines: fc.array(line(letters), { minLength: 1, maxLength: 3 }),
    })
    .map(({ start, length, lines }) => ({
      startSeconds: start / 1000,
      endSeconds: (start + length) / 1000,
      text: lines.join('\n'),
      words: [],
    }));

const cuesOf = (letters: string) =>
  fc
    .array(cueOf(letters), { minLength: 1, maxLength: 8 })
    .map((cues) => cues.toSorted((a, b) => a.startSeconds - b.startSeconds));

describe('writing', () => {
  it('SRT is read back as it was', async () => {
    // Letters without a meaning in SRT; it has no way to say that one is meant as it stands.
    await fc.assert(
      fc.asyncProperty(cuesOf('aZ09.,:-?!\'"()'), async (cues) => {
        const back = await readBack(toSrt(cues));
        expect(back).toMatchObject({ cues, problems: [], format: 'srt' });
      }),
    );
  });

  it('WebVTT is read back as it was, whatever is in the text', async () => {
    await fc.assert(
      fc.asyncProperty(cuesOf('aZ09.:-&;<>/{}\\'), async (cues) => {
        const back = await readBack(toVtt(cues));
        expect(back).toMatchObject({ cues, problems: [], format: 'vtt' });
      }),
    );
  });

  it('keeps the times of words in WebVTT', async () => {
    const cue: SubtitleCue = {
      startSeconds: 1,
      endSeconds: 4,
      text: 'One <two>\nthree',
      words: [
        { text: 'One', startSeconds: 1 },
        { text: '<two>', startSeconds: 1.5 },
        { text: 'three', startSeconds: 3999.999 / 1000 },
      ],
    };
    expect(toVtt([cue])).toContain('One <00:00:01.500>&lt;two&gt;\n<00:00:04.000>three\n');
    expect((await readBack(toVtt([cue]))).cues[0]?.words).toEqual([
      ...cue.words.slice(0, 2),
      { text: 'three', startSeconds: 4 },
    ]);
  });

  it('is what players expect', () => {
    const cues = [{ startSeconds: 3661.5, endSeconds: 360_000.004, text: 'A\n\nB --> C', words: [] }];
    expect(toSrt(cues)).toBe('1\n01:01:01,500 --> 100:00:00,004\nA\nB -> C\n');
    expect(toVtt(cues)).toBe('WEBVTT\n\n01:01:01.500 --> 100:00:00.004\nA\nB --&gt; C\n');
  });
});

describe('clipping to a length', () => {
  const cue = (startSeconds: number, endSeconds: number): SubtitleCue => ({
    startSeconds,
    endSeconds,
    text: 'a b',
    words: [
      { text: 'a', startSeconds },
      { text: 'b', startSeconds: endSeconds },
    ],
  });

  it('drops cues beyond the end, and shortens those across it', () => {
    expect(clipCues([cue(0, 1), cue(1.5, 3), cue(2, 3), cue(5, 6)], 2)).toEqual([
      cue(0, 1),
      { ...cue(1.5, 2), words: cue(1.5, 2).words },
    ]);
  });

  it('never lets a cue be longer than the video, nor empty', () => {
    fc.assert(
      fc.property(cuesOf('a'), fc.integer({ min: 1, max: 12_000_000 }), (cues, frames) => {
        const seconds = frames / 30;
        for (const { startSeconds, endSeconds } of clipCues(cues, seconds)) {
          expect(endSeconds).toBeGreaterThan(startSeconds);
          expect(endSeconds).toBeLessThanOrEqual(seconds + 1e-9);
        }
      }),
    );
  });
});
