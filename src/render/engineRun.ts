import { type PlanRequest, planRender, type RenderPlan } from '../plan/plan';
import type { EngineName } from '../plan/runSettings';
import { systemClock } from '../pool/clock';
import { Leases } from '../pool/leases';
import { MetricsRecorder } from '../pool/metrics';
import type { PoolSize } from '../pool/sizing';
import { clipCopiers } from './clipCopiers';
import { ClipEncodes } from './clipEncodes';
import { clipName } from './clipJob';
import { memoryBudget, memoryInUse } from './clipMemory';
import { type ClipProcessors, thisMachine } from './clipProcessors';
import { ClipShelf } from './clipShelf';
import { Copying } from './copying';
import type { RenderCosts } from './costs/renderCosts';
import type { EarlyEnd } from './earlyEnd';
import type { Engine } from './engine';
import { FollowingSound } from './followingSound';
import { followLoad } from './followLoad';
import { joinTimeline, type LeftOutClip, type Timeline } from './joinTimeline';
import type { Material } from './material';
import { named, nothingUsable } from './outcomes';
import type { ProgressReporter } from './progress';
import type { RenderLog } from './renderLog';
import type { RenderRequest } from './request';
import type { UsableSource } from './sources';
import { softCues } from './subtitles';
import type { CombineOptions, SourceProblem } from './types';
import type { VideoTarget } from './videoTarget';
import { watchParts } from './watchParts';

/** Clips in flight for each worker: one that it works on, one that waits to be joined. */
const WINDOW_PER_WORKER = 2;

/** A plan as long as nothing is left out, and what it was asked. */
export interface Planned {
  readonly request: PlanRequest;
  readonly plan: RenderPlan;
}

/** What is to be made, whichever engine makes it. */
export interface Task {
  readonly material: Material;
  /** With long shots divided: for engines that encode. */
  readonly divided: Planned;
  /** A shot that is copied needs no dividing: only the frames up to a key frame would be more. */
  readonly whole: Planned;
  /** Sources by their index. */
  readonly sources: ReadonlyMap<number, UsableSource>;
  readonly costs: RenderCosts;
}

/** What is planned for this engine. */
export const plannedFor = (engine: EngineName, { divided, whole }: Task): Planned =>
  engine === 'copy' ? whole : divided;

/** The encoded and joined video, complete in its file. */
export interface Joined extends Timeline {
  readonly file: Blob;
  readonly engine: Engine;
  readonly pool: PoolSize;
  readonly metrics: MetricsRecorder;
}

/** The render that an engine's run is part of. */
interface RunOptions {
  readonly request: RenderRequest;
  readonly progress: ProgressReporter;
  readonly log: RenderLog;
  readonly target: VideoTarget;
  readonly earlyEnd: EarlyEnd;
  readonly processorsOf: (size: PoolSize) => ClipProcessors;
  readonly nameOf: (source: number) => string;
  readonly onWatchable: CombineOptions['onWatchable'];
  readonly signal: AbortSignal;
}

/** One engine's way from the plan to the video in its file: clips and sound side by side, joined as they come. */
export class EngineRun {
  readonly #task: Task;
  readonly #engine: Engine;
  readonly #options: RunOptions;
  /** Aborted when it is over, so that nothing works on for it. */
  readonly #over = new AbortController();
  readonly #signal: AbortSignal;
  #metrics: MetricsRecorder | null = null;
  #sound: FollowingSound | null = null;
  #shelf: ClipShelf | null = null;
  #encodes: ClipEncodes | null = null;
  #stopFollowing = (): void => {};

  constructor(task: Task, engine: Engine, options: RunOptions) {
    this.#task = task;
    this.#engine = engine;
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#over.signal]);
  }

  get metrics(): MetricsRecorder | null {
    return this.#metrics;
  }

  /** Sources whose own sound was wanted and is not there. */
  get silentSources(): readonly SourceProblem[] {
    return this.#sound?.silentSources ?? [];
  }

  /** Ends whatever is still under way. */
  async end(): Promise<void> {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    this.#stopFollowing();
    await this.#encodes?.dispose();
    // Only for the order in which clips will go one day: nobody has to wait for it.
    void this.#shelf?.close();
  }

  /** Lets go of the file; where it was never begun, or is closed, there is nothing to do. */
  async giveUpFile(): Promise<void> {
    await this.#sound?.cancel().catch(() => {});
  }

