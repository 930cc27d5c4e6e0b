import type {
  CombineOptions,
  CombineResult,
  ErrorReport,
  PoolMetrics,
  RenderProgress,
  SourceProblem,
} from '../../render';
import { percentOf, videoFileName } from '../format';
import { text } from '../text';
import type { Announcer } from './announcer.svelte';
import { clipStatuses } from './clipStatus';
import type { DoneNotice } from './doneNotice.svelte';
import { FinishedParts } from './finishedParts.svelte';
import { engine } from './parts';
import type { SaveTarget } from './saveTarget';
import { Series } from './series';
import { spoken, spokenError } from './spoken';
import { type SubtitleFile, subtitleFiles } from './subtitleDownloads';
import { LatestPerFrame } from './throttle';

export type RenderPhase =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly cancelling: boolean }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly error: ErrorReport }
  | { readonly status: 'done' };

export interface FinishedVideo {
  readonly result: CombineResult;
  readonly blob: Blob;
  readonly url: string;
  /** Of pictures and sound, as the file says; empty where it could not be read. */
  readonly codecs: readonly string[];
  /** Name to download it by. */
  readonly fileName: string;
  /** Name of the file that it was written into; `null` where it is only in memory. */
  readonly savedAs: string | null;
  readonly problems: readonly LeftOut[];
  /** Clips whose own sound is missing, and why. */
  readonly silent: readonly LeftOut[];
  /** The subtitles as they are in the video, to be downloaded beside it. */
  readonly subtitleFiles: readonly SubtitleFile[];
}

/** A source that is not, or not wholly, in a video, and why. */
export type LeftOut = Pick<SourceProblem, 'source' | 'error' | 'transitionFrom'>;

export interface RenderRequest {
  readonly options: Omit<CombineOptions, 'onProgress' | 'onWatchable' | 'signal' | 'output'>;
  readonly target: SaveTarget | null;
  /** Sources that were left out before it began. */
  readonly problems: readonly LeftOut[];
}

const CHARTS_EVERY_SECONDS = 0.5;

/** What the charts show. */
interface Charts {
  readonly metrics: PoolMetrics;
  /** Clips a second so far, over time. */
  readonly pace: readonly number[];
}

/** The finished file is asked, not the settings: what it says is what a player gets. */
const codecsOf = async (video: Blob, name: string): Promise<readonly string[]> => {
  const { probeSource } = await engine();
  const info = await probeSource(new File([video], name, { type: video.type })).catch(() => null);
  return [info?.video?.codec, info?.audio?.codec].filter((codec) => codec !== undefined);
};

const spokenProblem = (problem: LeftOut): LeftOut => ({
  ...problem,
  error: spoken(problem.error, problem.source),
});

/** The render that runs or ran last, and the last finished video, which stays until another one is finished. */
export class RenderState {
  phase = $state.raw<RenderPhase>({ status: 'idle' });
  progress = $state.raw<RenderProgress | null>(null);
  /** For the charts, which are drawn less often: nobody reads them ten times a second. */
  charts = $state.raw<Charts | null>(null);
  video = $state.raw<FinishedVideo | null>(null);
  /** What can be watched while the rest is made. */
  readonly parts = new FinishedParts(() => this.progress?.clips ?? []);
  readonly running = $derived(this.phase.status === 'running');
  /** What happened in the render that runs, or ran last; `null` before the first one tells something. */
  readonly log = $derived.by(() => {
    if (this.phase.status === 'done' && this.video) {
      const { log } = this.video.result;
      return { events: log, total: log.length };
    }
    const { length = 0, latest = [] } = this.progress?.log ?? {};
    return length > 0 ? { events: latest, total: length } : null;
  });
  readonly percent = $derived(percentOf(this.progress?.fraction ?? 0));
  /** Status of each source by its place among those handed over; `null` while there is no timeline. */
  readonly clipStatuses = $derived(
    this.running && this.progress && this.progress.clips.length > 0 ? clipStatuses(this.progress) : null,
  );

