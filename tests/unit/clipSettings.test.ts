import { describe, expect, it } from 'vitest';
import { resolveClipSettings } from '../../src/plan/clipSettings';
import { piecesOf } from '../../src/plan/pieces';
import { resolvePlanSettings } from '../../src/plan/settings';
import { videoTrack } from './support';

const video = videoTrack({ startSeconds: 2, durationSeconds: 20 });

const pieces = (own: Parameters<typeof resolveClipSettings>[0], common = {}, more = {}) =>
  piecesOf(
    { index: 0, video: { ...video, ...more }, own: resolveClipSettings(own) },
    resolvePlanSettings({ maxClipDuration: 5, ...common }),
  ).map(({ inPointSeconds, frames }) => [inPointSeconds, frames]);

describe('a clip with settings of its own', () => {
  it('gives pieces from between its points only, counted from its first picture', () => {
    expect(pieces({ inPoint: 3, outPoint: 10 })).toEqual([
      [5, 150],
      [10, 60],
    ]);
  });

  it('is one piece up to its out point where the order is the person’s', () => {
    expect(pieces({ inPoint: 3, outPoint: 10 }, { mode: 'sequential' })).toEqual([[5, 210]]);
    expect(pieces({ inPoint: 3, outPoint: 10, maxClipDuration: 2 }, { mode: 'sequential' })[0]).toEqual([
      5, 60,
    ]);
  });

  it('has its own speed: points are seconds of the source', () => {
    expect(pieces({ inPoint: 2, outPoint: 6, speed: 2 })).toEqual([[4, 60]]);
  });

  it('gives what there is where a point lies beyond the end', () => {
    expect(pieces({ inPoint: 18, outPoint: 90 })).toEqual([[20, 60]]);
    expect(pieces({ inPoint: 25 })).toEqual([]);
  });

  it('is a still for as long as it says', () => {
    expect(pieces({ stillDuration: 2.5 }, {}, { isStill: true })).toEqual([[0, 75]]);
    expect(pieces({}, {}, { isStill: true })).toEqual([[0, 150]]);
  });

  it.each([
    { inPoint: -1 },
    { inPoint: 4, outPoint: 4 },
    { stillDuration: 0 },
    { volume: 3 },
    { speed: 9 },
    { fit: 'stretch' },
  ])('refuses %o', (options) => {
    expect(() => resolveClipSettings(options as never)).toThrow(
      expect.objectContaining({ category: 'invalid-settings' }),
    );
  });
});
