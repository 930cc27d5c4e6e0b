import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIVIDED_SECONDS, type KeyFrames } from '../../src/plan/division';
import { type PlanSource, pieceKey, piecesOf } from '../../src/plan/pieces';
import { planRender } from '../../src/plan/plan';
import { FRAME_RATES, type PlanSettings, resolvePlanSettings } from '../../src/plan/settings';
import { RenderError } from '../../src/shared/errors';
import { AUDIO_SAMPLE_RATE, frames, framesCovering, samples, samplesOf } from '../../src/shared/units';
import { videoTrack } from './support';

const source = (index: number, durationSeconds: number, startSeconds = 0): PlanSource => ({
  index,
  video: videoTrack({ interlaced: null, startSeconds, durationSeconds }),
});

const settingsOf = (options: Parameters<typeof resolvePlanSettings>[0]): PlanSettings =>
  resolvePlanSettings(options);

/** Key frames so far apart, in seconds, from a source's begin to its end. */
const keyFramesOf = (sources: readonly PlanSource[], apart: number): KeyFrames =>
  new Map(
    sources.map(({ index, video: { startSeconds, durationSeconds } }) => [
      index,
      Array.from({ length: Math.ceil(durationSeconds / apart) }, (_, count) => startSeconds + count * apart),
    ]),
  );

/** Anything a person might drop: 1–12 sources of 0.1–60 s, any settings, any length up to three minutes. */
const anyRequest = fc.record({
  apart: fc.option(fc.double({ min: 0.3, max: 20, noNaN: true })),
  durations: fc.array(fc.double({ min: 0.1, max: 60, noNaN: true }), { minLength: 1, maxLength: 12 }),
  fps: fc.constantFrom(...FRAME_RATES),
  mode: fc.constantFrom('sequential' as const, 'random' as const),
  seed: fc.nat(),
  maxClipDuration: fc.double({ min: 0.5, max: 50, noNaN: true }),
  endFade: fc.constantFrom(0, 10),
  transition: fc.constantFrom('none' as const, 'crossfade' as const, 'wipe' as const),
  transitionDuration: fc.double({ min: 0.1, max: 5, noNaN: true }),
  length: fc.integer({ min: 1, max: 180 * 60 }),
});

