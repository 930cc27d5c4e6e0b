import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CopyCandidate, copyObstacle, copyShare, noneCopyable, setsOfAll } from '../../src/plan/copying';
import type { PlannedClip } from '../../src/plan/plan';
import { planRender } from '../../src/plan/plan';
import { type PlanOptions, resolvePlanSettings } from '../../src/plan/settings';
import type { CopyFinding } from '../../src/shared/copying';
import { firstOfOneToOne } from '../../src/shared/frameTimes';
import type { VideoTrackInfo } from '../../src/shared/media';
import { frames } from '../../src/shared/units';
import { runs } from './randomRuns';
import { videoTrack } from './support';

const FPS = 30;

describe('whether each output frame shows the next of the source', () => {
  const span = (inPointSeconds: number, count: number) => ({
    ...{ inPointSeconds, frames: count, fps: FPS, speed: 1 },
  });

  /** The rule as docs/design.md has it, frame by frame. */
  const shownBy = (times: readonly number[], inPoint: number, count: number): number[] =>
    Array.from({ length: count }, (_, frame) =>
      times.findLastIndex((time) => time <= inPoint + (frame + 0.45) / FPS + 1e-9),
    );

  it('is what the rule of the other engines says, for any times', () => {
    const gaps = fc.array(fc.double({ min: 0.001, max: 0.08, noNaN: true }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(gaps, fc.nat(5), fc.integer({ min: 1, max: 20 }), (steps, begin, count) => {
        let time = 0;
        const times = [0, ...steps.map((step) => (time += step))];
        const inPoint = times[Math.min(begin, times.length - 1)]!;
        const shown = shownBy(times, inPoint, count);
        const isOneToOne = shown.every((index, frame) => index === shown[0]! + frame);
        // What ends before the last frame is held by the other engines: there is no packet to copy.
        expect(firstOfOneToOne(times, span(inPoint, count))).toBe(isOneToOne ? shown[0] : null);
      }),
      runs(2000),
    );
  });

  it('holds for the same rate, from any frame on, however containers round', () => {
    const request = fc.record({
      first: fc.nat(200),
      count: fc.integer({ min: 1, max: 100 }),
      timeBase: fc.constantFrom(1000, 600, 15_360, 90_000),
    });
    fc.assert(
      fc.property(request, ({ first, count, timeBase }) => {
        const times = Array.from(
          { length: 400 },
          (_, frame) => Math.round((frame / FPS) * timeBase) / timeBase,
        );
        expect(firstOfOneToOne(times, span(first / FPS, count))).toBe(first);
      }),
    );
  });

  it.each([
    ['24 a second', 24, 30],
    ['60 a second', 60, 30],
    ['29.97 a second over a minute', 30_000 / 1001, 1800],
  ])('does not hold for %s', (_, rate, count) => {
    const times = Array.from({ length: 4000 }, (__, frame) => frame / rate);
    expect(firstOfOneToOne(times, span(0, count))).toBeNull();
  });

  it('holds for 29.97 a second for as long as no frame is shown twice', () => {
    const times = Array.from({ length: 400 }, (_, frame) => (frame * 1001) / 30_000);
    expect(firstOfOneToOne(times, span(0, 90))).toBe(0);
  });

  it('does not hold where frames are decoded in another order than shown', () => {
    const times = [0, 4, 2, 1, 3, 5].map((frame) => frame / FPS);
    expect(firstOfOneToOne(times, span(0, 5))).toBeNull();
  });
});

const size = { width: 320, height: 180 };
const BT709 = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false };
const ready: Partial<VideoTrackInfo> = { codedSize: size, displaySize: size, colour: BT709 };

const clipOf = (video: VideoTrackInfo, options: PlanOptions = {}): PlannedClip => {
  const settings = resolvePlanSettings({ size, mode: 'sequential', ...options });
  const [clip] = planRender({ sources: [{ index: 0, video }], settings, length: null }).clips;
  return clip!;
};
const obstacle = (changes: Partial<VideoTrackInfo>, options: PlanOptions = {}): string | null => {
  const video = videoTrack({ ...ready, ...changes });
  return copyObstacle(clipOf(video, options), { access: 'packets', video }, false);
};

