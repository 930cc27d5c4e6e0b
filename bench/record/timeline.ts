import type { RenderStage, WorkerLane } from '../../src/render/types';

/** One report of the product. */
export interface Moment {
  /** Since the render's begin. */
  readonly ms: number;
  readonly stage: RenderStage;
  readonly lanes: readonly Pick<WorkerLane, 'name' | 'state' | 'label' | 'clipIndex'>[];
}

export interface Recording {
  readonly moments: readonly Moment[];
  /** Of the page's thread; 0 if none took 50 ms. */
  readonly longestTaskMs: number;
}

/** A stretch of time in which a worker was on one thing. */
export interface BusySpan {
  readonly lane: number;
  /** Place of the clip; `null` for sound. */
  readonly clip: number | null;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What each worker was on, and when: between two reports it is what the first of them says. */
export const busySpans = ({ moments }: Recording): BusySpan[] => {
  const spans: BusySpan[] = [];
  const open = new Map<number, BusySpan & { readonly label: string | null }>();
  for (const [index, { ms, lanes }] of moments.entries()) {
    const until = moments[index + 1]?.ms ?? ms;
    for (const [lane, { state, label, clipIndex }] of lanes.entries()) {
      const known = open.get(lane);
      const goesOn = state === 'busy' && known?.clip === clipIndex && known.label === label;
      if (known && !goesOn) {
        const { label: _, ...span } = known;
        spans.push(span);
        open.delete(lane);
      }
      if (state !== 'busy') continue;
      open.set(lane, {
        ...{ lane, label, clip: clipIndex, toMs: until },
        fromMs: goesOn && known ? known.fromMs : ms,
      });
    }
  }
  for (const { label: _, ...span } of open.values()) spans.push(span);
  return spans.sort((a, b) => a.lane - b.lane || a.fromMs - b.fromMs);
};

/** Share of the workers that are busy, 0–1, in `steps` equal parts of the time from 0 to `endMs`. */
export const utilisationOverTime = (
  spans: readonly BusySpan[],
  workers: number,
  endMs: number,
  steps: number,
): number[] =>
  Array.from({ length: steps }, (_, step) => {
    const [from, to] = [(step * endMs) / steps, ((step + 1) * endMs) / steps];
    const busy = spans.reduce(
      (sum, span) => sum + Math.max(0, Math.min(to, span.toMs) - Math.max(from, span.fromMs)),
      0,
    );
    return to > from ? Math.min(1, busy / ((to - from) * workers)) : 0;
  });

/** Share of the workers that are busy, 0–1, from the first job's begin until the last clip begins: while work waits. */
export const utilisationWhileWaiting = (spans: readonly BusySpan[], workers: number): number => {
  const from = Math.min(...spans.map(({ fromMs }) => fromMs));
  const until = Math.max(...spans.filter(({ clip }) => clip !== null).map(({ fromMs }) => fromMs));
  if (!(until > from)) return 1;
  const within = spans.map(({ lane, clip, fromMs, toMs }) => ({
    ...{ lane, clip },
    fromMs: fromMs - from,
    toMs: toMs - from,
  }));
  return utilisationOverTime(within, workers, until - from, 1)[0] ?? 1;
};

type Waited = Exclude<RenderStage, 'done'>;

/** Milliseconds of each stage; a stage lasts until the first report of the next. */
export const stageTimes = ({ moments }: Recording): Record<Waited, number> => {
  const times: Record<Waited, number> = { reading: 0, encoding: 0, finishing: 0, checking: 0 };
  let [stage, since]: [RenderStage, number] = ['reading', 0];
  for (const moment of moments) {
    if (moment.stage === stage) continue;
    if (stage !== 'done') times[stage] += moment.ms - since;
    [stage, since] = [moment.stage, moment.ms];
  }
  return times;
};
