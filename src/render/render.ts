import { readBack } from '../assemble/readBack';
import { type PlanRequest, planRender, type RenderPlan } from '../plan/plan';
import { systemClock } from '../pool/clock';
import { Leases } from '../pool/leases';
import { MetricsRecorder } from '../pool/metrics';
import { type PoolSize, poolSize } from '../pool/sizing';
import { MIME_TYPES } from '../shared/encoding';
import { cancelledError, RenderError, toRenderError } from '../shared/errors';
import { clipCopiers } from './clipCopiers';
import { ClipEncodes } from './clipEncodes';
import { clipName } from './clipJob';
import { memoryBudget, memoryInUse } from './clipMemory';
import { type ClipProcessors, clipProcessors, preloadCore, thisMachine } from './clipProcessors';
import { ClipShelf } from './clipShelf';
import { Copying } from './copying';
import { machineCosts } from './costs/machineCosts';
import { RenderCosts } from './costs/renderCosts';
import { EarlyEnd } from './earlyEnd';
import { chooseEngines, type Engine, type EngineAtHand, type Engines, findEngines } from './engine';
import type { EngineTime } from './engineTimes';
import { FollowingSound } from './followingSound';
import { followLoad } from './followLoad';
import { joinTimeline, type LeftOutClip, type Timeline } from './joinTimeline';
import { keptClips } from './keptClips';
import { type Material, planRequestOf, readMaterial, sourcesByIndex } from './material';
import { clipOutcomes, expectedClips, named, nothingUsable } from './outcomes';
import { probeSource } from './probeSource';
import { ProgressReporter } from './progress';
import { RenderLog } from './renderLog';
import type { RenderRequest } from './request';
import { hasSound, measureVoice } from './sound';
import type { UsableSource } from './sources';
import { softCues, subtitleOutcome } from './subtitles';
import type { CombineOptions, CombineResult } from './types';
import { VideoTarget } from './videoTarget';
import { watchParts } from './watchParts';

/** Clips in flight for each worker: one that it works on, one that waits to be joined. */
const WINDOW_PER_WORKER = 2;

/** What is there to make a video of, and by what. */
interface RenderMaterial extends Material {
  readonly engines: Engines;
}

/** What the material is made into. */
interface Task {
  readonly material: RenderMaterial;
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

/** One render, from files to video. */
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
    this.#target = new VideoTarget(options.output, MIME_TYPES[request.encoding.container]);
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
      await this.#encodes?.dispose();
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
    const joined = await this.#makeByAnyEngine(task, engines);
    if (this.#signal.aborted) throw cancelledError();
    return this.#result(material, joined);
  }

