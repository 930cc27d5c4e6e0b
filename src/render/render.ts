import { readBack } from '../assemble/readBack';
import type { ReadSubtitles } from '../media/subtitles/read';
import { type PlannedClip, type PlanRequest, planRender, type RenderPlan } from '../plan/plan';
import { systemClock } from '../pool/clock';
import { Leases } from '../pool/leases';
import { MetricsRecorder } from '../pool/metrics';
import { type PoolSize, poolSize } from '../pool/sizing';
import { cancelledError, RenderError, toRenderError } from '../shared/errors';
import { type Frames, frames } from '../shared/units';
import { ClipEncodes } from './clipEncodes';
import { clipName } from './clipJob';
import { memoryBudget, memoryInUse } from './clipMemory';
import { type ClipProcessors, clipProcessors, preloadCore, thisMachine } from './clipProcessors';
import { ClipShelf } from './clipShelf';
import { clipWork } from './clipWork';
import { machineCosts } from './costs/machineCosts';
import { RenderCosts } from './costs/renderCosts';
import { type Drawn, readyToDraw } from './drawn';
import { EarlyEnd } from './earlyEnd';
import { chooseEngines, type Engine, type EngineAtHand, type Engines, findEngines } from './engine';
import type { EngineTime } from './engineTimes';
import { FollowingSound } from './followingSound';
import { followLoad } from './followLoad';
import { joinTimeline, type LeftOutClip, type Timeline } from './joinTimeline';
import { keptClips } from './keptClips';
import { clipOutcomes, named, nothingUsable } from './outcomes';
import { ProgressReporter } from './progress';
import { RenderLog } from './renderLog';
import type { RenderRequest } from './request';
import { hasSound, voiceFrames } from './sound';
import { type ReadSources, readSources, type UsableSource } from './sources';
import { readSubtitleFile, softCues, subtitleOutcome } from './subtitles';
import type { CombineOptions, CombineResult } from './types';
import { VideoTarget } from './videoTarget';

/** Clips in flight for each worker: one that it works on, one that waits to be joined. */
const WINDOW_PER_WORKER = 2;

/** What is there to make a video of. */
interface Material extends ReadSources {
  /** Frames to cover; `null` without a voice-over. */
  readonly length: Frames | null;
  readonly subtitles: ReadSubtitles | null;
  readonly drawn: Drawn;
  readonly engines: Engines;
}

/** What the material is made into. */
interface Task {
  readonly material: Material;
  readonly planRequest: PlanRequest;
  /** As long as nothing is left out. */
  readonly plan: RenderPlan;
  /** Sources by their index. */
  readonly sources: ReadonlyMap<number, UsableSource>;
  readonly costs: RenderCosts;
}

/** The encoded and joined video, complete in its file. */
interface Joined extends Timeline {
  readonly file: Blob;
  readonly engine: Engine;
  readonly pool: PoolSize;
  readonly metrics: MetricsRecorder;
}

/** One render, from files to MP4. */
export class Render {
  readonly #options: CombineOptions;
  readonly #request: RenderRequest;
  readonly #progress: ProgressReporter;
  readonly #target: VideoTarget;
  /** Aborted when the render is over, so that nothing works on for it. */
  readonly #over = new AbortController();
  readonly #signal: AbortSignal;
  readonly #earlyEnd: EarlyEnd;
  readonly #log = new RenderLog(systemClock);
  /** The processors that are watched for this render, and how to stop that. */
  readonly #watched = new Map<ClipProcessors, () => void>();
  #metrics: MetricsRecorder | null = null;
  #sound: FollowingSound | null = null;
  #shelf: ClipShelf | null = null;
  #encodes: ClipEncodes | null = null;
  #stopFollowing = (): void => {};

