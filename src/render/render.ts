import { readBack } from '../assemble/readBack';
import type { ReadSubtitles } from '../media/subtitles/read';
import { type PlannedClip, type PlanRequest, planRender, type RenderPlan } from '../plan/plan';
import { videoLength } from '../plan/videoLength';
import { systemClock } from '../pool/clock';
import { Leases } from '../pool/leases';
import { MetricsRecorder } from '../pool/metrics';
import { poolSize } from '../pool/sizing';
import { cancelledError, RenderError, toRenderError } from '../shared/errors';
import type { Frames } from '../shared/units';
import { ClipEncodes } from './clipEncodes';
import { clipName } from './clipJob';
import { memoryBudget, memoryInUse } from './clipMemory';
import { type ClipProcessors, clipProcessors, preloadCore, thisMachine } from './clipProcessors';
import { ClipShelf } from './clipShelf';
import { clipWork } from './clipWork';
import { type Drawn, readyToDraw } from './drawn';
import { EarlyEnd } from './earlyEnd';
import { type Engine, enginesFor } from './engine';
import { FollowingSound } from './followingSound';
import { followLoad } from './followLoad';
import { joinTimeline, type LeftOutClip, type Timeline } from './joinTimeline';
import { clipOutcomes, named, nothingUsable } from './outcomes';
import { ProgressReporter } from './progress';
import { RenderLog } from './renderLog';
import type { RenderRequest } from './request';
import { hasSound, voiceLengths } from './sound';
import { type ReadSources, readSources } from './sources';
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
  /** To be tried in this order. */
  readonly engines: readonly Engine[];
}

/** The encoded and joined video, complete in its file. */
interface Joined extends Timeline {
  readonly file: Blob;
  readonly engine: Engine;
  readonly processors: ClipProcessors;
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
    const joined = await this.#encodeByAnyEngine(material);
    await this.#check(material, joined);
    if (this.#signal.aborted) throw cancelledError();
    return this.#result(material, joined);
  }

  /** Reads all files' headers and the voice-overs' real length, while the core is loading. */
  async #readMaterial(): Promise<Material> {
    const { clips, settings, sound } = this.#request;
    preloadCore();
    const processors = this.#processorsFor(clips.length);
    processors.restore();
    processors.warmUp();
    let read = 0;
    const onRead = () => {
      read += 1;
      this.#progress.reading(read / (clips.length + 1));
    };
    const [sources, spoken, subtitles, drawn, engines] = await Promise.all([
      readSources(clips, settings, this.#signal, onRead),
      voiceLengths(processors, sound, this.#signal),
      readSubtitleFile(this.#request.subtitles),
      readyToDraw(this.#request.drawn, settings.size, settings.fps),
      enginesFor(this.#request.engine, settings.size, settings.fps),
    ]);
    for (const { source, error } of sources.problems) this.#log.note('left-out', error.message, source);
    this.#progress.leftOut(sources.problems);
    const [problem] = sources.problems;
    if (problem && this.#request.stopsOnProblem) throw new RenderError(problem.error);
    if (sources.usable.length === 0) throw nothingUsable(sources.problems);
    const length = videoLength(spoken, sound.settings.voiceGap, settings);
    return { ...sources, length, subtitles, drawn, engines };
  }

  /** Where an engine's encoder fails the next one makes all clips: those of two engines cannot be joined. */
  async #encodeByAnyEngine(material: Material): Promise<Joined> {
    for (const [tried, engine] of material.engines.entries()) {
      // Ends what is still under way when the attempt has failed.
      const attempt = new AbortController();
      try {
        const signal = AbortSignal.any([this.#signal, attempt.signal]);
        return await this.#encodeAndJoin(material, engine, signal);
      } catch (thrown) {
        attempt.abort();
        this.#stopFollowing();
        this.#encodes?.dispose();
        const failed = thrown instanceof RenderError && thrown.category === 'encoder-failed';
        if (!failed || tried + 1 === material.engines.length) throw thrown;
        await this.#sound?.cancel().catch(() => {});
        this.#progress.startedAgain(material.problems);
      }
    }
    throw new RangeError('There is no engine');
  }

  /** Encodes clips and sound side by side, and joins them into the file as they come. */
  async #encodeAndJoin(material: Material, engine: Engine, signal: AbortSignal): Promise<Joined> {
    const { usable, length, subtitles, drawn } = material;
    const { settings, clipTimeoutMs, stallMs, stopsOnProblem } = this.#request;
    const cues = drawn.captions && subtitles ? subtitles.cues : [];
    const planRequest: PlanRequest = { sources: usable, settings, length, cues };
    const plan = planRender(planRequest);
    const processors = this.#processorsFor(plan.clips.length);
    const metrics = new MetricsRecorder(systemClock, processors.size.workers);
    this.#metrics = metrics;
    const shelf = await ClipShelf.open(this.#request, engine.name);
    this.#shelf = shelf;
    const sources = new Map(usable.map((source) => [source.index, source]));
    const encodes = new ClipEncodes({
      ...{ processors, shelf, sources, settings, drawn, stallMs, metrics, signal },
      encoder: engine.encoder,
      leases: this.#leases(processors.size.workers),
      timeoutMs: clipTimeoutMs,
      onChange: this.#progress.changed,
      onFailure: (error) => {
        // Where an encoder fails, another engine is tried first.
        if (stopsOnProblem && error.category !== 'encoder-failed') this.#earlyEnd.stop(error);
      },
    });
    this.#encodes = encodes;
    this.#progress.planned(plan);
    const workOf = (clip: PlannedClip) => clipWork(clip, sources, settings);
    this.#progress.encoding({ processors, encodes, metrics, workOf });
    this.#stopFollowing = followLoad({
      clock: systemClock,
      most: processors.size.workers,
      done: () => plan.clips.reduce((sum, clip) => sum + workOf(clip) * encodes.share(clip), 0),
      use: (workers) => processors.useAtMost(workers),
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
      window: WINDOW_PER_WORKER * processors.size.workers,
      signal,
      nameOf: (clip) => clipName(clip, (source) => this.#nameOf(source)),
      onJoined: (places) => this.#progress.joined(places),
      onLeftOut: (left) => this.#leaveOut(left),
    });
    this.#progress.finishing();
    await (await sound.assembler).finish();
    return { ...timeline, file: await this.#target.blob(), engine, processors, metrics };
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
    const { plan, file, engine, processors, metrics } = joined;
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
      workers: processors.size.workers,
      threadsPerWorker: processors.size.threadsPerWorker,
      wallMs: this.#progress.elapsedMs,
      clips: clipOutcomes(joined, material.problems, (source) => this.#nameOf(source)),
      problems: this.#progress.problems,
      subtitles: subtitleOutcome(material.subtitles, plan.frames / plan.settings.fps),
      silentSources: this.#sound?.silentSources ?? [],
      metrics: metrics.snapshot(),
      log: this.#log.events,
    };
  }

  #processorsFor(clips: number): ClipProcessors {
    const processors = clipProcessors(poolSize(thisMachine(), clips, this.#request.threads));
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
