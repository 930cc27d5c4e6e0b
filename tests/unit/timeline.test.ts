import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPeaks } from '../../src/media/peaks';
import { arrangementOf, samplesIn } from '../../src/page/state/timeline/known';
import { cueSpans, layoutOf, voiceSpans } from '../../src/page/state/timeline/layout';
import { madeSpans } from '../../src/page/state/timeline/made';
import {
  dropPlace,
  firstSeen,
  movedOrder,
  pinsFor,
  shownOrder,
  stepTarget,
} from '../../src/page/state/timeline/order';
import { fittingZoom, frameAt, inSight, ticks, ZOOM } from '../../src/page/state/timeline/scale';
import { type Trimmable, trimLimits, trimmed } from '../../src/page/state/timeline/trim';
import { columnsOf } from '../../src/page/state/timeline/waveform';
import { resolveClipSettings } from '../../src/plan/clipSettings';
import { type PlanSource, piecesOf } from '../../src/plan/pieces';
import { planRender } from '../../src/plan/plan';
import { FRAME_RATES, type PlanOptions, resolvePlanSettings } from '../../src/plan/settings';
import { videoLength } from '../../src/plan/videoLength';
import type { ClipProgress } from '../../src/render';
import { samples } from '../../src/shared/units';
import { videoTrack } from './support';

const source = (index: number, seconds: number, own = {}): PlanSource => ({
  index,
  video: videoTrack({ durationSeconds: seconds, startSeconds: index }),
  own: resolveClipSettings(own),
});

const laidOut = (sources: readonly PlanSource[], options: PlanOptions, voices: readonly number[] = []) => {
  const settings = resolvePlanSettings(options);
  const voiceGap = samplesIn(0.5);
  const plan = arrangementOf({ sources, settings, voices, voiceGap });
  if (!plan) throw new Error('no plan');
  return { plan, settings, layout: layoutOf({ plan, sources, voices, voiceGap, cues: [] }) };
};