  constructor(options: CombineOptions, request: RenderRequest) {
    this.#options = options;
    this.#request = request;
    this.#target = new VideoTarget(options.output);
    this.#signal = options.signal ? AbortSignal.any([options.signal, this.#over.signal]) : this.#over.signal;
    this.#earlyEnd = new EarlyEnd(options.signal);
    this.#progress = new ProgressReporter(
      options.onProgress,
      request.clips.map(({ file }) => file.name),
      this.#log,
    );
  }

  async run(): Promise<CombineResult> {
    let completed = false;
    try {
      const result = await Promise.race([this.#make(), this.#earlyEnd.promise]);
      completed = true;
      return result;
    } catch (thrown) {
      this.#over.abort();
      await this.#giveUpFile();
      if (this.#options.signal?.aborted) throw cancelledError();
      throw toRenderError(thrown, { category: 'internal', message: 'The video could not be made.' });
    } finally {
      this.#over.abort();
      this.#stopFollowing();
      this.#encodes?.dispose();
      // Only for the order in which clips will go one day: nobody has to wait for it.
      void this.#shelf?.close();
      this.#progress.end(completed ? 'completed' : this.#options.signal?.aborted ? 'cancelled' : 'failed');
      for (const unwatch of this.#watched.values()) unwatch();
    }
  }

  async #make(): Promise<CombineResult> {
    const material = await this.#readMaterial();
    const task = this.#plan(material);
    const engines = await chooseEngines(material.engines, {
      timeOf: (engine) => this.#timeOf(task, engine),
      begunBy: this.#request.begunBy,
    });
    const joined = await this.#encodeByAnyEngine(task, engines);
    await this.#check(material, joined);
    if (this.#signal.aborted) throw cancelledError();
    return this.#result(material, joined);
  }

  /** Reads all files' headers and the voice-overs' real length, while the core is loading. */
  async #readMaterial(): Promise<Material> {
    const { clips, settings, sound } = this.#request;
    preloadCore();
    const processors = this.#processorsOf(poolSize(thisMachine(), clips.length, this.#request.threads));
    processors.restore();
    processors.warmUp();
    let read = 0;
    const onRead = () => {
      read += 1;
      this.#progress.reading(read / (clips.length + 1));
    };
    const [sources, spoken, subtitles, drawn, engines] = await Promise.all([
      readSources(clips, settings, this.#signal, onRead),
      voiceFrames(processors, sound, settings.fps, this.#signal),
      readSubtitleFile(this.#request.subtitles),
      readyToDraw(this.#request.drawn, settings.size, settings.fps),
      findEngines(this.#request.engine, settings.size, settings.fps, processors.size.workers),
    ]);
    for (const { source, error } of sources.problems) this.#log.note('left-out', error.message, source);
    this.#progress.leftOut(sources.problems);
    const [problem] = sources.problems;
    if (problem && this.#request.stopsOnProblem) throw new RenderError(problem.error);
    if (sources.usable.length === 0) throw nothingUsable(sources.problems);
    return { ...sources, length: spoken ?? this.#wantedLength(), subtitles, drawn, engines };
  }

  /** The length that the person gave for a video without a voice-over. */
  #wantedLength(): Frames | null {
    const { duration, fps } = this.#request.settings;
    return duration === null ? null : frames(Math.max(1, Math.round(duration * fps)));
  }

  #plan(material: Material): Task {
    const { usable, length, subtitles, drawn } = material;
    const { settings, threads: wanted } = this.#request;
    const cues = drawn.captions && subtitles ? subtitles.cues : [];
    const planRequest: PlanRequest = { sources: usable, settings, length, cues };
    const sources = new Map(usable.map((source) => [source.index, source]));
    return {
      ...{ material, planRequest, sources, plan: planRender(planRequest) },
      costs: new RenderCosts({ costs: machineCosts, machine: thisMachine(), wanted, sources, settings }),
    };
  }

  /** What this engine would take. What it made before and is still there costs nothing. */
  async #timeOf({ plan, sources, costs, material }: Task, engine: EngineAtHand): Promise<EngineTime> {
    const { drawn } = material;
    const shelf = await ClipShelf.open(this.#request, engine.name);
    const made = { sources, settings: this.#request.settings, drawn, encoder: engine.encoder };
    return costs.timeOf(engine, plan.clips, await keptClips(plan.clips, made, shelf));
  }

  /** Where an engine's encoder fails the next one makes all clips: those of two engines cannot be joined. */
  async #encodeByAnyEngine(task: Task, engines: readonly Engine[]): Promise<Joined> {
    for (const [tried, engine] of engines.entries()) {
      // Ends what is still under way when the attempt has failed.
      const attempt = new AbortController();
      try {
        const signal = AbortSignal.any([this.#signal, attempt.signal]);
        return await this.#encodeAndJoin(task, engine, signal);
      } catch (thrown) {
        attempt.abort();
        this.#stopFollowing();
        this.#encodes?.dispose();
        const failed = thrown instanceof RenderError && thrown.category === 'encoder-failed';
        if (!failed || tried + 1 === engines.length) throw thrown;
        await this.#sound?.cancel().catch(() => {});
        this.#progress.startedAgain(task.material.problems);
      }
    }
    throw new RangeError('There is no engine');
  }

  /** Encodes clips and sound side by side, and joins them into the file as they come. */
  async #encodeAndJoin(
    { material, planRequest, plan, sources, costs }: Task,
    engine: Engine,
    signal: AbortSignal,
  ): Promise<Joined> {
    const { usable, subtitles, drawn } = material;
    const { settings, clipTimeoutMs, stallMs, stopsOnProblem } = this.#request;
    const shape = costs.shapeFor(engine, plan.clips);
    const processors = this.#processorsOf(shape);
    const workers = Math.min(shape.workers, engine.sessions ?? shape.workers);
    processors.useAtMost(workers);
    const metrics = new MetricsRecorder(systemClock, workers);
    this.#metrics = metrics;
    const shelf = await ClipShelf.open(this.#request, engine.name);
    this.#shelf = shelf;
    const encodes = new ClipEncodes({
      ...{ processors, shelf, sources, settings, drawn, stallMs, metrics, signal },
      encoder: engine.encoder,
      leases: this.#leases(workers),
      timeoutMs: clipTimeoutMs,
      onChange: this.#progress.changed,
      workOf: costs.clipTimes(engine, shape).msOf,
      onEncoded: (clip, ms) => costs.learn(engine, shape, clip, ms),
      onFailure: (error) => {
        // Where an encoder fails, another engine is tried first.
        if (stopsOnProblem && error.category !== 'encoder-failed') this.#earlyEnd.stop(error);
      },
    });
    this.#encodes = encodes;
    this.#progress.planned(plan);
    const workOf = (clip: PlannedClip) => clipWork(clip, sources, settings);
    const { name, reason } = engine;
    this.#progress.encoding({ engine: { name, reason }, processors, encodes, metrics, workOf });
    this.#stopFollowing = followLoad({
      clock: systemClock,
      most: workers,
      done: () => plan.clips.reduce((sum, clip) => sum + workOf(clip) * encodes.share(clip), 0),
      use: (used) => processors.useAtMost(used),
    });

    // The sound goes first into the pool: no clip can be joined without it.
    const sound = new FollowingSound(
      {
        ...{
          processors,
          request: this.#request.sound,
          sources: usable,
          writable: await this.#target.begin(),
        },
        subtitles: softCues(this.#request.subtitles, subtitles, plan.frames / settings.fps),
        signal,
      },
      plan,
    );
    this.#sound = sound;
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
      signal,
      nameOf: (clip) => clipName(clip, (source) => this.#nameOf(source)),
      onJoined: (places) => this.#progress.joined(places),
      onLeftOut: (left) => this.#leaveOut(left),
    });
    this.#progress.finishing();
    await (await sound.assembler).finish();
    const pool = { ...shape, workers };
    return { ...timeline, file: await this.#target.blob(), engine, pool, metrics };
  }

  /** Memory for clips in flight: what the machine has to spare, less what the page has taken already. */
  #leases(workers: number): Leases {
    const budget = memoryBudget(thisMachine(), workers, this.#request.memoryLimitBytes);
    const leases = new Leases({ budget, clock: systemClock });
    // It can take many seconds, and is not everywhere: until then the guess has to do.
    if (this.#request.memoryLimitBytes === null) {
      void memoryInUse().then(
        (bytes) => bytes !== null && leases.setBudget(Math.max(budget / 2, budget - bytes)),
      );
    }
    return leases;
  }

  #replan(planRequest: PlanRequest): RenderPlan {
    try {
      const plan = planRender(planRequest);
      this.#progress.planned(plan);
      return plan;
    } catch {
      throw nothingUsable(this.#progress.problems);
    }
  }

  #leaveOut({ clip, error }: LeftOutClip): void {
    const problem = { ...named(clip, (index) => this.#nameOf(index)), error: error.toReport() };
    this.#log.note('left-out', error.message, problem.source);
    this.#progress.leftOut([problem]);
  }

  /** Reads the finished file back, as a player would, before anyone is given it. */
  async #check({ usable }: Material, { plan, joined, file }: Joined): Promise<void> {
    this.#progress.checking(0);
    await readBack(
      file,
      {
        fps: plan.settings.fps,
        frames: plan.frames,
        clips: joined.map(({ clip, segment }) => ({
          source: clipName(clip, (source) => this.#nameOf(source)),
          start: segment.start,
          frames: segment.frames,
        })),
        hasAudio: hasSound(this.#request.sound, usable),
      },
      (done) => this.#progress.checking(done / joined.length),
      this.#signal,
    );
  }

  /** Lets go of an output that will not be completed; where it never started, or is closed, there is nothing to do. */
  async #giveUpFile(): Promise<void> {
    await this.#sound?.cancel().catch(() => {});
    await this.#target.giveUp();
  }

  #result(material: Material, joined: Joined): CombineResult {
    const { plan, file, engine, pool, metrics } = joined;
    return {
      blob: this.#options.output ? null : file,
      output: {
        frames: plan.frames,
        durationSeconds: plan.frames / plan.settings.fps,
        bytes: file.size,
        settings: plan.settings,
        sound: this.#request.sound.settings,
      },
      engine: engine.name,
      engineReason: engine.reason,
      ...pool,
      wallMs: this.#progress.elapsedMs,
      clips: clipOutcomes(joined, material.problems, (source) => this.#nameOf(source)),
      problems: this.#progress.problems,
      subtitles: subtitleOutcome(material.subtitles, plan.frames / plan.settings.fps),
      silentSources: this.#sound?.silentSources ?? [],
      metrics: metrics.snapshot(),
      log: this.#log.events,
    };
  }

  #processorsOf(size: PoolSize): ClipProcessors {
    const processors = clipProcessors(size);
    if (!this.#watched.has(processors)) this.#watched.set(processors, this.#watch(processors));
    return processors;
  }

  #watch(processors: ClipProcessors): () => void {
    return processors.watch({
      onEvent: (event) => {
        this.#log.add(event);
        this.#metrics?.onEvent(event);
        this.#progress.changed();
      },
      onBroken: (error) => this.#earlyEnd.stop(error),
    });
  }

  #nameOf(source: number): string {
    return this.#request.clips[source]?.file.name ?? '';
  }
}