  readonly #announcer: Announcer;
  readonly #notice: DoneNotice;
  readonly #updates = new LatestPerFrame<RenderProgress>((progress) => this.#show(progress));
  #abort = new AbortController();
  #saidTens = 0;
  readonly #paceOverTime = new Series(CHARTS_EVERY_SECONDS);
  #chartsAt = 0;

  constructor(announcer: Announcer, notice: DoneNotice) {
    this.#announcer = announcer;
    this.#notice = notice;
  }

  async start(request: RenderRequest): Promise<void> {
    if (this.running) return;
    this.#begin();
    try {
      const { combineVideos } = await engine();
      const result = await combineVideos({
        ...request.options,
        output: request.target ?? undefined,
        signal: this.#abort.signal,
        onProgress: (progress) => this.#updates.push(progress),
        onWatchable: (watch) => this.parts.use(watch),
      });
      await this.#finish(result, request);
    } catch (thrown) {
      this.fail(thrown, () => text.create.unexpected);
    } finally {
      this.parts.use(null);
      this.#updates.clear();
    }
  }

  cancel(): void {
    if (!this.running) return;
    this.phase = { status: 'running', cancelling: true };
    this.#abort.abort();
  }

  /** @param otherwise what to say where the error itself has no words for people */
  fail(thrown: unknown, otherwise: () => string): void {
    const error = spokenError(thrown, otherwise);
    if (error.category === 'cancelled') {
      this.phase = { status: 'cancelled' };
      this.#announcer.say(text.progress.cancelled);
    } else {
      this.phase = { status: 'failed', error };
      this.#notice.tell(text.notify.failed, error.message);
    }
  }

  #begin(): void {
    this.phase = { status: 'running', cancelling: false };
    this.progress = null;
    this.#paceOverTime.clear();
    this.charts = null;
    this.#chartsAt = 0;
    this.#abort = new AbortController();
    this.#saidTens = 0;
    this.#announcer.say(text.progress.started);
  }

  #show(progress: RenderProgress): void {
    if (!this.running) return;
    this.progress = progress;
    this.#drawCharts(progress);
    const tens = Math.floor(this.percent / 10);
    // The end has an announcement of its own.
    if (tens <= this.#saidTens || tens === 10) return;
    this.#saidTens = tens;
    this.#announcer.say(text.progress.spoken(tens * 10, text.progress.stages[progress.stage]));
  }

  #drawCharts({ metrics, elapsedSeconds }: RenderProgress): void {
    if (!metrics || elapsedSeconds < this.#chartsAt) return;
    this.#chartsAt = elapsedSeconds + CHARTS_EVERY_SECONDS;
    this.#paceOverTime.add(elapsedSeconds, metrics.clipsPerSecond);
    this.charts = { metrics, pace: this.#paceOverTime.points };
  }

  async #finish(result: CombineResult, { target, problems }: RenderRequest): Promise<void> {
    const blob = result.blob ?? (await target?.readBack());
    if (!blob) throw new Error('The render ended without a video.');
    await this.#forgetVideo();
    const fileName = target?.name ?? videoFileName(new Date(), result.output.encoding.container);
    this.video = {
      result,
      blob,
      codecs: await codecsOf(blob, fileName),
      url: URL.createObjectURL(blob),
      fileName,
      savedAs: target?.name ?? null,
      problems: [...problems, ...result.problems.map(spokenProblem)],
      silent: result.silentSources.map(spokenProblem),
      subtitleFiles: subtitleFiles(result.subtitles, fileName),
    };
    this.phase = { status: 'done' };
    this.#announcer.say(text.result.ready);
    this.#notice.tell(text.result.ready, fileName);
  }

  /** Gives back what the browser holds for the video that was there before. */
  async #forgetVideo(): Promise<void> {
    if (!this.video) return;
    for (const { url } of [this.video, ...this.video.subtitleFiles]) URL.revokeObjectURL(url);
    const { blob } = this.video.result;
    if (blob) await (await engine()).releaseVideo(blob);
  }
}
