import type { PlannedClip } from '../plan/plan';
import type { PlanSettings } from '../plan/settings';
import type { Lease, Leases } from '../pool/leases';
import type { MetricsRecorder } from '../pool/metrics';
import type { JobOutcome, JobStats } from '../pool/types';
import { type RenderError, toRenderError } from '../shared/errors';
import type { BrowserEncoder, ClipJob, EncodedClip } from '../shared/jobs';
import type { Frames } from '../shared/units';
import { clipJob } from './clipJob';
import { clipMemory } from './clipMemory';
import type { ClipProcessors } from './clipProcessors';
import { type ClipShelf, type HeldClip, heldInMemory } from './clipShelf';
import type { Drawn } from './drawn';
import type { UsableSource } from './sources';
import type { Report } from './timeLeft';

export interface ClipEncodesOptions {
  readonly processors: ClipProcessors;
  readonly shelf: ClipShelf;
  /** Memory for what is read and what comes out. */
  readonly leases: Leases;
  readonly sources: ReadonlyMap<number, UsableSource>;
  readonly settings: PlanSettings;
  readonly drawn: Drawn;
  readonly encoder: BrowserEncoder | null;
  readonly timeoutMs: number;
  /** Longest time without progress, until a clip's own pace is known. */
  readonly stallMs: number;
  readonly signal: AbortSignal;
  readonly metrics: MetricsRecorder;
  readonly onChange: () => void;
  /** What a clip takes, in any unit: towards the end the longest go first. */
  readonly workOf: (clip: PlannedClip) => number;
  /** A clip was encoded, at the first try, in so many ms. */
  readonly onEncoded: (clip: PlannedClip, ms: number) => void;
  /** A clip failed for good. */
  readonly onFailure: (error: RenderError) => void;
}

/** How far an encode is. */
export interface EncodeState {
  readonly frames: Frames;
  status: 'waiting' | 'encoding' | 'encoded' | 'failed';
  doneFrames: number;
  /** It was encoded by an earlier render. */
  cached: boolean;
  /** When a worker began its last try, and when it ended; by `performance.now()`. */
  startedAt: number | null;
  endedAt: number | null;
  /** The first and the last progress of its last try. */
  first: Report | null;
  last: Report | null;
}

const UNTOUCHED = {
  ...{ doneFrames: 0, cached: false },
  ...{ startedAt: null, endedAt: null, first: null, last: null },
};

/** What is asked for when a clip is. */
interface Asked {
  /** Where on the timeline it is first shown. */
  readonly place: number;
  /** Nothing can be joined before it. */
  readonly isNext: boolean;
  readonly state: EncodeState;
}

/** Of a clip that no worker had to do with. */
const NOT_RUN: JobStats = { attempts: 0, worker: null, queuedMs: 0, runMs: 0 };

/**
 * The encodes of one render: each piece of material once, however often the timeline shows it, and not at all if an
 * earlier render left it.
 */
export class ClipEncodes {
  readonly #options: ClipEncodesOptions;
  readonly #states = new Map<string, EncodeState>();
  readonly #outcomes = new Map<string, Promise<JobOutcome<HeldClip>>>();
  /** Clips that were there and could not be read when they were needed: they stay in memory the next time. */
  readonly #lost = new Set<string>();
  #lastLookup: Promise<unknown> = Promise.resolve();
  #hasRest = false;

  constructor(options: ClipEncodesOptions) {
    this.#options = options;
  }

  /**
   * The next clips as they are best begun. When they are all that is left, and from then on, the longest first, so that no
   * worker is left alone with a long one at the end. Before that in the order of the timeline: what is done early waits.
   */
  inOrderOfWork(clips: readonly PlannedClip[], areRest: boolean): readonly PlannedClip[] {
    this.#hasRest = areRest;
    const { workOf } = this.#options;
    return areRest ? [...clips].sort((one, other) => workOf(other) - workOf(one)) : clips;
  }

  /** How far this clip is; `undefined` if it, or one long enough of the same material, was never started. */
  state(clip: PlannedClip): EncodeState | undefined {
    const known = this.#states.get(clip.key);
    return known && known.frames >= clip.frames ? known : undefined;
  }

  /** 0–1 of its frames that a worker has made. */
  share(clip: PlannedClip): number {
    const state = this.state(clip);
    return state && !state.cached ? Math.min(1, state.doneFrames / clip.frames) : 0;
  }

  /**
   * The clip's outcome; it is looked for and, if need be, handed to the pool now unless that has been done.
   * @param place where on the timeline it is first shown
   * @param isNext nothing can be joined before it
   */
  outcome(clip: PlannedClip, place: number, isNext = false): Promise<JobOutcome<HeldClip>> {
    const known = this.state(clip) && this.#outcomes.get(clip.key);
    if (known) return known;
    const state: EncodeState = { frames: clip.frames, status: 'waiting', ...UNTOUCHED };
    const outcome = this.#find(clip, { place, isNext, state });
    this.release(clip);
    this.#states.set(clip.key, state);
    this.#outcomes.set(clip.key, outcome);
    return outcome;
  }

