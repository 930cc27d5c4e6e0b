import { settingsFor } from '../plan/clipSettings';
import { isLong, type KeyFrames } from '../plan/division';
import type { Arrangement } from '../plan/plan';
import type { KeyFramesJob } from '../shared/protocol';
import type { UsableSource } from './sources';

/** Key frames closer together than this are not all looked up, in seconds. */
const APART_SECONDS = 1;

type FindKeyFrames = (job: Omit<KeyFramesJob, 'kind'>, signal: AbortSignal) => Promise<readonly number[]>;

/** In seconds of a source's presentation time. */
interface Span {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** What is shown of each source whose key frames can be looked up, if any shot of it is long. */
const longSpans = (
  { shots, settings }: Arrangement,
  sources: ReadonlyMap<number, UsableSource>,
): Map<UsableSource, Span> => {
  const spans = new Map<UsableSource, Span>();
  for (const { piece } of shots) {
    const source = sources.get(piece.source);
    if (!source || !isLong(piece.frames, settings.fps)) continue;
    if (source.info.access !== 'packets' && source.info.access !== 'browser') continue;
    const { speed } = settingsFor(source, settings);
    const from = piece.inPointSeconds;
    const to = from + (piece.frames / settings.fps) * speed;
    const known = spans.get(source) ?? { fromSeconds: from, toSeconds: to };
    spans.set(source, {
      fromSeconds: Math.min(known.fromSeconds, from),
      toSeconds: Math.max(known.toSeconds, to),
    });
  }
  return spans;
};

/**
 * Where long shots can be divided: key frames of their sources. Nothing is read where no shot is long.
 * @param find never fails: a source without key frames is not divided
 */
export const keyFramesOfLongShots = async (
  arrangement: Arrangement,
  sources: ReadonlyMap<number, UsableSource>,
  find: FindKeyFrames,
  signal: AbortSignal,
): Promise<KeyFrames> => {
  const found = [...longSpans(arrangement, sources)].map(async ([{ index, file }, span]) => {
    const job = { source: file, sourceName: file.name, ...span, apartSeconds: APART_SECONDS };
    return [index, await find(job, signal)] as const;
  });
  return new Map(await Promise.all(found));
};