describe('what speaks against copying', () => {
  it('nothing, for what is already what is wanted', () => {
    expect(obstacle({})).toBeNull();
    expect(obstacle({}, { fit: 'contain' })).toBeNull();
    expect(obstacle({}, { fit: 'blur' })).toBeNull();
  });

  it('nothing, for what does not say its colours and is large enough to be BT.709', () => {
    const large = { width: 1280, height: 720 };
    const colour = { primaries: null, transfer: null, matrix: null, fullRange: null };
    expect(obstacle({ codedSize: large, displaySize: large, colour }, { size: large })).toBeNull();
    expect(obstacle({ colour })).toMatch(/BT\.709/);
  });

  it.each<[string, Partial<VideoTrackInfo>, PlanOptions, RegExp]>([
    ['another size', { codedSize: { width: 640, height: 360 }, displaySize: size }, {}, /320×180/],
    ['pixels that are not square', { displaySize: { width: 640, height: 180 } }, {}, /320×180/],
    ['rotation', { rotation: 180 }, {}, /320×180/],
    ['mirroring', { mirrored: true }, {}, /320×180/],
    ['another codec', { codec: 'hevc' }, {}, /not H\.264/],
    ['BT.601', { colour: { ...BT709, matrix: 'smpte170m' } }, {}, /BT\.709/],
    ['full range', { colour: { ...BT709, fullRange: true } }, {}, /BT\.709/],
    ['HDR', { colour: { ...BT709, transfer: 'pq' } }, {}, /BT\.709/],
    ['another speed', {}, { speed: 1.5 }, /speed/],
    ['a transition', {}, { transition: 'zoom-in' }, /moved/],
    ['a fade', {}, { startFade: 1 }, /faded/],
  ])('%s', (_, changes, options, reason) => {
    expect(obstacle(changes, options)).toMatch(reason);
  });

  it('something that is drawn, over a clip or over all', () => {
    const video = videoTrack(ready);
    const clip = clipOf(video);
    const read = { ...clip, cues: [{}] } as unknown as PlannedClip;
    expect(copyObstacle(read, { access: 'packets', video }, false)).toMatch(/drawn/);
    expect(copyObstacle(clip, { access: 'packets', video }, true)).toMatch(/drawn/);
    expect(copyObstacle(clip, { access: 'ffmpeg', video }, false)).toMatch(/packet by packet/);
  });

  it('is told for the first clip where it is so for all, and for none where one is without', () => {
    const clip = clipOf(videoTrack(ready));
    const at = (videos: readonly VideoTrackInfo[]) => {
      const clips = videos.map((_, source) => ({ ...clip, picture: { ...clip.picture, source } }));
      return noneCopyable(clips, (index) => ({ access: 'packets', video: videos[index]! }), false);
    };
    const hevc = videoTrack({ ...ready, codec: 'hevc' });
    expect(at([hevc, hevc])).toMatchObject({
      clip: { picture: { source: 0 } },
      obstacle: expect.stringMatching(/H\.264/),
    });
    expect(at([hevc, videoTrack(ready)])).toBeNull();
  });
});

describe('what is copied', () => {
  const clip = clipOf(videoTrack(ready));
  const finding = fc.oneof(
    fc.constant<CopyFinding>({ kind: 'other', reason: 'is different.' }),
    fc.record({ sets: fc.constantFrom('a', 'b'), head: fc.integer({ min: 0, max: 29 }) }).map(
      ({ sets, head }): CopyFinding => ({
        ...{ kind: 'copyable', config: { codec: 'avc1.64001f' }, sets },
        ...{ head: frames(head), startSeconds: 0 },
      }),
    ),
  );
  const candidates = fc.array(
    fc.record({ finding, length: fc.integer({ min: 30, max: 90 }) }).map(
      ({ finding: found, length }): CopyCandidate => ({
        clip: { ...clip, frames: frames(length) },
        finding: found,
      }),
    ),
    { minLength: 1, maxLength: 8 },
  );

  it('and what is encoded are all frames together, and only material with the given sets is copied', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const total = all.reduce((sum, one) => sum + one.clip.frames, 0);
        const share = copyShare(all, 'a');
        expect(share.copiedFrames + share.encodedFrames).toBe(total);
        const others = all.filter((one) => one.finding.kind === 'other' || one.finding.sets !== 'a');
        expect(share.copiedClips).toBe(all.length - others.length);
        expect(share.encodedFrames).toBeGreaterThanOrEqual(
          others.reduce((sum, one) => sum + one.clip.frames, 0),
        );
      }),
    );
  });

  it('is all of it only where each clip begins with a key frame and all have the same sets', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const sets = setsOfAll(all);
        if (sets === null) {
          const different = new Set(all.map((one) => JSON.stringify([one.finding, one.clip.frames])));
          const heads = all.some((one) => one.finding.kind === 'other' || one.finding.head > 0);
          expect(heads || different.size > 1).toBe(true);
        } else {
          expect(copyShare(all, sets).encodedFrames).toBe(0);
        }
      }),
    );
  });
});
