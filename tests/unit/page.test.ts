import { describe, expect, it } from 'vitest';
import { parseStoredCaptions } from '../../src/page/state/captionValues';
import { clipStatuses } from '../../src/page/state/clipStatus';
import { useful } from '../../src/page/state/droppedItems';
import { parseStored } from '../../src/page/state/settingsValues';
import { sortFiles } from '../../src/page/state/sortFiles';
import { parseStoredSound } from '../../src/page/state/soundValues';
import { text } from '../../src/page/text';
import type { ClipProgress, RenderProgress } from '../../src/render/types';

const file = (name: string, type = '') => new File(['x'], name, { type });
const none = { voiceOver: false, music: false };

describe('dropped files', () => {
  it('are sorted by what they become, and none is lost', () => {
    const [one, two, three] = ['one.mp3', 'two.wav', 'three.flac'].map((name) => file(name));
    const [clip, subtitles, others] = [file('clip.mp4'), file('film.SRT', 'text/plain'), file('more.vtt')];
    const [font, moreFonts] = [file('Own.woff2', 'font/woff2'), file('more.ttf')];
    const all = [clip, one, subtitles, two, font, others, three, moreFonts] as File[];
    // By name: to Vitest all files are equal.
    const sorted = (files: readonly File[], taken: Parameters<typeof sortFiles>[1]) => {
      const { clips, voiceOvers, ...others } = sortFiles(files, taken);
      const single = Object.entries(others).map(([what, found]) => [what, found?.name ?? null]);
      const named = [clips, voiceOvers].map((found) => found.map(({ name }) => name));
      return { clips: named[0], voiceOvers: named[1], ...Object.fromEntries(single) };
    };
    expect(sorted(all, none)).toEqual({
      clips: ['clip.mp4', 'more.vtt', 'more.ttf'],
      voiceOvers: ['one.mp3', 'three.flac'],
      music: 'two.wav',
      subtitles: 'film.SRT',
      font: 'Own.woff2',
    });
    const sounds = [one, two, three] as File[];
    const names = sounds.map(({ name }) => name);
    expect(sorted(sounds, { voiceOver: true, music: false })).toMatchObject({
      voiceOvers: ['two.wav', 'three.flac'],
      music: 'one.mp3',
    });
    expect(sorted(sounds, { voiceOver: true, music: true })).toMatchObject({
      voiceOvers: names,
      music: null,
    });
    expect(sorted(sounds, { voiceOver: false, music: true })).toMatchObject({ voiceOvers: names });
    expect(sorted([one!], none)).toMatchObject({ voiceOvers: ['one.mp3'], music: null });
  });
});

describe('a folder', () => {
  it('gives what is of use, and tells how much is not', () => {
    const media = [file('a.MKV'), file('b', 'image/heic'), file('c.srt'), file('d.otf'), file('e.opus')];
    const others = [file('notes.txt', 'text/plain'), file('list.json', 'application/json')];
    expect(useful([...media, ...others, file('.DS_Store'), file('._a.MKV')])).toEqual({
      files: media,
      passedOver: 2,
    });
  });
});

describe('remembered settings', () => {
  it.each([null, 'null', '"text"', '[1]', '{', '{"size":"big","font":"a;b","color":"red","place":7}'])(
    'get their defaults where they are not possible: %s',
    (json) => {
      expect(parseStoredCaptions(json)).toEqual(parseStoredCaptions(null));
      expect(parseStoredSound(json)).toEqual(parseStoredSound(null));
      expect(parseStored(json)).toEqual(parseStored(null));
    },
  );

  it('keep what is possible', () => {
    const kept = {
      size: 90,
      font: 'Georgia, serif',
      box: 'rounded',
      place: 'custom',
      percent: 70,
      soft: true,
    };
    expect(parseStoredCaptions(JSON.stringify({ ...kept, strokeWidth: 900, boxColor: '#12' }))).toEqual({
      ...parseStoredCaptions(null),
      ...kept,
    });
    expect(parseStored(JSON.stringify({ duration: 12.5, speed: 9 }))).toEqual({
      ...parseStored(null),
      duration: 12.5,
    });
    expect(parseStoredSound(JSON.stringify({ clipVolume: 0.4, voiceGap: 61 }))).toEqual({
      ...parseStoredSound(null),
      clipVolume: 0.4,
    });
  });
});

describe('a transition between two clips', () => {
  const clip = (more: Partial<ClipProgress>): ClipProgress => ({
    ...{ source: 'b.mp4', sourceIndex: 1, transitionFrom: null, frames: 30 },
    ...{ status: 'joined', fraction: 1, cached: false, part: null },
    ...more,
  });
  const error = { category: 'timeout', message: 'There is a cut instead.' } as const;

  it('is of neither clip, whose rows say how far they are themselves', () => {
    const transition = clip({ transitionFrom: 'a.mp4', status: 'waiting', fraction: 0 });
    const problem = { source: 'b.mp4', sourceIndex: 1, transitionFrom: 'a.mp4', error };
    const progress = { clips: [transition, clip({})], problems: [problem] } as unknown as RenderProgress;
    expect(clipStatuses(progress).get(1)).toMatchObject({ fraction: 1, failed: false });
    const failed = {
      clips: [],
      problems: [{ ...problem, transitionFrom: null }],
    } as unknown as RenderProgress;
    expect(clipStatuses(failed).get(1)).toMatchObject({ failed: true });
  });

  it('is named by both files where it failed', () => {
    expect(text.result.problem({ source: 'b.mp4', transitionFrom: 'a.mp4', error })).toBe(
      '“a.mp4 → b.mp4”: There is a cut instead.',
    );
    expect(text.result.problem({ source: 'b.mp4', error: { ...error, message: '“b.mp4” is bad.' } })).toBe(
      '“b.mp4” is bad.',
    );
  });
});
