import type { ClipProgress, RenderProgress } from '../../render';
import { text } from '../text';
import { spoken } from './spoken';

/** How far a source is in a running render. */
export interface ClipStatus {
  readonly label: string;
  /** 0–1 of all its parts; `null` where a bar would say nothing. */
  readonly fraction: number | null;
  readonly failed: boolean;
}

const isDone = (part: ClipProgress): boolean => part.status === 'encoded' || part.status === 'joined';

/** How far a clip is, 0–1. */
export const fractionOf = (part: ClipProgress): number => (isDone(part) ? 1 : part.fraction);

/** A source can be on the timeline several times, in parts. */
const statusOf = (parts: readonly ClipProgress[]): ClipStatus => {
  const done = parts.filter(isDone).length;
  const fraction = parts.reduce((sum, part) => sum + fractionOf(part), 0) / parts.length;
  const status = (label: string): ClipStatus => ({ label, fraction, failed: false });
  if (done === parts.length && parts.every((part) => part.cached))
    return status(text.clipStatus.cached(parts.length));
  if (done === parts.length) return status(text.clipStatus.done(parts.length));
  if (parts.some((part) => part.status === 'encoding')) {
    return status(text.clipStatus.encoding(done, parts.length));
  }
  return status(done > 0 ? text.clipStatus.partly(done, parts.length) : text.clipStatus.waiting);
};

/** Status of each source of a render, by its place in the list. One that is not in it is not on the timeline. */
export const clipStatuses = (progress: RenderProgress): ReadonlyMap<number, ClipStatus> => {
  const partsBySource = new Map<number, ClipProgress[]>();
  for (const clip of progress.clips) {
    // A transition between two clips is of neither.
    if (clip.transitionFrom !== null) continue;
    const parts = partsBySource.get(clip.sourceIndex);
    if (parts) parts.push(clip);
    else partsBySource.set(clip.sourceIndex, [clip]);
  }
  const statuses = new Map<number, ClipStatus>();
  for (const [source, parts] of partsBySource) statuses.set(source, statusOf(parts));
  for (const { source, sourceIndex, error, transitionFrom } of progress.problems) {
    if (transitionFrom) continue;
    statuses.set(sourceIndex, { label: spoken(error, source).message, fraction: null, failed: true });
  }
  return statuses;
};
