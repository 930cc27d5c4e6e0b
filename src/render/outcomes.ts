import type { ExpectedClip } from '../assemble/readBack';
import { mainSource, type PlannedClip } from '../plan/plan';
import { type ErrorCategory, RenderError } from '../shared/errors';
import { frames } from '../shared/units';
import { clipName } from './clipJob';
import type { Timeline } from './joinTimeline';
import type { ClipOutcome, SourceProblem } from './types';

/** How a place that is in the video came by its clip. */
const originOf = (place: Timeline['joined'][number]): ClipOutcome['status'] => {
  if (place.reused) return 'reused';
  if (place.copied === place.segment.frames) return 'copied';
  return place.cached ? 'cached' : 'encoded';
};

const FAULTS_OF_SOURCES: readonly ErrorCategory[] = ['unreadable-source', 'unsupported-codec'];

const notTried = {
  attempts: 0,
  worker: null,
  queuedMs: 0,
  encodeMs: 0,
  frames: 0,
  copiedFrames: 0,
  bytes: 0,
};

/** Which source a clip is of; of a transition the one that comes, and the one that goes besides. */
export const named = (clip: PlannedClip, nameOf: (source: number) => string) => {
  const sourceIndex = mainSource(clip);
  return {
    source: nameOf(sourceIndex),
    sourceIndex,
    transitionFrom: clip.next ? nameOf(clip.picture.source) : null,
  };
};

/** What became of every clip and every source: the timeline in order, then what was left out. */
export const clipOutcomes = (
  { joined, leftOut }: Timeline,
  unreadable: readonly SourceProblem[],
  nameOf: (source: number) => string,
): ClipOutcome[] => {
  const entries: Omit<ClipOutcome, 'index'>[] = [
    ...joined.map((place) => {
      const { clip, segment, stats, bytes, reused } = place;
      return {
        ...named(clip, nameOf),
        status: originOf(place),
        attempts: reused ? 0 : stats.attempts,
        worker: stats.worker,
        queuedMs: reused ? 0 : stats.queuedMs,
        encodeMs: reused ? 0 : stats.runMs,
        frames: segment.frames,
        copiedFrames: place.copied,
        bytes,
      };
    }),
    ...leftOut.map(({ clip, error, stats }) => ({
      ...notTried,
      ...named(clip, nameOf),
      status: 'failed' as const,
      attempts: stats.attempts,
      worker: stats.worker,
      queuedMs: stats.queuedMs,
      encodeMs: stats.runMs,
      error: error.toReport(),
    })),
    ...unreadable.map((problem) => ({
      ...notTried,
      ...problem,
      transitionFrom: null,
      status: 'failed' as const,
    })),
  ];
  return entries.map((entry, index) => ({ index, ...entry }));
};

/** What the check expects of the video: the encoded begin of a clip and the copied rest of it by themselves. */
export const expectedClips = (
  joined: Timeline['joined'],
  nameOf: (source: number) => string,
): ExpectedClip[] =>
  joined.flatMap(({ clip, segment, copied }) => {
    const source = clipName(clip, nameOf);
    const encoded = frames(segment.frames - copied);
    const parts = [
      { source, start: segment.start, frames: encoded, copied: false },
      { source, start: frames(segment.start + encoded), frames: copied, copied: true },
    ];
    return parts.filter((part) => part.frames > 0);
  });

/** The error when none of the sources could be used: says of each why. */
export const nothingUsable = (problems: readonly SourceProblem[]): RenderError => {
  const own = problems.find(({ error }) => !FAULTS_OF_SOURCES.includes(error.category));
  const what = own ? 'None of the clips could be encoded.' : 'There are no readable video clips.';
  return new RenderError({
    category: own?.error.category ?? 'unreadable-source',
    message: `${what} ${problems.map(({ error }) => error.message).join(' ')}`,
    detail: problems.map(({ source, error }) => `${source}: ${error.detail ?? error.category}`).join('\n'),
  });
};