describe('the timeline', () => {
  it('is what a render plans of the same', () => {
    const sources = [source(0, 7), source(1, 4), source(2, 9)];
    const settings = resolvePlanSettings({ seed: 5, transition: 'crossfade' });
    const voices = [6.2, 3.3];
    const length = videoLength(voices.map(samplesIn), samplesIn(0.5), settings);
    const rendered = planRender({ sources, settings, length });
    const shown = arrangementOf({ sources, settings, voices, voiceGap: samplesIn(0.5) });
    expect(shown).toMatchObject({ frames: rendered.frames, shots: rendered.shots });
    expect(shown?.parts).toEqual(rendered.timeline.map(({ clip: _, ...part }) => part));
    const layout = layoutOf({ plan: shown!, sources, voices, voiceGap: samplesIn(0.5), cues: [] });
    const blended = rendered.timeline.flatMap(({ clip, start, frames }) => {
      const blend = rendered.clips[clip]?.next?.blend;
      return blend ? [{ start, frames, kind: blend.kind }] : [];
    });
    expect(layout.blends).toEqual(blended);
    expect(length).toBe(300);
  });

  it('is empty without material, and leaves out what a render leaves out', () => {
    const settings = resolvePlanSettings({ mode: 'sequential' });
    expect(arrangementOf({ sources: [], settings, voices: [], voiceGap: samples(0) })).toBeNull();
    const sources = [source(0, 3), source(1, 0), source(2, 2, { inPoint: 5 })];
    expect(arrangementOf({ sources, settings, voices: [], voiceGap: samples(0) })?.shots).toHaveLength(1);
  });

  it('covers every frame, shots beside each other or overlapping in their transition', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom('none', 'crossfade', 'wipe', 'fade-in'),
        fc.constantFrom('random', 'sequential'),
        fc.option(fc.integer({ min: 1, max: 40 })),
        (lengths, transition, mode, voice) => {
          const sources = lengths.map((seconds, index) => source(index, seconds / 3));
          const voices = voice === null ? [] : [voice / 3];
          const { layout } = laidOut(
            sources,
            { transition, mode, maxClipDuration: 2 } as PlanOptions,
            voices,
          );
          let end = 0;
          for (const [place, shot] of layout.shots.entries()) {
            const blend = layout.blends.find(({ start }) => start === shot.start);
            expect(shot.start).toBe(end - (place > 0 && blend ? blend.frames : 0));
            end = shot.start + shot.frames;
          }
          expect(end).toBe(layout.frames);
        },
      ),
    );
  });

  it('says where in its clip a shot begins, and how often the clip was seen before', () => {
    const sources = [source(0, 4), source(1, 4, { inPoint: 1, speed: 2 })];
    const { layout } = laidOut(sources, { mode: 'sequential', maxClipDuration: 1 }, [4]);
    expect(
      layout.shots.map(({ source: of, occurrence, inPoint, speed }) => [of, occurrence, inPoint, speed]),
    ).toEqual([
      [0, 0, 0, 1],
      [1, 0, 1, 2],
      [0, 1, 0, 1],
      [1, 1, 1, 2],
    ]);
  });

  it('has voices one after the other, and cues where they are drawn, up to the end', () => {
    expect(voiceSpans([2, 1], samplesIn(0.5), 30)).toEqual([
      { voice: 0, start: 0, frames: 60 },
      { voice: 1, start: 75, frames: 30 },
    ]);
    const cue = (startSeconds: number, endSeconds: number, text: string) => ({
      startSeconds,
      endSeconds,
      text,
      words: [],
    });
    expect(cueSpans([cue(0.51, 1.49, 'a'), cue(3, 9, 'b'), cue(4, 5, 'c')], 120, 30)).toEqual([
      { start: 15, frames: 30, text: 'a' },
      { start: 90, frames: 30, text: 'b' },
    ]);
  });

  it('looks at a source once for each shot, however many there are', () => {
    const settings = resolvePlanSettings({ maxClipDuration: 3, transition: 'crossfade' });
    /** How often the sources of a video of so many seconds are looked at while it is laid out. */
    const looksFor = (seconds: number): { looks: number; shots: number } => {
      let looks = 0;
      const sources = Array.from({ length: 300 }, (_, index) => {
        const { video, ...rest } = source(index, 20);
        return Object.defineProperty({ ...rest, video }, 'video', {
          enumerable: true,
          get: () => {
            looks += 1;
            return video;
          },
        });
      });
      const request = { sources, settings, voices: [seconds], voiceGap: samples(0) };
      const plan = arrangementOf(request)!;
      layoutOf({ ...request, plan, cues: [] });
      return { looks, shots: plan.shots.length };
    };
    const [some, twice] = [looksFor(1250), looksFor(2500)];
    expect(twice.shots).toBeGreaterThan(1000);
    expect(some.looks).toBeGreaterThan(300);
    // Once for each: one that went through all 300 for every shot would look 300 times.
    expect((twice.looks - some.looks) / (twice.shots - some.shots)).toBeLessThan(5);
  });
});

