import type { PlannedClip } from '../plan/plan';
import type { PlanSettings } from '../plan/settings';
import type { MetricsRecorder } from '../pool/metrics';
import type { JobOutcome, JobStats } from '../pool/types';
import type { ClipJob, EncodedClip } from '../shared/jobs';
import type { Frames } from '../shared/units';
import { clipJob } from './clipJob';
import type { ClipProcessors } from './clipProcessors';
import { type ClipShelf, type HeldClip, heldInMemory } from './clipShelf';
import type { Drawn } from './drawn';
import type { UsableSource } from './sources';

export interface ClipEncodesOptions {
  readonly processors: ClipProcessors;
  readonly shelf: ClipShelf;
  readonly sources: ReadonlyMap<number, UsableSource>;
  readonly settings: PlanSettings;
  readonly drawn: Drawn;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly metrics: MetricsRecorder;
  readonly onChange: () => void;
}

/** How far an encode is. */
export interface EncodeState {
  readonly frames: Frames;
  status: 'waiting' | 'encoding' | 'encoded' | 'failed';
  doneFrames: number;
  /** It was encoded by an earlier render. */
  cached: boolean;
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

  constructor(options: ClipEncodesOptions) {
    this.#options = options;
  }

  /** How far this clip is; `undefined` if it, or one long enough of the same material, was never started. */
  state(clip: PlannedClip): EncodeState | undefined {
    const known = this.#states.get(clip.key);
    return known && known.frames >= clip.frames ? known : undefined;
  }

  /**
   * The clip's outcome; it is looked for and, if need be, handed to the pool now unless that has been done.
   * @param place where on the timeline it is first shown
   */
  outcome(clip: PlannedClip, place: number): Promise<JobOutcome<HeldClip>> {
    const known = this.state(clip) && this.#outcomes.get(clip.key);
    if (known) return known;
    const state: EncodeState = { frames: clip.frames, status: 'waiting', doneFrames: 0, cached: false };
    const outcome = this.#find(clip, place, state);
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

  async #find(clip: PlannedClip, place: number, state: EncodeState): Promise<JobOutcome<HeldClip>> {
    const { shelf, metrics, onChange } = this.#options;
    const job = clipJob(clip, this.#options);
    if (this.#lost.has(clip.key)) return this.#encode(job, place, state, async (made) => heldInMemory(made));
    // One after the other, so that the pool gets them in the order of the timeline.
    const lookup = this.#lastLookup.then(() => shelf.find(job));
    this.#lastLookup = lookup;
    const found = await lookup;
    if (!found) return this.#encode(job, place, state, (made) => shelf.keep(job, made));
    Object.assign(state, {
      status: 'encoded',
      doneFrames: clip.frames,
      cached: true,
    } satisfies Partial<EncodeState>);
    metrics.cached();
    onChange();
    return { status: 'done', result: found, stats: NOT_RUN };
  }

  async #encode(
    job: ClipJob,
    place: number,
    state: EncodeState,
    keep: (clip: EncodedClip) => Promise<HeldClip>,
  ): Promise<JobOutcome<HeldClip>> {
    const { processors, timeoutMs, signal, metrics, onChange } = this.#options;
    metrics.queued();
    const outcome = await processors.run(job, {
      ...{ timeoutMs, signal, label: job.sourceName, tag: place },
      onStart: () => {
        // Called once more if it is tried again.
        if (state.status === 'waiting') metrics.started();
        state.status = 'encoding';
        onChange();
      },
      onProgress: (done) => {
        state.doneFrames = done;
        onChange();
      },
    });
    if (state.status === 'waiting') metrics.started();
    metrics.ended(outcome);
    state.status = outcome.status === 'done' ? 'encoded' : 'failed';
    state.doneFrames = outcome.status === 'done' ? job.frames : 0;
    onChange();
    return outcome.status === 'done' ? { ...outcome, result: await keep(outcome.result) } : outcome;
  }
}
