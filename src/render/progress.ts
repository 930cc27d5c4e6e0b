import type { RenderPlan } from '../plan/plan';
import type { MetricsRecorder } from '../pool/metrics';
import type { ClipEncodes, EncodeState } from './clipEncodes';
import type { ClipProcessors } from './clipProcessors';
import { coreDownloads } from './coreDownloads';
import type { ClipTimes } from './costs/renderCosts';
import { named } from './outcomes';
import type { RenderLog } from './renderLog';
import { type ClipWork, encodingMsLeft, ownMsLeft } from './timeLeft';
import type { ClipProgress, EngineAnswer, RenderProgress, RenderStage, SourceProblem } from './types';

/** Shares of the whole: reading headers and the voice-over, encoding, and checking the finished file. */
const READING_SHARE = 0.02;
const CHECKING_SHARE = 0.06;
const ENCODING_SHARE = 1 - READING_SHARE - CHECKING_SHARE;

/** At most one report in this time, in ms. */
const REPORT_EVERY_MS = 100;

/** Share of the check from which on its own pace is the best measure. */
const CHECK_PACE_FROM = 0.1;

/**
 * What checking takes for each place of the timeline and each pixel of a picture, in ms: measured at the end of each
 * render, for the next one.
 */
let checkMsEach = 1e-4;

/** Those that have made a whole video: their engine's code is compiled. */
const warm = new WeakSet<ClipProcessors>();

interface ReportedWork extends ClipWork {
  /** An earlier render left it. */
  readonly cached: boolean;
}

/** The `count` clips that workers began first. */
const earliest = (states: readonly (EncodeState | undefined)[], count: number): EncodeState[] =>
  states
    .flatMap((state) => (state && state.startedAt !== null ? [{ state, at: state.startedAt }] : []))
    .sort((one, other) => one.at - other.at)
    .slice(0, count)
    .map(({ state }) => state);

/** What there is to report on once clips are being encoded. */
export interface Encoding {
  readonly engine: EngineAnswer;
  readonly processors: ClipProcessors;
  readonly encodes: ClipEncodes;
  readonly metrics: MetricsRecorder;
  /** What clips are expected to take, by what is known now. */
  readonly clipTimes: () => ClipTimes;
}

/** Collects what is going on and reports it, as often as is useful. Counts what is done, guesses nothing. */
export class ProgressReporter {
  readonly #report: ((progress: RenderProgress) => void) | undefined;
  readonly #sourceNames: readonly string[];
  readonly #startedAt = performance.now();
  readonly #unwatchDownload: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #fraction = 0;
  readonly #log: RenderLog;
  #checkFrom: number | null = null;
  #encoding: Encoding | null = null;
  #encodingAt = 0;
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
  constructor(
    report: ((progress: RenderProgress) => void) | undefined,
    sourceNames: readonly string[],
    log: RenderLog,
  ) {
    this.#report = report;
    this.#sourceNames = sourceNames;
    this.#log = log;
    this.#unwatchDownload = coreDownloads.watch(() => this.changed());
  }

  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  get problems(): readonly SourceProblem[] {
    return this.#problems;
  }

  /** The plan as it is now; `null` while there is none. */
  get plan(): RenderPlan | null {
    return this.#plan;
  }

  /** @param share 0–1 of the files' headers */
  reading(share: number): void {
    this.#read = share;
    this.changed();
  }

