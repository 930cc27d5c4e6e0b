import { DIVIDED_SECONDS } from '../plan/division';
import type { PlannedClip } from '../plan/plan';
import type { PlanSettings } from '../plan/settings';
import type { Lease, Leases } from '../pool/leases';
import type { MetricsRecorder } from '../pool/metrics';
import type { JobOptions, JobOutcome, JobStats } from '../pool/types';
import type { Quality } from '../shared/encoding';
import { type RenderError, toRenderError } from '../shared/errors';
import type { BrowserEncoder, EncodedClip } from '../shared/jobs';
import { type Frames, frames } from '../shared/units';
import { clipJob } from './clipJob';
import { clipMemory } from './clipMemory';
import type { ClipProcessors } from './clipProcessors';
import { type ClipShelf, type HeldClip, heldInMemory } from './clipShelf';
import type { Copying, CopyWay } from './copying';
import type { Drawn } from './drawn';
import { ReadableClips } from './readableClips';
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
  readonly quality: Quality;
  readonly encoder: BrowserEncoder | null;
  /** What is copied instead of encoded; `null`: nothing. */
  readonly copying: Pick<Copying, 'wayOf' | 'copy'> | null;
  /** Longest time for a clip of {@link DIVIDED_SECONDS} or less; a longer one has as much more as it is longer. */
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
  /** So many of its last frames are the source's own packets. */
  copied: Frames;
  /** When a worker began its last try, and when it ended; by `performance.now()`. */
  startedAt: number | null;
  endedAt: number | null;
  /** The first and the last progress of its last try. */
  first: Report | null;
  last: Report | null;
}

