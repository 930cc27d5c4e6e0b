import { isLong, type KeyFrames } from '../plan/division';
import type { RenderPlan } from '../plan/plan';
import type { KeyFramesJob } from '../shared/protocol';
import type { UsableSource } from './sources';

/** Key frames closer together than this are not all looked up, in seconds. */
const APART_SECONDS = 1;

export type FindKeyFrames = (
  job: Omit<KeyFramesJob, 'kind'>,
  signal: AbortSignal,
) => Promise<readonly number[]>;

interface Span {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** What is shown in one go of each source, where that is long; in seconds of its presentation time. */
const longSpans = (
  { shots, settings }: RenderPlan,
  speedOf: (source: number) => number,
): Map<number, Span> => {
  const spans = new Map<number, Span>();
  for (const { piece } of shots) {
    if (!isLong(piece.frames, settings.fps)) continue;
    const { source, inPointSeconds: from } = piece;
    const to = from + (piece.frames / settings.fps) * speedOf(source);
    const known = spans.get(source) ?? { fromSeconds: from, toSeconds: to };
    spans.set(source, {
      fromSeconds: Math.min(known.fromSeconds, from),
      toSeconds: Math.max(known.toSeconds, to),
    });
  }
  return spans;
};

/**
 * Where a plan's long shots can be divided: key frames of their sources. Nothing is read where no shot is long.
 * @param plan with nothing divided
 * @param find never fails: a source without key frames is not divided
 */
export const keyFramesOfLongShots = async (
  plan: RenderPlan,
  sources: ReadonlyMap<number, UsableSource>,
  find: FindKeyFrames,
  signal: AbortSignal,
): Promise<KeyFrames> => {
  const speeds = new Map(plan.clips.map(({ picture }) => [picture.source, picture.speed]));
  const spans = longSpans(plan, (source) => speeds.get(source) ?? plan.settings.speed);
  const found = [...spans].map(async ([index, span]) => {
    const source = sources.get(index);
    const { access } = source?.info ?? {};
    if (!source || (access !== 'packets' && access !== 'browser')) return [index, []] as const;
    const { file } = source;
    const job = { source: file, sourceName: file.name, ...span, apartSeconds: APART_SECONDS };
    return [index, await find(job, signal)] as const;
  });
  return new Map(await Promise.all(found));
};
