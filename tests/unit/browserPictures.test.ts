import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitGeometry } from '../../src/plan/geometry';
import type { FrameSpan } from '../../src/shared/frameTimes';
import { drawnGeometry } from '../../workers/browserPictures/drawnGeometry';
import { shownPictures } from '../../workers/browserPictures/shownPictures';
import type { TimedPicture } from '../../workers/browserPictures/timedPicture';

const span = (more: Partial<FrameSpan> = {}): FrameSpan => ({
  ...{ inPointSeconds: 0, frames: 30, fps: 30, speed: 1 },
  ...more,
});

interface Followed {
  readonly shown: readonly (readonly [name: number, frames: number])[];
  /** Names of closed pictures, once for every time. */
  readonly closed: readonly number[];
}

/** Gives pictures of these times to the choice, named in order; the last ends at `end`. */
const follow = async (
  times: readonly number[],
  end: number,
  wanted: FrameSpan,
  stopAfter = Number.POSITIVE_INFINITY,
): Promise<Followed> => {
  const closed: number[] = [];
  const shown: [number, number][] = [];
  const nameOf = new Map<TimedPicture, number>();
  async function* pictures(): AsyncGenerator<TimedPicture> {
    for (const [name, seconds] of times.entries()) {
      const picture: TimedPicture = {
        ...{ seconds, endSeconds: times[name + 1] ?? end, size: { width: 2, height: 2 } },
        draw: () => {},
        close: () => closed.push(name),
      };
      nameOf.set(picture, name);
      yield picture;
    }
  }
  for await (const { picture, frames } of shownPictures(pictures(), wanted)) {
    const name = nameOf.get(picture)!;
    expect(closed).not.toContain(name);
    shown.push([name, frames]);
    if (shown.length === stopAfter) break;
  }
  return { shown, closed };
};

const every = (rate: number, count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, index) => from + index / rate);

describe('shownPictures', () => {
  it('shows every second picture of twice the rate, and repeats those of half of it', async () => {
    const half = await follow(every(15, 15), 1, span());
    expect(half.shown).toEqual(every(15, 15).map((_, name) => [name, 2]));
    const twice = await follow(every(60, 60), 1, span());
    expect(twice.shown.map(([, frames]) => frames)).toEqual(Array(30).fill(1));
    expect(twice.shown.map(([name]) => name)).toEqual(every(60, 30).map((_, frame) => frame * 2));
  });

  it('goes by times that are up to almost half a frame late, and no more', async () => {
    const late = (share: number) => follow([0, (1 + share) / 30], 1, span({ frames: 3 }));
    expect((await late(0.44)).shown).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect((await late(0.46)).shown).toEqual([
      [0, 2],
      [1, 1],
    ]);
  });

  it('counts from the in point, at the asked speed', async () => {
    const { shown } = await follow(every(30, 90, 5), 8, span({ inPointSeconds: 6, speed: 2, frames: 15 }));
    expect(shown).toEqual(every(30, 15).map((_, frame) => [30 + 2 * frame, 1]));
  });

  it('shows the first picture from the begin, and the last as long as it lasts', async () => {
    const { shown } = await follow([0.2, 0.5], 0.7, span());
    expect(shown).toEqual([
      [0, 15],
      [1, 6],
    ]);
  });

  it('closes every picture that it was given, once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 60 }),
        async (times, frames) => {
          const sorted = [...times].sort((a, b) => a - b);
          const { shown, closed } = await follow(sorted, 3, span({ frames }));
          const total = shown.reduce((sum, [, count]) => sum + count, 0);
          expect(total).toBeLessThanOrEqual(frames);
          expect(total).toBe(Math.min(frames, 90));
          expect(new Set(closed).size).toBe(closed.length);
          for (const [name] of shown) expect(closed).toContain(name);
        },
      ),
    );
  });

  it('closes the next one too when it is asked for no more', async () => {
    const { shown, closed } = await follow(every(30, 30), 1, span(), 3);
    expect(shown).toHaveLength(3);
    expect(closed).toEqual([0, 1, 2, 3]);
  });
});

describe('drawnGeometry', () => {
  const video = (width: number, height: number) => ({
    ...{ codec: 'av1', codedSize: { width, height }, displaySize: { width, height } },
    ...{ rotation: 0 as const, mirrored: false, interlaced: false, frameRate: 30 },
    ...{ startSeconds: 0, durationSeconds: 5 },
    colour: { primaries: null, transfer: null, matrix: null, fullRange: null },
  });
  const even = fc.integer({ min: 16, max: 2048 }).map((value) => value * 2);
  const anySize = fc.record({ width: even, height: even });

  it('draws what is seen, never larger than the source or the target needs, and leaves it where it was', () => {
    fc.assert(
      fc.property(anySize, anySize, fc.constantFrom('cover', 'contain', 'blur'), (source, target, fit) => {
        const whole = fitGeometry(video(source.width, source.height), {
          ...{ size: target, fit, barColor: '#000000' },
        });
        const { from, size, geometry } = drawnGeometry(whole);
        expect(from).toEqual(whole.crop);
        expect(size.width).toBe(Math.min(whole.crop.width, whole.scaled.width));
        expect(size.height).toBe(Math.min(whole.crop.height, whole.scaled.height));
        expect(geometry.crop).toEqual({ x: 0, y: 0, ...size });
        expect([geometry.scaled, geometry.offset]).toEqual([whole.scaled, whole.offset]);
        if (geometry.background.kind !== 'blur') return;
        const { x, y, width, height } = geometry.background.placement.crop;
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(1);
        expect(x + width).toBeLessThanOrEqual(size.width);
        expect(y + height).toBeLessThanOrEqual(size.height);
      }),
    );
  });
});