describe('the scale', () => {
  it('shows all of it, but neither nothing nor single frames', () => {
    expect(fittingZoom(300, 30, 1000)).toBe(100);
    expect(fittingZoom(1, 30, 1000)).toBe(ZOOM.max);
    expect(fittingZoom(10_000_000, 30, 1000)).toBe(ZOOM.min);
  });

  it('finds the frame at a place, within the video', () => {
    expect([frameAt(-5, 2, 100), frameAt(41, 2, 100), frameAt(900, 2, 100)]).toEqual([0, 21, 100]);
  });

  it('names round seconds, far enough apart, those in sight only', () => {
    expect(ticks(0, 10, 100)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(ticks(61.5, 92, 10)).toEqual([60, 70, 80, 90]);
    expect(ticks(0, 1, 400)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks(0, 100_000, 0.5).length).toBeLessThan(1000);
  });

  it('has only what is in sight in the document, and what must stay', () => {
    const spans = Array.from({ length: 1000 }, (_, at) => ({ start: at * 10, frames: 10 }));
    expect(inSight(spans, 95, 121, null).map(({ start }) => start)).toEqual([90, 100, 110, 120]);
    expect(inSight(spans, 95, 100, spans[900]!).map(({ start }) => start)).toEqual([90, 9000]);
  });
});

const shotsOf = (...sources: number[]) => sources.map((of) => ({ source: of }));

describe('moving a shot', () => {
  it('moves its clip in the list, before the clip that it was dropped on', () => {
    const shots = shotsOf(0, 1, 2, 3);
    expect(movedOrder([0, 1, 2, 3], shots, 3, 1)).toEqual([0, 3, 1, 2]);
    expect(movedOrder([0, 1, 2, 3], shots, 0, 2)).toEqual([1, 0, 2, 3]);
    expect(movedOrder([0, 1, 2, 3], shots, 1, 4)).toEqual([0, 2, 3, 1]);
    expect(movedOrder([0, 1, 2, 3], shots, 1, 1)).toEqual([0, 1, 2, 3]);
  });

  it('works from any of its places on the timeline, and keeps what is not on it', () => {
    // 4 is not shown: it stays behind 1.
    expect(movedOrder([0, 1, 4, 2], shotsOf(0, 1, 2, 0, 1), 4, 3)).toEqual([1, 0, 4, 2]);
  });

  it('never loses or doubles a clip', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 }),
        fc.nat(12),
        fc.nat(12),
        (shown, from, to) => {
          const list = [3, 1, 0, 5, 4, 2];
          expect([...movedOrder(list, shotsOf(...shown), from, to)].sort()).toEqual([0, 1, 2, 3, 4, 5]);
          expect([...shownOrder(list, shotsOf(...shown))].sort()).toEqual([0, 1, 2, 3, 4, 5]);
        },
      ),
    );
  });

  it('by keys goes past the next other clip, and not beyond the ends', () => {
    const shots = shotsOf(0, 0, 1, 2);
    expect([stepTarget(shots, 0, 1), stepTarget(shots, 2, -1), stepTarget(shots, 3, 1)]).toEqual([
      3,
      1,
      null,
    ]);
    expect(movedOrder([0, 1, 2], shots, 0, stepTarget(shots, 0, 1)!)).toEqual([1, 0, 2]);
    expect(movedOrder([0, 1, 2], shots, 2, stepTarget(shots, 2, -1)!)).toEqual([1, 0, 2]);
    expect(stepTarget(shotsOf(0, 0), 0, 1)).toBeNull();
  });

  it('is dropped before the first shot whose middle is behind the pointer', () => {
    const shots = [0, 10, 20].map((start) => ({ start, frames: 10 }));
    expect([0, 4, 6, 16, 40].map((frame) => dropPlace(shots, frame))).toEqual([0, 0, 1, 2, 3]);
  });

  it('takes the shown order for the list’s, with what is shown of each clip', () => {
    const sources = [source(0, 3), source(1, 7), source(2, 2)];
    for (let seed = 0; seed < 20; seed += 1) {
      const options = { seed, maxClipDuration: 3 } as const;
      const { layout, settings } = laidOut(sources, options);
      const pins = pinsFor(layout.shots, sources, settings);
      const pinned = sources.map((one) => {
        const pin = pins.find(({ source: of }) => of === one.index);
        return pin
          ? { ...one, own: resolveClipSettings({ inPoint: pin.inPoint, outPoint: pin.outPoint }) }
          : one;
      });
      const order = shownOrder([0, 1, 2], layout.shots);
      const listed = resolvePlanSettings({ ...options, mode: 'sequential' });
      const plan = arrangementOf({
        sources: order.map((of) => pinned[of]!),
        settings: listed,
        voices: [],
        voiceGap: samples(0),
      });
      const first = firstSeen(layout.shots).map((of) => layout.shots.find((shot) => shot.source === of)!);
      expect(plan?.shots.map(({ piece }) => [piece.source, piece.frames])).toEqual(
        first.map((shot) => [shot.source, shot.frames]),
      );
    }
  });
});

