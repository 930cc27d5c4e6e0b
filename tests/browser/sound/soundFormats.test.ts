import { openAsBlob } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHeaders } from '../../../workers/headers';
import { makeCountedClip } from '../../media/makeCountedClip';
import { makeMark, makeSoundFile, SOUND_FORMATS } from '../../media/soundFiles';
import { ffprobeJson } from '../support/ffprobe';
import { decibels, likeness, placeOf, RATE, type Stereo, stereoOf } from '../support/sound';
import { tempDir } from '../support/tempDir';
import {
  expectExactAlone,
  expectTone,
  FPS,
  framesOf,
  lieAboutLength,
  renderVoices,
} from '../support/voiceOvers';

const folder = tempDir();
const clip = folder.file('clip.mp4');
const fileOf = ({ name }: { name: string }): string => folder.file(name);

beforeAll(() => makeCountedClip({ path: clip, clipId: 1, width: 64, height: 64, fps: FPS, seconds: 2 }));
afterAll(() => folder[Symbol.dispose]());

/** Silence between one voice-over and the next, in samples. */
const GAP = 4800;
/** A mark is looked for up to a frame beside its place. */
const MARK_REACH = RATE / FPS;
const SOUND_REACH = 64;

/** A format's sound between the marks before and behind it. */
interface Stretch {
  /** What the native ffmpeg makes of the file. */
  readonly native: Stereo;
  /** Samples between the gaps; not a number where a mark is missing. */
  readonly length: number;
  /** So many samples after its begin the sound itself is found. */
  readonly late: number;
  /** As many samples as the native sound has, from there on. */
  readonly video: Stereo;
}

/**
 * The voice-overs' stretches of a video: a mark, a format, a mark, …, a mark. A format that is too long or too short moves
 * the mark behind it; the next format is measured from there.
 */
const stretchesOf = (video: Stereo, mark: Float32Array, natives: readonly Stereo[]): Stretch[] => {
  const markNear = (expected: number): number => {
    const place = placeOf(mark, video.left, expected, MARK_REACH);
    return likeness(mark, video.left.subarray(place)) > 0.95 ? place : Number.NaN;
  };
  let start = markNear(0) + mark.length + GAP;
  return natives.map((native) => {
    const { length } = native.left;
    const [from, expected] = [start, start + length + GAP];
    const next = markNear(expected);
    start = (Number.isNaN(next) ? expected : next) + mark.length + GAP;
    const place = placeOf(native.left, video.left, from, SOUND_REACH);
    const part = (channel: Float32Array) => channel.subarray(place, place + length);
    return {
      native,
      length: next - GAP - from,
      late: place - from,
      video: { left: part(video.left), right: part(video.right) },
    };
  });
};

describe('voice-overs of all formats in a row', () => {
  let stretches: readonly Stretch[];
  let frames: number;

  beforeAll(async () => {
    const [mark, out] = [folder.file('mark.wav'), folder.file('row.mp4')];
    const paths = SOUND_FORMATS.map(fileOf);
    await makeMark(mark);
    // Each has a pitch of its own: it cannot be taken for another.
    for (const [index, format] of SOUND_FORMATS.entries())
      await makeSoundFile(fileOf(format), format, 300 + 55 * index);
    const voiceOver = [mark, ...paths.flatMap((path) => [path, mark])];
    frames = (await renderVoices({ clips: [clip], voiceOver, out }, GAP / RATE)).output.frames;
    const [video, sign, ...natives] = await stereoOf([out, mark, ...paths]);
    stretches = stretchesOf(video!, sign!.left, natives);
  });

  it.each(SOUND_FORMATS.map((format, index) => ({ ...format, index })))(
    '$name is heard in its place, to the sample, as the native ffmpeg decodes it, and planned as long',
    async ({ name, index }) => {
      const { native, length, late, video } = stretches[index]!;
      const samples = native.left.length;
      expect(length).toBe(samples);
      expect(late).toBe(0);
      for (const side of ['left', 'right'] as const) {
        expect(likeness(video[side], native[side]), side).toBeGreaterThan(0.99);
        expect(Math.abs(decibels(video[side]) - decibels(native[side])), side).toBeLessThan(0.5);
        expectTone(video[side]);
      }
      // Planned within half a frame: containers count in milliseconds, or in packets.
      const planned = await readHeaders(await openAsBlob(folder.file(name)), name);
      expect(Math.abs((planned?.durationSeconds ?? 0) - samples / RATE)).toBeLessThan(0.5 / FPS);
    },
  );

  it('make the video as long as all of them together', () => {
    const markLength = 0.05 * RATE;
    const sounds = stretches.reduce(
      (sum, { native }) => sum + native.left.length + markLength + 2 * GAP,
      markLength,
    );
    expect(frames).toBe(framesOf(sounds));
  });
});

describe('the video is as long as its voice-over really is', () => {
  // Nothing is mixed where there is one alone. All other formats: tests/long.
  it.each(SOUND_FORMATS.filter(({ name }) => ['opus.webm', 'surround.m4a'].includes(name)))(
    '$name',
    async (format) => {
      const voiceOver = folder.file(`alone-${format.name}`);
      await makeSoundFile(voiceOver, format);
      await expectExactAlone({ clips: [clip], voiceOver, out: folder.file('alone.mp4') });
    },
  );

  it('whatever the header says', async () => {
    const voiceOver = folder.file('liar.mp3');
    await makeSoundFile(voiceOver, { name: 'liar.mp3', args: ['-c:a', 'libmp3lame', '-q:a', '6'] });
    const [native] = await stereoOf([voiceOver]);
    lieAboutLength(voiceOver);
    expect((await ffprobeJson(voiceOver)).format.duration).toSatisfy((text: string) => Number(text) > 10);
    await expectExactAlone({ clips: [clip], voiceOver, out: folder.file('liar.mp4') }, native);
  });
});
