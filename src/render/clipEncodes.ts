import type { PlannedClip } from '../plan/plan';
import type { PlanSettings } from '../plan/settings';
import type { MetricsRecorder } from '../pool/metrics';
import type { JobOutcome } from '../pool/types';
import type { BrowserEncoder, EncodedClip } from '../shared/jobs';
import type { Frames } from '../shared/units';
import { clipJob } from './clipJob';
import type { ClipProcessors } from './clipProcessors';
import type { Drawn } from './drawn';
import type { UsableSource } from './sources';

export interface ClipEncodesOptions {
  readonly processors: ClipProcessors;
  readonly sources: ReadonlyMap<number, UsableSource>;
  readonly settings: PlanSettings;
  readonly drawn: Drawn;
  readonly encoder: BrowserEncoder | null;
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
}

/** The encodes of one render: each piece of material once, however often the timeline shows it. */
export class ClipEncodes {
  readonly #options: ClipEncodesOptions;
  readonly #states = new Map<string, EncodeState>();
  readonly #outcomes = new Map<string, Promise<JobOutcome<EncodedClip>>>();

  constructor(options: ClipEncodesOptions) {
    this.#options = options;
  }

  /** How far this clip is; `undefined` if it, or one long enough of the same material, was never started. */
  state(clip: PlannedClip): EncodeState | undefined {
    const known = this.#states.get(clip.key);
    return known && known.frames >= clip.frames ? known : undefined;
  }

  /**
   * The clip's outcome; it is handed to the pool now unless that has been done.
   * @param place where on the timeline it is first shown
   */
  outcome(clip: PlannedClip, place: number): Promise<JobOutcome<EncodedClip>> {
    const known = this.state(clip) && this.#outcomes.get(clip.key);
    if (known) return known;
    const state: EncodeState = { frames: clip.frames, status: 'waiting', doneFrames: 0 };
    const outcome = this.#encode(clip, place, state);
    this.#states.set(clip.key, state);
    this.#outcomes.set(clip.key, outcome);
    return outcome;
  }

  /** Lets go of an encoded clip's data. Its state stays. */
  release(clip: PlannedClip): void {
    this.#outcomes.delete(clip.key);
  }

  async #encode(clip: PlannedClip, place: number, state: EncodeState): Promise<JobOutcome<EncodedClip>> {
    const { processors, timeoutMs, signal, metrics, onChange } = this.#options;
    const { frames } = clip;
    const job = clipJob(clip, this.#options);
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
    state.doneFrames = outcome.status === 'done' ? frames : 0;
    onChange();
    return outcome;
  }
}