  /** Lets go of an encoded clip's data. Its state stays. */
  release({ key }: PlannedClip): void {
    this.#drop(key);
  }

  /** An encoded clip could not be read back: the next time that it is asked for it is encoded again. */
  lost({ key }: PlannedClip): void {
    this.#lost.add(key);
    this.#drop(key);
    this.#states.delete(key);
  }

  /** Lets go of everything. */
  dispose(): void {
    for (const key of [...this.#outcomes.keys()]) this.#drop(key);
  }

  #drop(key: string): void {
    const outcome = this.#outcomes.get(key);
    this.#outcomes.delete(key);
    void outcome?.then(async (ended) => {
      if (ended.status === 'done') await ended.result.drop();
    });
  }

  async #find(clip: PlannedClip, asked: Asked): Promise<JobOutcome<HeldClip>> {
    const { shelf, metrics, onChange } = this.#options;
    const job = clipJob(clip, this.#options);
    const { state } = asked;
    if (this.#lost.has(clip.key))
      return this.#encodeWithin(clip, job, asked, async (made) => heldInMemory(made));
    // One after the other, so that the pool gets them in the order of the timeline.
    const lookup = this.#lastLookup.then(() => shelf.find(job));
    this.#lastLookup = lookup;
    const found = await lookup;
    if (!found) return this.#encodeWithin(clip, job, asked, (made) => shelf.keep(job, made));
    Object.assign(state, {
      status: 'encoded',
      doneFrames: clip.frames,
      cached: true,
    } satisfies Partial<EncodeState>);
    metrics.cached();
    onChange();
    return { status: 'done', result: found, stats: NOT_RUN };
  }

  /** Encodes it as soon as there is memory for it, which is given back when its data is on the disk, or let go of. */
  async #encodeWithin(
    clip: PlannedClip,
    job: ClipJob,
    asked: Asked,
    keep: (clip: EncodedClip) => Promise<HeldClip>,
  ): Promise<JobOutcome<HeldClip>> {
    const { leases, settings, sources, signal, metrics } = this.#options;
    metrics.queued();
    let lease: Lease;
    try {
      const amount = clipMemory(clip, settings, sources);
      lease = await leases.acquire(amount, job.sourceName, signal, asked.isNext);
    } catch (thrown) {
      const error = toRenderError(thrown, {
        category: 'internal',
        message: 'There was no memory to be had.',
      });
      return this.#ended({ status: 'failed', error, stats: NOT_RUN }, job, asked.state);
    }
    const outcome = await this.#encode(clip, job, asked, keep);
    if (outcome.status === 'failed' || !outcome.result.inMemory) {
      lease.release();
      return outcome;
    }
    const held = outcome.result;
    const drop = async (): Promise<void> => {
      await held.drop();
      lease.release();
    };
    return { ...outcome, result: { ...held, drop } };
  }

  async #encode(
    clip: PlannedClip,
    job: ClipJob,
    { place, state }: Asked,
    keep: (clip: EncodedClip) => Promise<HeldClip>,
  ): Promise<JobOutcome<HeldClip>> {
    const { processors, timeoutMs, stallMs, signal, metrics, leases, onChange } = this.#options;
    const outcome = await processors.run(job, {
      ...{ timeoutMs, stallMs, signal, label: job.sourceName, tag: place },
      urgency: () => (this.#hasRest ? this.#options.workOf(clip) : 0),
      onStart: () => {
        // Called once more if it is tried again.
        if (state.status === 'waiting') metrics.started();
        state.status = 'encoding';
        Object.assign(state, UNTOUCHED, { startedAt: performance.now() });
        onChange();
      },
      onProgress: (done) => {
        state.doneFrames = done;
        leases.moved();
        state.last = { at: performance.now(), fraction: done / job.frames };
        state.first ??= state.last;
        onChange();
      },
    });
    const ended = this.#ended(outcome, job, state);
    const { startedAt, endedAt } = state;
    if (ended.status === 'done' && ended.stats.attempts === 1 && startedAt !== null && endedAt !== null)
      this.#options.onEncoded(clip, endedAt - startedAt);
    return ended.status === 'done' ? { ...ended, result: await keep(ended.result) } : ended;
  }

  #ended<T>(outcome: JobOutcome<T>, job: ClipJob, state: EncodeState): JobOutcome<T> {
    const { metrics, onChange, onFailure } = this.#options;
    if (state.status === 'waiting') metrics.started();
    metrics.ended(outcome);
    state.endedAt = performance.now();
    state.status = outcome.status === 'done' ? 'encoded' : 'failed';
    state.doneFrames = outcome.status === 'done' ? job.frames : 0;
    onChange();
    if (outcome.status === 'failed' && outcome.error.category !== 'cancelled') onFailure(outcome.error);
    return outcome;
  }
}
