import { type PlanSource, piecesOf } from '../../../plan/pieces';
import type { PlanSettings } from '../../../plan/settings';
import type { ShotSpan } from './layout';
import { sourcePoint } from './trim';

/** In which order sources are seen first. */
export const firstSeen = (shots: readonly Pick<ShotSpan, 'source'>[]): number[] => [
  ...new Set(shots.map(({ source }) => source)),
];

/**
 * The list after a shot was taken to another place of the timeline.
 * @param list sources in the order of the list; those that are not on the timeline stay with their neighbours
 * @param shots what is shown, in order
 * @param from the shot that is moved
 * @param to the shot before which it goes; as many as there are: behind the last one
 */
export const movedOrder = (
  list: readonly number[],
  shots: readonly Pick<ShotSpan, 'source'>[],
  from: number,
  to: number,
): readonly number[] => {
  const moved = shots[from]?.source;
  const isEnd = to >= shots.length;
  const target = shots[isEnd ? shots.length - 1 : to]?.source;
  if (moved === undefined || target === undefined || moved === target) return list;
  const others = list.filter((source) => source !== moved);
  return others.toSpliced(others.indexOf(target) + (isEnd ? 1 : 0), 0, moved);
};

/** The shot before which one goes that is let go at a frame; as many as there are: behind the last. */
export const dropPlace = (shots: readonly Pick<ShotSpan, 'start' | 'frames'>[], frame: number): number =>
  shots.filter(({ start, frames }) => start + frames / 2 < frame).length;

/** What a move by keys does: the shot before which this one goes, beside the nearest other clip on that side; `null`: none. */
export const stepTarget = (
  shots: readonly Pick<ShotSpan, 'source'>[],
  from: number,
  step: -1 | 1,
): number | null => {
  const own = shots[from]?.source;
  for (let at = from + step; at >= 0 && at < shots.length; at += step) {
    if (shots[at]?.source !== own) return step > 0 ? at + 1 : at;
  }
  return null;
};

/** The order of the list that shows what is shown now, with those that are not shown behind the others. */
export const shownOrder = (
  list: readonly number[],
  shots: readonly Pick<ShotSpan, 'source'>[],
): readonly number[] => {
  const seen = firstSeen(shots);
  return [...seen, ...list.filter((source) => !seen.includes(source))];
};

/** In and out points of a clip, so that in the list's order it shows what it shows now. */
export interface Pin {
  readonly source: number;
  readonly inPoint: number;
  readonly outPoint: number;
}

/** The list shows each clip's begin; where another part is seen first, it has to be said. */
export const pinsFor = (
  shots: readonly ShotSpan[],
  sources: readonly PlanSource[],
  settings: PlanSettings,
): Pin[] =>
  sources.flatMap((source) => {
    const shown = shots.find((shot) => shot.source === source.index);
    if (!shown || source.video.isStill) return [];
    const { startSeconds } = source.video;
    const pieces = piecesOf(source, settings).map(({ inPointSeconds, frames }) => ({
      begin: inPointSeconds - startSeconds,
      frames,
    }));
    const piece = pieces.find(({ begin }) => Math.abs(begin - shown.inPoint) < 1e-6);
    if (!piece || piece === pieces[0]) return [];
    const end = piece.begin + (piece.frames / settings.fps) * shown.speed;
    return [{ source: source.index, inPoint: sourcePoint(piece.begin), outPoint: sourcePoint(end) }];
  });