describe('planRender', () => {
  it('covers the wanted length to the frame, from inside the sources, without gaps', () => {
    fc.assert(
      fc.property(anyRequest, ({ durations, length, apart, ...options }) => {
        const settings = settingsOf(options);
        const sources = durations.map((duration, index) => source(index, duration, index / 7));
        const keyFrames = apart === null ? null : keyFramesOf(sources, apart);
        const plan = planRender({ sources, settings, length: frames(length), keyFrames });

        expect(plan.frames).toBe(length);
        let start = 0;
        for (const segment of plan.timeline) {
          expect(segment.start).toBe(start);
          expect(segment.frames).toBeGreaterThan(0);
          expect(segment.frames).toBeLessThanOrEqual(plan.clips[segment.clip]!.frames);
          start += segment.frames;
        }
        expect(start).toBe(length);

        for (const { picture, frames } of plan.clips) {
          const { startSeconds, durationSeconds } = sources[picture.source]!.video;
          expect(picture.inPointSeconds).toBeGreaterThanOrEqual(startSeconds);
          const end = picture.inPointSeconds + frames / settings.fps;
          // A twentieth of a frame may be missing: headers round.
          expect(end).toBeLessThanOrEqual(startSeconds + durationSeconds + 0.0501 / settings.fps);
          expect(frames).toBeLessThanOrEqual(settings.maxClipDuration * settings.fps + 0.0501);
        }
      }),
    );
  });

  it('gives the same plan for the same seed, and encodes each piece once', () => {
    fc.assert(
      fc.property(anyRequest, ({ durations, length, apart: _, endFade: __, ...options }) => {
        const request = {
          sources: durations.map((duration, index) => source(index, duration)),
          settings: settingsOf(options),
          length: frames(length),
        };
        const plan = planRender(request);
        expect(planRender(request)).toEqual(plan);
        expect(new Set(plan.clips.map(({ key }) => key)).size).toBe(plan.clips.length);
        if (options.transition === 'none') {
          expect(new Set(plan.clips.map(({ picture }) => pieceKey(picture))).size).toBe(plan.clips.length);
        }
      }),
    );
  });

  it('leaves the timeline before what is left out as it was', () => {
    fc.assert(
      fc.property(anyRequest, fc.nat(), ({ durations, length, apart, ...options }, choice) => {
        const sources = durations.map((duration, index) => source(index, duration));
        const request = {
          sources,
          settings: settingsOf(options),
          length: frames(length),
          keyFrames: apart === null ? null : keyFramesOf(sources, apart),
        };
        const plan = planRender(request);
        fc.pre(new Set(plan.shots.map(({ piece }) => pieceKey(piece))).size > 1);
        const place = choice % plan.timeline.length;
        const { shot, part, begin } = plan.timeline[place]!;
        const { piece, head } = plan.shots[shot]!;
        const goesOn = part === 'body' && begin > head;
        const what = goesOn
          ? { kind: 'rest' as const, key: pieceKey(piece), from: begin }
          : part === 'body'
            ? { kind: 'piece' as const, key: pieceKey(piece) }
            : { kind: 'joint' as const, joint: part === 'blend' ? ('plain' as const) : ('dropped' as const) };
        const again = planRender({ ...request, leftOut: [{ shot, what }] });

        const shown = (from: typeof plan) =>
          from.timeline
            .slice(0, place)
            .map(({ clip, ...segment }) => ({ ...segment, key: from.clips[clip]!.key }));
        // What was kept for a transition is joined only when the clip that comes is known to be good.
        const isKept = part === 'body' && !goesOn && (plan.timeline[place - 1]?.part ?? 'body') !== 'body';
        const joined = isKept ? place - 1 : place;
        expect(shown(again).slice(0, joined)).toEqual(shown(plan).slice(0, joined));
        expect(again.frames).toBe(length);
        if (goesOn) expect(again.shots[shot]!.piece.frames).toBe(begin);
        else if (part === 'body') {
          const later = again.shots.slice(shot).map((one) => pieceKey(one.piece));
          expect(later).not.toContain(pieceKey(piece));
        }
      }),
    );
  });

  it('sequential takes the first piece of each source in order, and repeats them', () => {
    const settings = settingsOf({ mode: 'sequential', maxClipDuration: 5 });
    const plan = planRender({ sources: [source(0, 12), source(1, 3)], settings, length: frames(300) });
    expect(plan.timeline.map(({ clip, frames }) => [plan.clips[clip]!.picture.source, frames])).toEqual([
      [0, 150],
      [1, 90],
      [0, 60],
    ]);
    expect(plan.clips.map(({ picture }) => picture.inPointSeconds)).toEqual([0, 0]);
  });

  it('random shows every source before any source again', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 10 }), (seed, count) => {
        const settings = settingsOf({ mode: 'random', seed, maxClipDuration: 5 });
        const sources = Array.from({ length: count }, (_, index) => source(index, 12 + index));
        const plan = planRender({ sources, settings, length: frames(count * 150) });
        expect(
          new Set(plan.timeline.slice(0, count).map(({ clip }) => plan.clips[clip]!.picture.source)).size,
        ).toBe(count);
      }),
    );
  });

  it('random shows the longest piece of each source before its shorter ones', () => {
    const settings = settingsOf({ mode: 'random', seed: 3, maxClipDuration: 5 });
    // 5 s and 2 s of each.
    const sources = [0, 1, 2].map((index) => source(index, 7));
    const { timeline } = planRender({ sources, settings, length: null });
    expect(timeline.map((segment) => segment.frames)).toEqual([150, 150, 150, 60, 60, 60]);
  });

  it('orders differently for different seeds', () => {
    const orders = new Set(
      Array.from({ length: 20 }, (_, seed) => {
        const sources = Array.from({ length: 6 }, (_, index) => source(index, 5));
        const plan = planRender({ sources, settings: settingsOf({ seed }), length: null });
        return plan.clips.map((clip) => clip.picture.source).join();
      }),
    );
    expect(orders.size).toBeGreaterThan(15);
  });

  it('is as long as its pieces where there is no length to cover', () => {
    const settings = settingsOf({ mode: 'random', maxClipDuration: 5 });
    expect(planRender({ sources: [source(0, 12), source(1, 3)], settings, length: null }).frames).toBe(450);
  });

  const planOf = (duration: number, options: Parameters<typeof resolvePlanSettings>[0], apart: number) => {
    const sources = [source(0, duration, 1)];
    const settings = settingsOf({ mode: 'sequential', maxClipDuration: 300, ...options });
    return planRender({ sources, settings, length: null, keyFrames: keyFramesOf(sources, apart) });
  };

  it('divides a long shot at key frames, and leaves no short rest', () => {
    const plan = planOf(58, {}, 4);
    expect(plan.timeline.map(({ start, begin, frames }) => [start, begin, frames])).toEqual([
      [0, 0, 240],
      [240, 240, 240],
      [480, 480, 240],
      [720, 720, 240],
      [960, 960, 240],
      [1200, 1200, 240],
      [1440, 1440, 300],
    ]);
    expect(plan.clips.map(({ picture }) => picture.inPointSeconds)).toEqual([1, 9, 17, 25, 33, 41, 49]);
    expect(planOf(8.9, {}, 1).timeline).toHaveLength(1);
    expect(planOf(58, {}, 60).timeline).toHaveLength(1);
  });

  it('divides at other speeds where a key frame is shown, never before it', () => {
    const plan = planOf(60, { speed: 1.7 }, 1.3);
    expect(plan.timeline.length).toBeGreaterThan(2);
    for (const { picture } of plan.clips) {
      const sinceKey = (picture.inPointSeconds - 1) % 1.3;
      expect(sinceKey).toBeLessThanOrEqual(1.7 / 30 + 1e-9);
    }
  });

  it('has a transition, and the video’s fades, at the ends of a divided shot only', () => {
    const plan = planOf(40, { transition: 'fade-out', transitionDuration: 5, startFade: 10, endFade: 10 }, 1);
    expect(plan.clips.map(({ frames }) => frames)).toEqual([300, 300, 300, 300]);
    expect(plan.clips.map(({ picture, fades }) => [...picture.effects, ...fades])).toEqual([
      [{ kind: 'fade-in', start: 0, frames: 300 }],
      [],
      [],
      [
        { kind: 'fade-out', start: 150, frames: 150 },
        { kind: 'fade-out', start: 0, frames: 300 },
      ],
    ]);
  });

  it('divides a still anywhere, and its move goes on', () => {
    const still: PlanSource = { index: 0, video: videoTrack({ isStill: true, durationSeconds: 0 }) };
    const settings = settingsOf({ maxClipDuration: 25 });
    const request = { sources: [still], settings, length: null, keyFrames: new Map() };
    const clips = planRender(request).clips.map(({ frames, picture }) => [frames, picture.effects[0]?.start]);
    expect(clips).toEqual([
      [180, 0],
      [180, -180],
      [180, -360],
      [210, -540],
    ]);
    expect(DIVIDED_SECONDS * settings.fps).toBe(180);
  });

  it('fails in words where there is nothing to show', () => {
    expect(() => planRender({ sources: [], settings: settingsOf({}), length: frames(30) })).toThrow(
      expect.objectContaining({ category: 'unreadable-source' }),
    );
  });
});