  /** Reads all files' headers and the voice-overs' real length, while the core is loading. */
  async #readMaterial(): Promise<RenderMaterial> {
    const { clips } = this.#request;
    preloadCore();
    const processors = this.#processorsOf(poolSize(thisMachine(), clips.length, this.#request.threads));
    processors.restore();
    processors.warmUp();
    let read = 0;
    const onRead = () => {
      read += 1;
      this.#progress.reading(read / (clips.length + 1));
    };
    const readers = {
      probe: probeSource,
      voiceSamples: (file: File, signal: AbortSignal) => measureVoice(processors, file, signal),
    };
    const [material, engines] = await Promise.all([
      readMaterial(this.#request, readers, this.#signal, onRead),
      findEngines(this.#request, processors.size.workers),
    ]);
    const { usable, problems } = material;
    for (const { source, error } of problems) this.#log.note('left-out', error.message, source);
    this.#progress.leftOut(problems);
    const [problem] = problems;
    if (problem && this.#request.stopsOnProblem) throw new RenderError(problem.error);
    if (usable.length === 0) throw nothingUsable(problems);
    return { ...material, engines };
  }

  #plan(material: RenderMaterial): Task {
    const { settings, threads: wanted } = this.#request;
    const planRequest = planRequestOf(material, settings);
    const sources = sourcesByIndex(material.usable);
    return {
      ...{ material, planRequest, sources, plan: planRender(planRequest) },
      costs: new RenderCosts({ costs: machineCosts, machine: thisMachine(), wanted, sources, settings }),
    };
  }

  /** What this engine would take. What it made before and is still there costs nothing. */
  async #timeOf({ plan, sources, costs, material }: Task, engine: EngineAtHand): Promise<EngineTime> {
    const { drawn } = material;
    const shelf = await ClipShelf.open(this.#request, engine.name);
    const { settings, encoding } = this.#request;
    const made = { sources, settings, drawn, quality: encoding.quality, encoder: engine.encoder };
    return costs.timeOf(engine, plan.clips, await keptClips(plan.clips, made, shelf));
  }

  /** Where an engine fails the next one makes all clips: those of two engines cannot be joined. */
  async #makeByAnyEngine(task: Task, engines: readonly Engine[]): Promise<Joined> {
    let whyNotCopied = '';
    for (const [tried, engine] of engines.entries()) {
      // Ends what is still under way when the attempt has failed.
      const attempt = new AbortController();
      try {
        const signal = AbortSignal.any([this.#signal, attempt.signal]);
        const joined = await this.#encodeAndJoin(task, engine, signal);
        await this.#check(task.material, joined);
        const reason = [whyNotCopied, joined.engine.reason].filter((part) => part !== '').join(' ');
        return { ...joined, engine: { ...joined.engine, reason } };
      } catch (thrown) {
        attempt.abort();
        this.#stopFollowing();
        await this.#encodes?.dispose();
        if (!this.#isEnginesOwn(thrown, engine) || tried + 1 === engines.length) throw thrown;
        if (engine.name === 'copy' && this.#request.engine === 'copy') whyNotCopied = thrown.message;
        await this.#sound?.cancel().catch(() => {});
        this.#progress.startedAgain(task.material.problems);
      }
    }
    throw new RangeError('There is no engine');
  }

  /** What is copied is decoded for the first time when the video is checked: damage of the source shows there. */
  #isEnginesOwn(thrown: unknown, { name }: Engine): thrown is RenderError {
    if (!(thrown instanceof RenderError)) return false;
    const failed = thrown.category === 'encoder-failed';
    return failed || (name === 'copy' && thrown.category === 'wrong-output' && this.#target.canBeginAgain);
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
    const { encoder } = engine;
    const { quality } = this.#request.encoding;
    const copying =
      engine.name === 'copy'
        ? await Copying.open(plan.clips, {
            ...{ copiers: clipCopiers, sources, settings, drawn, quality, encoder, signal },
            encode: (job) =>
              processors.run(job, { timeoutMs: clipTimeoutMs, stallMs, signal, label: job.sourceName }),
            // Encoding a part by ffmpeg may take longer than all of it by the browser.
            onlyWhole: this.#request.engine === 'auto',
          })
        : null;
    const expected = costs.clipTimes(engine, shape);
    let clipTimes = expected;
    const encodes = new ClipEncodes({
      ...{ processors, shelf, sources, settings, drawn, quality, encoder, copying },
      ...{ stallMs, metrics, signal },
      leases: this.#leases(workers),
      timeoutMs: clipTimeoutMs,
      onChange: this.#progress.changed,
      workOf: expected.msOf,
      onEncoded: (clip, ms) => {
        costs.learn(engine, shape, clip, ms);
        clipTimes = costs.clipTimes(engine, shape);
      },
      onFailure: (error) => {
        // Where an encoder fails, another engine is tried first.
        if (stopsOnProblem && error.category !== 'encoder-failed') this.#earlyEnd.stop(error);
      },
    });
    this.#encodes = encodes;
    this.#progress.planned(plan);
    const made = {
      name: engine.name,
      reason: copying ? `${engine.reason} ${copying.summary}` : engine.reason,
    };
    this.#progress.encoding({ engine: made, processors, encodes, metrics, clipTimes: () => clipTimes });
    this.#stopFollowing = followLoad({
      clock: systemClock,
      most: workers,
      done: () => plan.clips.reduce((sum, clip) => sum + expected.msOf(clip) * encodes.share(clip), 0),
      use: (used) => processors.useAtMost(used),
    });

    // The sound goes first into the pool: no clip can be joined without it.
    const sound = new FollowingSound(
      {
        ...{
          processors,
          request: this.#request.sound,
          sources: usable,
          encoding: this.#request.encoding,
          writable: await this.#target.begin(),
        },
        subtitles: softCues(this.#request.subtitles, subtitles, plan.frames / settings.fps),
        signal,
      },
      plan,
    );
    this.#sound = sound;
    const { encoding } = this.#request;
    this.#options.onWatchable?.(watchParts({ plan: () => this.#progress.plan, encodes, sound, encoding }));
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
    const file = await this.#target.blob();
    return { ...timeline, file, engine: { ...engine, ...made }, pool, metrics };
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
    const clips = expectedClips(joined, (source) => this.#nameOf(source));
    await readBack(
      file,
      {
        container: this.#request.encoding.container,
        ...{ fps: plan.settings.fps, frames: plan.frames, clips },
        hasAudio: hasSound(this.#request.sound, usable),
      },
      (done) => this.#progress.checking(done / clips.length),
      this.#signal,
    );
  }

  /** Lets go of an output that will not be completed; where it never started, or is closed, there is nothing to do. */
  async #giveUpFile(): Promise<void> {
    await this.#sound?.cancel().catch(() => {});
    await this.#target.giveUp();
  }

  #result(material: RenderMaterial, joined: Joined): CombineResult {
    const { plan, file, engine, pool, metrics } = joined;
    return {
      blob: this.#options.output ? null : file,
      output: {
        frames: plan.frames,
        durationSeconds: plan.frames / plan.settings.fps,
        bytes: file.size,
        settings: plan.settings,
        sound: this.#request.sound.settings,
        encoding: this.#request.encoding,
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