describe('trimming', () => {
  const shot: Trimmable = {
    ...{ inPoint: 1, frames: 60, speed: 1, fps: 30, sourceSeconds: 5, longest: Number.POSITIVE_INFINITY },
  };

  it('moves an edge by whole frames, the other one stays', () => {
    expect(trimmed(shot, 'start', 15)).toEqual({ inPoint: 1.5, outPoint: 3, frames: 45 });
    expect(trimmed(shot, 'end', -15)).toEqual({ inPoint: 1, outPoint: 2.5, frames: 45 });
    expect(trimmed({ ...shot, speed: 2 }, 'start', -15)).toEqual({ inPoint: 0, outPoint: 5, frames: 75 });
  });

  it('goes no further than the clip, the longest clip, and a glimpse', () => {
    expect(trimLimits(shot, 'start')).toEqual({ min: -30, max: 57 });
    expect(trimLimits(shot, 'end')).toEqual({ min: -57, max: 60 });
    expect(trimLimits({ ...shot, longest: 70 }, 'end').max).toBe(10);
    expect(trimLimits({ ...shot, longest: 70 }, 'start').min).toBe(-10);
    expect(trimLimits({ ...shot, sourceSeconds: null }, 'start')).toEqual({ min: 0, max: 0 });
    expect(trimmed(shot, 'end', 1000).outPoint).toBe(5);
  });

  it('makes exactly those frames of a plan, at each rate and speed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FRAME_RATES),
        fc.integer({ min: 50, max: 200 }),
        fc.constantFrom('start', 'end'),
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: 0, max: 3 }),
        (fps, percent, edge, by, piece) => {
          const speed = percent / 100;
          const settings = resolvePlanSettings({ fps, speed, maxClipDuration: 2 });
          const one = source(0, 12);
          const pieces = piecesOf(one, settings);
          const before = pieces[piece % pieces.length]!;
          const result = trimmed(
            {
              inPoint: before.inPointSeconds,
              frames: before.frames,
              speed,
              fps,
              sourceSeconds: 12,
              longest: 2 * fps,
            },
            edge,
            by,
          );
          const { inPoint, outPoint } = result;
          const after = piecesOf({ ...one, own: resolveClipSettings({ inPoint, outPoint }) }, settings);
          expect(after.map(({ frames }) => frames)).toEqual([result.frames]);
          expect(after[0]!.inPointSeconds).toBeCloseTo(inPoint, 6);
        },
      ),
    );
  });
});

describe('a video that is being made', () => {
  const clip = (frames: number, status: ClipProgress['status'], fraction: number): ClipProgress => ({
    ...{ source: 'a.mp4', sourceIndex: 0, transitionFrom: null, cached: false, part: null },
    ...{ frames, status, fraction },
  });

  it('is shown as far as it is encoded, done clips side by side as one', () => {
    expect(madeSpans([])).toEqual([]);
    expect(madeSpans([clip(90, 'waiting', 0), clip(60, 'waiting', 0)])).toEqual([]);
    expect(
      madeSpans([
        ...[clip(90, 'joined', 1), clip(12, 'encoded', 1), clip(60, 'encoding', 0.5)],
        ...[clip(30, 'waiting', 0), clip(50, 'encoding', 0.1)],
      ]),
    ).toEqual([
      { start: 0, frames: 132 },
      { start: 192, frames: 5 },
    ]);
  });
});

describe('a waveform', () => {
  it('has the loudest sample of each span', () => {
    const values = new Uint8Array(4);
    addPeaks(values, new Float32Array([0, 0.5, -1, 0.25]), 0.5, 2, 1);
    // Samples at 0.5, 1, 1.5 and 2 s.
    expect([...values]).toEqual([0, 255, 64, 0]);
    addPeaks(values, new Float32Array([0.1]), 9, 2, 1);
    expect([...values]).toEqual([0, 255, 64, 0]);
  });

  it('loses no peak when it is small, and shows nothing where nothing is known yet', () => {
    const values = Uint8Array.from({ length: 100 }, (_, at) => (at === 37 || at === 80 ? 255 : 0));
    expect(columnsOf({ values, known: 60 }, 0, 1, 4)).toEqual([0, 1, 0, 0]);
    expect(columnsOf({ values, known: 100 }, 0.3, 0.4, 10)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
    expect(columnsOf({ values, known: 100 }, 0, 1, 0)).toEqual([]);
  });
});
