import type { RenderPlan } from '../plan/plan';
import type { MetricsRecorder } from '../pool/metrics';
import type { ClipEncodes, EncodeState } from './clipEncodes';
import type { ClipProcessors } from './clipProcessors';
import { named } from './outcomes';
import type { ClipProgress, RenderProgress, RenderStage, SourceProblem } from './types';

/** Shares of the whole: reading headers and the voice-over, encoding, and checking the finished file. */
const READING_SHARE = 0.02;
const CHECKING_SHARE = 0.06;
const ENCODING_SHARE = 1 - READING_SHARE - CHECKING_SHARE;

/** At most one report in this time, in ms. */
const REPORT_EVERY_MS = 100;

/** A pace is told from so much work at least. */
const PACE_FROM = 0.03;

/** What there is to report on once clips are being encoded. */
export interface Encoding {
  readonly processors: ClipProcessors;
  readonly encodes: ClipEncodes;
  readonly metrics: MetricsRecorder;
}

/** Collects what is going on and reports it, as often as is useful. Counts what is done, guesses nothing. */
export class ProgressReporter {
  readonly #report: ((progress: RenderProgress) => void) | undefined;
  readonly #sourceNames: readonly string[];
  readonly #startedAt = performance.now();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #fraction = 0;
  #encodingFrom: { at: number; worked: number } | null = null;
  #encoding: Encoding | null = null;
  #plan: RenderPlan | null = null;

  #stage: RenderStage = 'reading';
  #problems: readonly SourceProblem[] = [];
  #joined = 0;
  #read = 0;
  #checked = 0;

  /**
   * @param report who wants to know
   * @param sourceNames names of the sources, by their index
   */
  constructor(report: ((progress: RenderProgress) => void) | undefined, sourceNames: readonly string[]) {
    this.#report = report;
    this.#sourceNames = sourceNames;
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  get problems(): readonly SourceProblem[] {
    return this.#problems;
  }

  /** @param share 0–1 of the files' headers */
  reading(share: number): void {
    this.#read = share;
    this.changed();
  }

  encoding(encoding: Encoding): void {
    this.#encoding = encoding;
    this.#read = 1;
    this.#enter('encoding');
  }

  /** The plan as it is from now on. */
  planned(plan: RenderPlan): void {
    this.#plan = plan;
    this.changed();
  }

  /** @param places of the timeline that are in the output */
  joined(places: number): void {
    this.#joined = places;
    this.changed();
  }

  leftOut(problems: readonly SourceProblem[]): void {
    this.#problems = [...this.#problems, ...problems];
    this.changed();
  }

  finishing(): void {
    this.#enter('finishing');
  }

  /** @param share 0–1 of the finished file */
  checking(share: number): void {
    this.#checked = share;
    this.#enter('checking');
  }

  #enter(stage: RenderStage): void {
    this.#stage = stage;
    this.changed();
  }

  /** Reports soon. */
  readonly changed = (): void => {
    if (!this.#report || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#send();
    }, REPORT_EVERY_MS);
  };

  /** Reports the end, and nothing afterwards. */
  end(completed: boolean): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (!completed) return;
    this.#stage = 'done';
    this.#send();
  }

  #send(): void {
    const now = performance.now();
    this.#fraction = Math.max(this.#fraction, this.#stage === 'done' ? 1 : this.#doneShare());
    if (this.#stage !== 'reading') this.#encodingFrom ??= { at: now, worked: this.#worked };
    const progress: RenderProgress = {
      stage: this.#stage,
      fraction: this.#fraction,
      secondsLeft: this.#secondsLeft(now),
      elapsedSeconds: this.elapsedMs / 1000,
      lanes: (this.#encoding?.processors.lanes() ?? []).map(({ tag, ...lane }) => ({
        ...lane,
        clipIndex: tag,
      })),
      clips: this.#clips(),
      problems: this.#problems,
      metrics: this.#encoding?.metrics.snapshot() ?? null,
    };
    try {
      this.#report?.(progress);
    } catch {
      // A listener's fault is not the render's.
    }
  }

  #doneShare(): number {
    const encoded = this.#shareOf(({ doneFrames }) => doneFrames);
    return this.#read * READING_SHARE + encoded * ENCODING_SHARE + this.#checked * CHECKING_SHARE;
  }

  /** The same without what came out of the cache: that took no time, and says nothing about the pace. */
  get #worked(): number {
    return (
      this.#fraction - ENCODING_SHARE * this.#shareOf(({ cached, doneFrames }) => (cached ? doneFrames : 0))
    );
  }

  /** 0–1 of the frames that are to be encoded. */
  #shareOf(countOf: (state: EncodeState) => number): number {
    const encodes = this.#encoding?.encodes;
    const clips = this.#plan?.clips ?? [];
    let [total, count] = [0, 0];
    for (const clip of clips) {
      const state = encodes?.state(clip);
      total += clip.frames;
      count += Math.min(clip.frames, state ? countOf(state) : 0);
    }
    return total > 0 ? count / total : 0;
  }

  #secondsLeft(now: number): number | null {
    if (this.#stage === 'done') return 0;
    if (!this.#encodingFrom) return null;
    const done = this.#worked - this.#encodingFrom.worked;
    if (done < PACE_FROM) return null;
    return (((now - this.#encodingFrom.at) / done) * (1 - this.#fraction)) / 1000;
  }

  #clips(): ClipProgress[] {
    const plan = this.#plan;
    const encodes = this.#encoding?.encodes;
    if (!plan || !encodes) return [];
    return plan.timeline.flatMap((segment, place) => {
      const clip = plan.clips[segment.clip];
      if (!clip) return [];
      const state = encodes.state(clip);
      const status = state?.status ?? 'waiting';
      return {
        ...named(clip, (source) => this.#sourceNames[source] ?? ''),
        frames: segment.frames,
        status: place < this.#joined ? 'joined' : status === 'failed' ? 'waiting' : status,
        cached: state?.cached ?? false,
        fraction: Math.min(1, (state?.doneFrames ?? 0) / clip.frames),
      };
    });
  }
}
