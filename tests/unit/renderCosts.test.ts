import { describe, expect, it } from 'vitest';
import type { PlannedClip } from '../../src/plan/plan';
import { resolvePlanSettings } from '../../src/plan/settings';
import type { Machine } from '../../src/pool/sizing';
import { clipParts } from '../../src/render/costs/clipParts';
import { MachineCosts } from '../../src/render/costs/machineCosts';
import { RenderCosts } from '../../src/render/costs/renderCosts';
import type { EngineAtHand } from '../../src/render/engine';
import type { UsableSource } from '../../src/render/sources';
import type { BrowserEncoder } from '../../src/shared/jobs';
import { frames } from '../../src/shared/units';

const settings = resolvePlanSettings({ size: { width: 1000, height: 1000 }, fps: 30 });

const sourceOf = (index: number, codec: string, more = {}): UsableSource => {
  const video = { codec, codedSize: { width: 2000, height: 1000 }, frameRate: 60, ...more };
  return { index, info: { video }, video } as unknown as UsableSource;
};
const sources = new Map(
  [sourceOf(0, 'avc'), sourceOf(1, 'vp9'), sourceOf(2, 'prores'), sourceOf(3, 'png', { isStill: true })].map(
    (source) => [source.index, source],
  ),
);

const clipOf = (source: number, length = 60, next: number | null = null): PlannedClip =>
  ({
    key: `${source} ${next}`,
    frames: frames(length),
    picture: { source, speed: 1 },
    next: next === null ? null : { picture: { source: next, speed: 0.5 }, blend: { kind: 'crossfade' } },
  }) as unknown as PlannedClip;

const FFMPEG: EngineAtHand = { name: 'ffmpeg', encoder: null, sessions: null };
const browser = (hardwareAcceleration: HardwareAcceleration, sessions: number | null): EngineAtHand => ({
  name: 'webcodecs',
  encoder: { config: { hardwareAcceleration } } as unknown as BrowserEncoder,
  sessions,
});
const SOFTWARE = browser('prefer-software', null);

const setUp = (machine: Partial<Machine> = {}, wanted: number | null = null) => {
  let text: string | null = null;
  const memory = {
    read: () => text,
    write: (written: string) => {
      text = written;
    },
  };
  return new RenderCosts({
    ...{ costs: new MachineCosts(memory), wanted, sources, settings },
    machine: { cores: 4, memoryGib: 8, isolated: true, ...machine },
  });
};
const clips = (count: number): PlannedClip[] => Array.from({ length: count }, (_, at) => clipOf(0, 60 + at));
const NONE: ReadonlySet<PlannedClip> = new Set();

describe('what a clip is made of', () => {
  it('are its pixels, and those of its sources by their codecs', () => {
    const nothing = { clip: 1, target: 60, avc: 0, hevc: 0, open: 0, other: 0 };
    // 60 frames of the video are 120 of a source with 60 a second, of 2 megapixels each.
    expect(clipParts(clipOf(0), sources, settings)).toEqual({ ...nothing, avc: 240 });
    expect(clipParts(clipOf(1), sources, settings)).toEqual({ ...nothing, open: 240 });
    expect(clipParts(clipOf(2), sources, settings)).toEqual({ ...nothing, other: 240 });
    expect(clipParts(clipOf(3), sources, settings)).toEqual(nothing);
    expect(clipParts(clipOf(0, 60, 1), sources, settings)).toEqual({ ...nothing, avc: 240, open: 120 });
  });
});

describe('what a render takes', () => {
  it('is that of its clips, shared by the workers', () => {
    const one = setUp().timeOf(FFMPEG, clips(1), NONE).ms;
    expect(setUp({ cores: 1 }).timeOf(FFMPEG, clips(8), NONE).ms).toBeGreaterThan(8 * one);
    const eight = setUp().timeOf(FFMPEG, clips(8), NONE);
    expect(eight).toMatchObject({ measured: 0, kept: 0, clips: 8 });
    expect(eight.ms).toBeLessThan(setUp({ cores: 1 }).timeOf(FFMPEG, clips(8), NONE).ms / 3.5);
  });

  it('is nothing for what is kept', () => {
    const all = clips(8);
    expect(setUp().timeOf(SOFTWARE, all, new Set(all)).ms).toBe(0);
    expect(setUp().timeOf(SOFTWARE, all, new Set(all.slice(2)))).toMatchObject({ kept: 6, clips: 8 });
  });

  it('counts the sessions of hardware', () => {
    const costs = setUp();
    const many = costs.timeOf(browser('prefer-hardware', 8), clips(8), NONE).ms;
    const one = costs.timeOf(browser('prefer-hardware', 1), clips(8), NONE).ms;
    expect(one / many).toBeGreaterThan(3.5);
  });

  it('is what was measured, as soon as something was', () => {
    const costs = setUp();
    const [clip] = clips(1);
    const shape = costs.shapeFor(SOFTWARE, clips(8));
    expect(costs.clipTimes(SOFTWARE, shape).measured).toBe(0);
    for (let round = 0; round < 12; round += 1) costs.learn(SOFTWARE, shape, clip!, 7000);
    const { measured, msOf } = costs.clipTimes(SOFTWARE, shape);
    expect(measured).toBe(12);
    expect(msOf(clip!)).toBeCloseTo(7000, -2);
    expect(costs.timeOf(SOFTWARE, clips(1), NONE)).toMatchObject({ measured: 12 });
    expect(costs.clipTimes(FFMPEG, shape).measured).toBe(0);
  });
});

describe('workers and threads', () => {
  const usual = { workers: 4, threadsPerWorker: 1 };
  const half = { workers: 2, threadsPerWorker: 2 };
  const measure = (costs: RenderCosts, one: number, two: number): void => {
    for (const clip of clips(8)) {
      costs.learn(FFMPEG, usual, clip, one);
      costs.learn(FFMPEG, half, clip, two);
    }
  };

  it('are the usual ones until another shape was measured to be faster', () => {
    const costs = setUp();
    expect(costs.shapeFor(FFMPEG, clips(5))).toEqual(usual);
    // Five clips: two rounds of four workers, or three of two.
    measure(costs, 9000, 5000);
    expect(costs.shapeFor(FFMPEG, clips(5))).toEqual(half);
    expect(costs.shapeFor(FFMPEG, clips(8))).toEqual(usual);
    expect(costs.shapeFor(SOFTWARE, clips(5))).toEqual(usual);
  });

  it('stay the usual ones for a little', () => {
    const costs = setUp();
    measure(costs, 9000, 5900);
    expect(costs.shapeFor(FFMPEG, clips(5))).toEqual(usual);
  });

  it('are a person’s where there is a wish', () => {
    const costs = setUp({}, 4);
    measure(costs, 9000, 5000);
    expect(costs.shapeFor(FFMPEG, clips(5))).toEqual(usual);
  });
});