  encoding(encoding: Encoding): void {
    this.#encoding = encoding;
    this.#log.note('engine', `${encoding.engine.name}: ${encoding.engine.reason}`);
    this.#encodingAt = performance.now();
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

  /** All clips are made again by another engine: what was left out may be left out again. */
  startedAgain(problems: readonly SourceProblem[]): void {
    this.#problems = problems;
    this.#joined = 0;
    this.changed();
  }

  finishing(): void {
    this.#enter('finishing');
  }

  /** @param share 0–1 of the finished file */
  checking(share: number): void {
    this.#checkFrom ??= performance.now();
    this.#checked = share;
    if (share === 1) checkMsEach = (performance.now() - this.#checkFrom) / this.#checkSize;
    this.#enter('checking');
  }

  #enter(stage: RenderStage): void {
    if (stage !== this.#stage) this.#log.note('stage', stage);
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

  /** Reports the end, of a failure how things stood and the last of the log, and nothing afterwards. */
  end(how: 'completed' | 'failed' | 'cancelled'): void {
    this.#unwatchDownload();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (how === 'cancelled') return;
    if (how === 'completed') {
      this.#stage = 'done';
      if (this.#encoding) warm.add(this.#encoding.processors);
    }
    this.#send();
  }

  #send(): void {
    const now = performance.now();
    const work = this.#clipWork(now);
    this.#fraction = Math.max(this.#fraction, this.#stage === 'done' ? 1 : this.#doneShare(work));
    const progress: RenderProgress = {
      stage: this.#stage,
      fraction: this.#fraction,
      secondsLeft: this.#secondsLeft(work, now),
      elapsedSeconds: this.elapsedMs / 1000,
      lanes: (this.#encoding?.processors.lanes() ?? []).map(({ tag, ...lane }) => ({
        ...lane,
        clipIndex: tag,
      })),
      clips: this.#clips(),
      problems: this.#problems,
      engineDownload: coreDownloads.current,
      engine: this.#encoding?.engine ?? null,
      metrics: this.#encoding?.metrics.snapshot() ?? null,
      log: { length: this.#log.length, latest: this.#log.latest },
    };
    try {
      this.#report?.(progress);
    } catch {
      // A listener's fault is not the render's.
    }
  }

  #doneShare(clips: readonly ReportedWork[]): number {
    const total = clips.reduce((sum, { work }) => sum + work, 0);
    const done = clips.reduce((sum, { work, fraction }) => sum + work * fraction, 0);
    const encoded = total > 0 ? done / total : 0;
    return this.#read * READING_SHARE + encoded * ENCODING_SHARE + this.#checked * CHECKING_SHARE;
  }

  #secondsLeft(work: readonly ReportedWork[], now: number): number | null {
    if (this.#stage === 'done') return 0;
    const encoding = this.#encoding;
    if (!encoding) return null;
    const checking = this.#checkMsLeft(now);
    if (this.#stage === 'checking') return checking / 1000;
    // What came out of the cache took no time, and says nothing about the pace.
    const clips = work.filter(({ cached }) => !cached);
    // The sound is a job beside the clips; it is worked on first.
    const sound = this.#soundMsLeft(now);
    const isMeasured = encoding.clipTimes().measured > 0;
    const left = encodingMsLeft(clips, encoding.processors.lanes().length, sound, isMeasured);
    return left === null ? null : (left + checking) / 1000;
  }

  #soundMsLeft(now: number): number[] {
    return (this.#encoding?.processors.lanes() ?? [])
      .filter(({ tag, state, fraction }) => tag === null && state === 'busy' && fraction > 0)
      .map(({ fraction }) => ((now - this.#encodingAt) * (1 - fraction)) / fraction);
  }

  /** Places of the timeline × pixels of a picture: what the check's time goes by. */
  get #checkSize(): number {
    if (!this.#plan) return 1;
    const { width, height } = this.#plan.settings.size;
    return Math.max(1, this.#plan.timeline.length * width * height);
  }

  #checkMsLeft(now: number): number {
    if (this.#checkFrom !== null && this.#checked >= CHECK_PACE_FROM) {
      return ((now - this.#checkFrom) * (1 - this.#checked)) / this.#checked;
    }
    return Math.max(
      0,
      checkMsEach * this.#checkSize - (this.#checkFrom === null ? 0 : now - this.#checkFrom),
    );
  }

  #clipWork(now: number): ReportedWork[] {
    if (!this.#plan || !this.#encoding) return [];
    const { encodes, clipTimes, processors } = this.#encoding;
    const { msOf } = clipTimes();
    const states = this.#plan.clips.map((clip) => encodes.state(clip));
    const firsts = new Set(warm.has(processors) ? [] : earliest(states, processors.size.workers));
    return this.#plan.clips.map((clip, index) => {
      const state = states[index];
      const { status = 'waiting', startedAt = null, endedAt = null, doneFrames = 0 } = state ?? {};
      const { first = null, last = null, cached = false } = state ?? {};
      return {
        material: clip.picture.source,
        work: msOf(clip),
        state: status === 'encoding' ? 'running' : status === 'waiting' ? 'waiting' : 'done',
        fraction: status === 'encoded' ? 1 : Math.min(1, doneFrames / clip.frames),
        spentMs: startedAt === null ? 0 : (endedAt ?? now) - startedAt,
        ownMsLeft: first && last && ownMsLeft(first, last, now),
        isFirst: state !== undefined && firsts.has(state),
        cached,
      };
    });
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
      const encode = encodes.readableAs(clip);
      return {
        ...named(clip, (source) => this.#sourceNames[source] ?? ''),
        frames: segment.frames,
        status: place < this.#joined ? 'joined' : status === 'failed' ? 'waiting' : status,
        cached: state?.cached ?? false,
        fraction: Math.min(1, (state?.doneFrames ?? 0) / clip.frames),
        part: encode === null ? null : { place, encode },
      };
    });
  }
}