describe('piecesOf', () => {
  const lengths = (duration: number, fps: 24 | 30 = 30) =>
    piecesOf(source(0, duration), settingsOf({ fps, maxClipDuration: 5 })).map((piece) => piece.frames);

  it('keeps the last, shorter piece, but no flash', () => {
    expect(lengths(12)).toEqual([150, 150, 60]);
    expect(lengths(10.2)).toEqual([150, 150]);
    expect(lengths(0.2)).toEqual([6]);
  });

  it('takes a frame that the header rounds away', () => {
    expect(lengths(4.9999)).toEqual([150]);
  });

  it('has none for a source shorter than a frame', () => {
    expect(lengths(0.02)).toEqual([]);
  });
});

describe('units', () => {
  it('frames cover the samples, and no frame too many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.constantFrom(...FRAME_RATES), (length, fps) => {
        const covering = framesCovering(samples(length), fps);
        expect(samplesOf(covering, fps)).toBeGreaterThanOrEqual(length);
        expect(samplesOf(covering, fps) - length).toBeLessThan(AUDIO_SAMPLE_RATE / fps);
      }),
    );
  });

  it('refuses parts of frames', () => {
    expect(() => frames(1.5)).toThrow(RangeError);
    expect(() => frames(-1)).toThrow(RangeError);
  });
});

describe('resolvePlanSettings', () => {
  it('has the defaults of the reference', () => {
    expect(settingsOf({})).toEqual({
      size: { width: 1080, height: 1920 },
      fps: 30,
      fit: 'cover',
      mode: 'random',
      seed: 0,
      maxClipDuration: 5,
      barColor: '#000000',
      speed: 1,
      transition: 'none',
      transitionDuration: 1,
      startFade: 0,
      endFade: 0,
      kenBurns: 'in',
      duration: null,
    });
  });

  it.each([
    { fps: 29 },
    { aspect: '4:3' },
    { fit: 'stretch' },
    { mode: 'shuffle' },
    { seed: -1 },
    { seed: 1.5 },
    { maxClipDuration: 0 },
    { maxClipDuration: Number.NaN },
    { size: { width: 101, height: 100 } },
    { size: { width: 100, height: 10_000 } },
  ])('refuses %o', (options) => {
    expect(() => resolvePlanSettings(options as never)).toThrow(RenderError);
  });
});