  /** @throws RenderError; what has not ended then is up to {@link end} */
  async run(): Promise<Joined> {
    const { costs } = this.#task;
    const { request, progress, target, earlyEnd, processorsOf, nameOf, onWatchable } = this.#options;
    const engine = this.#engine;
    const { request: planRequest, plan } = plannedFor(engine.name, this.#task);
    const shape = costs.shapeFor(engine, plan.clips);
    const processors = processorsOf(shape);
    const workers = Math.min(shape.workers, engine.sessions ?? shape.workers);
    processors.useAtMost(workers);
    const metrics = new MetricsRecorder(systemClock, workers);
    this.#metrics = metrics;
    const shelf = await ClipShelf.open(request, engine.name);
    this.#shelf = shelf;
    const copying = engine.name === 'copy' ? await this.#openCopying(plan, processors) : null;
    const expected = costs.clipTimes(engine, shape);
    let clipTimes = expected;
    const encodes = new ClipEncodes({
      ...this.#making,
      ...{ processors, shelf, copying, metrics },
      leases: this.#leases(workers),
      timeoutMs: request.clipTimeoutMs,
      stallMs: request.stallMs,
      onChange: progress.changed,
      workOf: expected.msOf,
      onEncoded: (clip, ms) => {
        costs.learn(engine, shape, clip, ms);
        clipTimes = costs.clipTimes(engine, shape);
      },
      onFailure: (error) => {
        // Where an encoder fails, another engine is tried first.
        if (request.stopsOnProblem && error.category !== 'encoder-failed') earlyEnd.stop(error);
      },
    });
    this.#encodes = encodes;
    progress.planned(plan);
    const made = {
      name: engine.name,
      reason: copying ? `${engine.reason} ${copying.summary}` : engine.reason,
    };
    progress.encoding({ engine: made, processors, encodes, metrics, clipTimes: () => clipTimes });
    this.#stopFollowing = followLoad({
      clock: systemClock,
      most: workers,
      done: () => plan.clips.reduce((sum, clip) => sum + expected.msOf(clip) * encodes.share(clip), 0),
      use: (used) => processors.useAtMost(used),
    });

    // The sound goes first into the pool: no clip can be joined without it.
    const sound = await this.#startSound(plan, processors);
    this.#sound = sound;
    const { encoding } = request;
    onWatchable?.(watchParts({ plan: () => progress.plan, encodes, sound, encoding }));
    const timeline = await joinTimeline({
      plan,
      replan: (leftOut) => {
        const changed = this.#replan({ ...planRequest, leftOut });
        sound.follow(changed);
        return changed;
      },
      encodes,
      assembler: () => sound.assembler,
      window: WINDOW_PER_WORKER * workers,
      signal: this.#signal,
      nameOf: (clip) => clipName(clip, nameOf),
      onJoined: (places) => progress.joined(places),
      onLeftOut: (left) => this.#leaveOut(left),
    });
    progress.finishing();
    await (await sound.assembler).finish();
    const pool = { ...shape, workers };
    const file = await target.blob();
    return { ...timeline, file, engine: { ...engine, ...made }, pool, metrics };
  }

  /** What decides how a clip looks, and when to stop. */
  get #making() {
    const { sources, material } = this.#task;
    const { settings, encoding } = this.#options.request;
    const { quality } = encoding;
    const { encoder } = this.#engine;
    return { sources, settings, drawn: material.drawn, quality, encoder, signal: this.#signal };
  }

  #openCopying({ clips }: RenderPlan, processors: ClipProcessors): Promise<Copying> {
    const { clipTimeoutMs: timeoutMs, stallMs, engine } = this.#options.request;
    const signal = this.#signal;
    return Copying.open(clips, {
      ...this.#making,
      copiers: clipCopiers,
      encode: (job) => processors.run(job, { timeoutMs, stallMs, signal, label: job.sourceName }),
      // Encoding a part by ffmpeg may take longer than all of it by the browser.
      onlyWhole: engine === 'auto',
    });
  }

  async #startSound(plan: RenderPlan, processors: ClipProcessors): Promise<FollowingSound> {
    const { request, target } = this.#options;
    const { material } = this.#task;
    const { subtitles, usable } = material;
    const options = {
      ...{ processors, sources: usable, request: request.sound, encoding: request.encoding },
      writable: await target.begin(),
      subtitles: softCues(request.subtitles, subtitles, plan.frames / request.settings.fps),
      signal: this.#signal,
    };
    return new FollowingSound(options, plan);
  }

  /** Memory for clips in flight: what the machine has to spare, less what the page has taken already. */
  #leases(workers: number): Leases {
    const budget = memoryBudget(thisMachine(), workers, this.#options.request.memoryLimitBytes);
    const leases = new Leases({ budget, clock: systemClock });
    // It can take many seconds, and is not everywhere: until then the guess has to do.
    if (this.#options.request.memoryLimitBytes === null) {
      void memoryInUse().then(
        (bytes) => bytes !== null && leases.setBudget(Math.max(budget / 2, budget - bytes)),
      );
    }
    return leases;
  }

  #replan(planRequest: PlanRequest): RenderPlan {
    try {
      const plan = planRender(planRequest);
      this.#options.progress.planned(plan);
      return plan;
    } catch {
      throw nothingUsable(this.#options.progress.problems);
    }
  }

  #leaveOut({ clip, error }: LeftOutClip): void {
    const problem = { ...named(clip, this.#options.nameOf), error: error.toReport() };
    this.#options.log.note('left-out', error.message, problem.source);
    this.#options.progress.leftOut([problem]);
  }
}
