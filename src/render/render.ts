import { readBack } from '../assemble/readBack';
import { arrange, type PlanRequest, planRender } from '../plan/plan';
import { systemClock } from '../pool/clock';
import { type PoolSize, poolSize } from '../pool/sizing';
import { MIME_TYPES } from '../shared/encoding';
import { cancelledError, RenderError, toRenderError } from '../shared/errors';
import { type ClipProcessors, clipProcessors, preloadCore, thisMachine } from './clipProcessors';
import { ClipShelf } from './clipShelf';
import { machineCosts } from './costs/machineCosts';
import { RenderCosts } from './costs/renderCosts';
import { EarlyEnd } from './earlyEnd';
import { chooseEngines, type Engine, type EngineAtHand, type Engines, findEngines } from './engine';
import { EngineRun, type Joined, type Planned, plannedFor, type Task } from './engineRun';
import type { EngineTime } from './engineTimes';
import { findKeyFrames } from './headerReaders';
import { keptClips } from './keptClips';
import { keyFramesOfLongShots } from './longShots';
import { type Material, planRequestOf, readMaterial, sourcesByIndex } from './material';
import { clipOutcomes, expectedClips, nothingUsable } from './outcomes';
import { probeSource } from './probeSource';
import { ProgressReporter } from './progress';
import { RenderLog } from './renderLog';
import type { RenderRequest } from './request';
import { hasSound, measureVoice } from './sound';
import { subtitleOutcome } from './subtitles';
import type { CombineOptions, CombineResult } from './types';
import { VideoTarget } from './videoTarget';

/** What is there to make a video of, and by what. */
interface RenderMaterial extends Material {
  readonly engines: Engines;
}

const planned = (request: PlanRequest): Planned => ({ request, plan: planRender(request) });

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
  /** Of the engine that is at it now, or was last. */
  #run: EngineRun | null = null;

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
      await this.#run?.end();
      this.#progress.end(completed ? 'completed' : this.#options.signal?.aborted ? 'cancelled' : 'failed');
      for (const unwatch of this.#watched.values()) unwatch();
    }
  }

  async #make(): Promise<CombineResult> {
    const material = await this.#readMaterial();
    const task = await this.#plan(material);
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

  async #plan(material: RenderMaterial): Promise<Task> {
    const { settings, threads: wanted } = this.#request;
    const request = planRequestOf(material, settings);
    const sources = sourcesByIndex(material.usable);
    const keyFrames = await keyFramesOfLongShots(arrange(request), sources, findKeyFrames, this.#signal);
    return {
      ...{ material, sources },
      ...{ whole: planned(request), divided: planned({ ...request, keyFrames }) },
      costs: new RenderCosts({ costs: machineCosts, machine: thisMachine(), wanted, sources, settings }),
    };
  }

  /** What this engine would take. What it made before and is still there costs nothing. */
  async #timeOf(task: Task, engine: EngineAtHand): Promise<EngineTime> {
    const { sources, costs, material } = task;
    const { drawn } = material;
    const { clips } = plannedFor(engine.name, task).plan;
    const shelf = await ClipShelf.open(this.#request, engine.name);
    const { settings, encoding } = this.#request;
    const made = { sources, settings, drawn, quality: encoding.quality, encoder: engine.encoder };
    return costs.timeOf(engine, clips, await keptClips(clips, made, shelf));
  }

  /** Where an engine fails the next one makes all clips: those of two engines cannot be joined. */
  async #makeByAnyEngine(task: Task, engines: readonly Engine[]): Promise<Joined> {
    let whyNotCopied = '';
    for (const [tried, engine] of engines.entries()) {
      const run = this.#runBy(engine, task);
      try {
        const joined = await run.run();
        await this.#check(task.material, joined);
        const reason = [whyNotCopied, joined.engine.reason].filter((part) => part !== '').join(' ');
        return { ...joined, engine: { ...joined.engine, reason } };
      } catch (thrown) {
        await run.end();
        if (!this.#isEnginesOwn(thrown, engine) || tried + 1 === engines.length) throw thrown;
        if (engine.name === 'copy' && this.#request.engine === 'copy') whyNotCopied = thrown.message;
        await run.giveUpFile();
        this.#progress.startedAgain(task.material.problems);
      }
    }
    throw new RangeError('There is no engine');
  }

  #runBy(engine: Engine, task: Task): EngineRun {
    this.#run = new EngineRun(task, engine, {
      ...{ request: this.#request, progress: this.#progress, log: this.#log, target: this.#target },
      ...{ earlyEnd: this.#earlyEnd, signal: this.#signal, onWatchable: this.#options.onWatchable },
      processorsOf: (size) => this.#processorsOf(size),
      nameOf: (source) => this.#nameOf(source),
    });
    return this.#run;
  }

  /** What is copied is decoded for the first time when the video is checked: damage of the source shows there. */
  #isEnginesOwn(thrown: unknown, { name }: Engine): thrown is RenderError {
    if (!(thrown instanceof RenderError)) return false;
    const failed = thrown.category === 'encoder-failed';
    return failed || (name === 'copy' && thrown.category === 'wrong-output' && this.#target.canBeginAgain);
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
    await this.#run?.giveUpFile();
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
      silentSources: this.#run?.silentSources ?? [],
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
        this.#run?.metrics?.onEvent(event);
        this.#progress.changed();
      },
      onBroken: (error) => this.#earlyEnd.stop(error),
    });
  }

  #nameOf(source: number): string {
    return this.#request.clips[source]?.file.name ?? '';
  }
}