const UNTOUCHED = {
  ...{ doneFrames: 0, cached: false, copied: frames(0) },
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

/** A clip that an earlier render left. */
interface Found {
  readonly held: HeldClip;
  readonly copied: Frames;
}

/** How a clip is made, and where it waits then. */
interface Making {
  readonly held: null;
  readonly name: string;
  readonly run: (options: JobOptions) => Promise<JobOutcome<EncodedClip>>;
  readonly keep: (clip: EncodedClip) => Promise<HeldClip>;
  readonly copied: Frames;
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
  readonly #readable = new ReadableClips();
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
    void outcome.then((ended) => {
      if (ended.status === 'done') this.#readable.add(clip, ended.result);
    });
    return outcome;
  }

  /** The encode of this clip that can be read now, for whoever wants to watch it; `null`: there is none. */
  readableAs(clip: PlannedClip): number | null {
    return this.#readable.numberOf(clip);
  }

  /** @param number what {@link readableAs} gave; `null` where that cannot be read any more */
  read(clip: PlannedClip, number: number): Promise<EncodedClip | null> {
    return this.#readable.read(clip, number);
  }

  /** Lets go of an encoded clip's data: nothing more is joined of it. Its state stays. */
  release({ key }: PlannedClip): void {
    this.#drop(key);
  }

  /** An encoded clip could not be read back: the next time that it is asked for it is encoded again. */
  lost({ key }: PlannedClip): void {
    this.#lost.add(key);
    this.#drop(key);
    this.#states.delete(key);
  }

  /** Lets go of everything. Resolves when nothing that was joined is on the disk any more. */
  async dispose(): Promise<void> {
    for (const key of [...this.#outcomes.keys()]) this.#drop(key);
    await this.#readable.close();
  }

  #drop(key: string): void {
    const outcome = this.#outcomes.get(key);
    this.#outcomes.delete(key);
    void outcome?.then(async (ended) => {
      if (ended.status === 'done') await this.#readable.letGo(key, ended.result);
    });
  }

  /** Looks for it, or makes it. One after the other, so that workers get them in the order of the timeline. */
  async #find(clip: PlannedClip, asked: Asked): Promise<JobOutcome<HeldClip>> {
    const lookup = this.#lastLookup.then(() => this.#lookUp(clip));
    this.#lastLookup = lookup.catch(() => {});
    try {
      const found = await lookup;
      return found.held ? this.#found(clip, found, asked) : await this.#makeWithin(clip, found, asked);
    } catch (thrown) {
      const message = 'It could not be found out how a clip is to be made.';
      const error = toRenderError(thrown, { category: 'internal', message });
      this.#options.metrics.queued();
      return this.#ended({ status: 'failed', error, stats: NOT_RUN }, clip.frames, asked.state);
    }
  }

  /** A clip that an earlier render left, or how it is made. */
  async #lookUp(clip: PlannedClip): Promise<Found | Making> {
    const { shelf, copying, processors } = this.#options;
    const way = await copying?.wayOf(clip);
    // Copying costs less than looking for it.
    if (copying && way?.kind === 'copied') return this.#copyOf(clip, way, copying);
    const rest = way?.kind === 'encoded' ? way.rest : null;
    const job = { ...clipJob(clip, this.#options), ...(rest ? { rest } : {}) };
    const making = {
      held: null,
      name: job.sourceName,
      run: (options: JobOptions) => processors.run(job, options),
      copied: frames(rest ? clip.frames - rest.head : 0),
    };
    if (this.#lost.has(clip.key)) return { ...making, keep: async (made) => heldInMemory(made) };
    const held = await shelf.find(job);
    return held ? { held, copied: making.copied } : { ...making, keep: (made) => shelf.keep(job, made) };
  }

  #copyOf(
    clip: PlannedClip,
    way: Extract<CopyWay, { kind: 'copied' }>,
    copying: Pick<Copying, 'copy'>,
  ): Making {
    return {
      held: null,
      name: way.job.sourceName,
      run: (options) => copying.copy(way, { ...options, stallMs: undefined }),
      keep: async (made) => heldInMemory(made),
      copied: clip.frames,
    };
  }

  #found(clip: PlannedClip, { held, copied }: Found, { state }: Asked): JobOutcome<HeldClip> {
    const { metrics, onChange } = this.#options;
    Object.assign(state, {
      status: 'encoded',
      doneFrames: clip.frames,
      cached: true,
      copied,
    } satisfies Partial<EncodeState>);
    metrics.cached();
    onChange();
    return { status: 'done', result: held, stats: NOT_RUN };
  }

  /** Makes it as soon as there is memory for it, which is given back when its data is on the disk, or let go of. */
  async #makeWithin(clip: PlannedClip, making: Making, asked: Asked): Promise<JobOutcome<HeldClip>> {
    const { leases, settings, sources, signal, metrics } = this.#options;
    metrics.queued();
    let lease: Lease;
    try {
      const amount = clipMemory(clip, settings, sources);
      lease = await leases.acquire(amount, making.name, signal, asked.isNext);
    } catch (thrown) {
      const error = toRenderError(thrown, {
        category: 'internal',
        message: 'There was no memory to be had.',
      });
      return this.#ended({ status: 'failed', error, stats: NOT_RUN }, clip.frames, asked.state);
    }
    const outcome = await this.#make(clip, making, asked);
    if (outcome.status === 'failed' || outcome.result.where !== 'memory') {
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

  /** A source without key frames, or that only ffmpeg can read, is one clip, however long. */
  #timeoutMs({ frames: length }: PlannedClip): number {
    const { timeoutMs, settings } = this.#options;
    return timeoutMs * Math.max(1, length / (DIVIDED_SECONDS * settings.fps));
  }

  async #make(clip: PlannedClip, making: Making, { place, state }: Asked): Promise<JobOutcome<HeldClip>> {
    const { stallMs, signal, metrics, leases, onChange } = this.#options;
    const timeoutMs = this.#timeoutMs(clip);
    const { name, run, keep, copied } = making;
    const outcome = await run({
      ...{ timeoutMs, stallMs, signal, label: name, tag: place },
      urgency: () => (this.#hasRest ? this.#options.workOf(clip) : 0),
      onStart: () => {
        // Called once more if it is tried again.
        if (state.status === 'waiting') metrics.started();
        state.status = 'encoding';
        Object.assign(state, UNTOUCHED, { copied, startedAt: performance.now() });
        onChange();
      },
      onProgress: (done) => {
        state.doneFrames = done;
        leases.moved();
        state.last = { at: performance.now(), fraction: done / clip.frames };
        state.first ??= state.last;
        onChange();
      },
    });
    const ended = this.#ended(outcome, clip.frames, state);
    const { startedAt, endedAt } = state;
    const isMeasured = ended.status === 'done' && ended.stats.attempts === 1 && copied === 0;
    if (isMeasured && startedAt !== null && endedAt !== null)
      this.#options.onEncoded(clip, endedAt - startedAt);
    return ended.status === 'done' ? { ...ended, result: await keep(ended.result) } : ended;
  }

  #ended<T>(outcome: JobOutcome<T>, length: Frames, state: EncodeState): JobOutcome<T> {
    const { metrics, onChange, onFailure } = this.#options;
    if (state.status === 'waiting') metrics.started();
    metrics.ended(outcome);
    state.endedAt = performance.now();
    state.status = outcome.status === 'done' ? 'encoded' : 'failed';
    state.doneFrames = outcome.status === 'done' ? length : 0;
    onChange();
    if (outcome.status === 'failed' && outcome.error.category !== 'cancelled') onFailure(outcome.error);
    return outcome;
  }
}
