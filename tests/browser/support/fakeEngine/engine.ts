/**
 * Stands in the page where `src/render` does: reads headers, plans and reports as that does, and makes nothing. What it
 * hands out as the video is a small file that lies beside the page. A test steers it by `globalThis.fakeEngine`.
 */

import { type PlannedClip, planRender, type RenderPlan } from '../../../../src/plan/plan';
import { systemClock } from '../../../../src/pool/clock';
import { MetricsRecorder } from '../../../../src/pool/metrics';
import type { JobStats, PoolEvent } from '../../../../src/pool/types';
import type * as Engine from '../../../../src/render';
import { probeSource as realProbe } from '../../../../src/render';
import { clipName } from '../../../../src/render/clipJob';
import { readHeaders } from '../../../../src/render/headerReaders';
import { type Material, planRequestOf, readMaterial } from '../../../../src/render/material';
import { clipOutcomes, named, nothingUsable } from '../../../../src/render/outcomes';
import { RenderLog } from '../../../../src/render/renderLog';
import { type RenderRequest, resolveRequest } from '../../../../src/render/request';
import { plannedMix } from '../../../../src/render/sound';
import { subtitleOutcome } from '../../../../src/render/subtitles';
import { AUDIO_CODECS } from '../../../../src/shared/encoding';
import { cancelledError, RenderError, unreadableSource } from '../../../../src/shared/errors';
import { frames, samples } from '../../../../src/shared/units';
import { FAKE_VIDEO, type FakeEngineHandle } from './handle';

export * from '../../../../src/render';

const handle = (): FakeEngineHandle => {
  const scope = globalThis as { fakeEngine?: FakeEngineHandle };
  scope.fakeEngine ??= { hold: null, failure: null, renders: 0 };
  return scope.fakeEngine;
};

/** Pictures that the browser shows are read without headers. */
const isPicture = (file: File): boolean => file.type.startsWith('image/');

/** As the real one, but without ffmpeg for what the headers' reader does not know. */
export const probeSource: typeof Engine.probeSource = async (file, signal) => {
  if (isPicture(file) || (await readHeaders(file, signal))) return realProbe(file, signal);
  const { message, category } = unreadableSource(
    file.name,
    'is not a video or audio file that can be read here.',
  );
  const log = ['Invalid data found when processing input'];
  throw new RenderError({ category, message, detail: log.join(), log });
};

const ANSWER: Engine.EngineAnswer = { name: 'ffmpeg', reason: 'It was chosen.' };

export const expectedEngine: typeof Engine.expectedEngine = async (options, infos) => {
  resolveRequest(options);
  return infos.some((info) => info?.video) ? ANSWER : null;
};

export const encodableCodecs: typeof Engine.encodableCodecs = async () => ['h264', 'vp9'];

/** Long enough for the page to draw what it is told, which it does once a frame. */
const STEP_MS = 25;
const STEPS_PER_CLIP = 4;
const WORKERS = 2;

/** What each clip took. */
const STATS: JobStats = {
  attempts: 1,
  worker: 'ClipProcessor-1',
  queuedMs: 0,
  runMs: STEP_MS * STEPS_PER_CLIP,
};
const CLIP_BYTES = 1000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** One render that is none. */
class FakeRender {
  readonly #options: Engine.CombineOptions;
  readonly #request: RenderRequest;
  readonly #log = new RenderLog(systemClock);
  readonly #metrics = new MetricsRecorder(systemClock, WORKERS);
  readonly #startedAt = performance.now();
  #plan: RenderPlan | null = null;
  #stage: Engine.RenderStage = 'reading';
  /** In steps of {@link STEPS_PER_CLIP} a clip. */
  #steps = 0;
  #problems: readonly Engine.SourceProblem[] = [];

  constructor(options: Engine.CombineOptions) {
    this.#options = options;
    this.#request = resolveRequest(options);
  }

  async run(): Promise<Engine.CombineResult> {
    try {
      return await this.#make();
    } catch (thrown) {
      await this.#options.output?.writable.abort();
      if (this.#options.signal?.aborted) throw cancelledError();
      // How things stood, and the last of the log.
      this.#options.onProgress?.(this.#progress());
      throw thrown;
    }
  }

  async #make(): Promise<Engine.CombineResult> {
    const { settings, sound, encoding, stopsOnProblem } = this.#request;
    const signal = this.#options.signal ?? new AbortController().signal;
    const voiceSamples = async (file: File) =>
      samples(Math.round((await probeSource(file, signal)).durationSeconds * 48_000));
    await this.#enter('reading');
    const material = await readMaterial(this.#request, { probe: probeSource, voiceSamples }, signal);
    this.#problems = material.problems;
    for (const { source, error } of this.#problems) this.#log.note('left-out', error.message, source);
    const [problem] = this.#problems;
    if (problem && stopsOnProblem) throw new RenderError(problem.error);
    if (material.usable.length === 0) throw nothingUsable(material.problems);
    const plan = planRender(planRequestOf(material, settings));
    this.#plan = plan;
    this.#log.note('engine', `${ANSWER.name}: ${ANSWER.reason}`);
    this.#options.onWatchable?.(async () => null);
    await this.#encode(plan);
    await this.#enter('finishing');
    await this.#enter('checking');
    const blob = await (await fetch(FAKE_VIDEO, { signal })).blob();
    await this.#write(blob);
    await this.#enter('done');
    const durationSeconds = plan.frames / settings.fps;
    return {
      blob: this.#options.output ? null : blob,
      output: {
        ...{ frames: plan.frames, durationSeconds, bytes: blob.size },
        ...{ settings, sound: sound.settings, encoding },
      },
      engine: ANSWER.name,
      engineReason: ANSWER.reason,
      ...{ workers: WORKERS, threadsPerWorker: 1, wallMs: performance.now() - this.#startedAt },
      clips: this.#outcomes(plan, material),
      problems: this.#problems,
      subtitles: subtitleOutcome(material.subtitles, durationSeconds),
      silentSources: plannedMix(sound, plan, material.usable, AUDIO_CODECS[encoding.container]).silentSources,
      metrics: this.#metrics.snapshot(),
      log: this.#log.events,
    };
  }

  get #places(): number {
    return this.#plan?.timeline.length ?? 0;
  }

  async #encode(plan: RenderPlan): Promise<void> {
    await this.#enter('encoding');
    for (const [place, segment] of plan.timeline.entries()) {
      const about = { label: this.#labelOf(plan.clips[segment.clip]), tag: place, detail: '' };
      this.#happens({ ...about, event: 'queued', worker: null });
      this.#metrics.queued();
      this.#happens({ ...about, event: 'started', worker: STATS.worker });
      this.#metrics.started();
      for (let step = 0; step < STEPS_PER_CLIP; step += 1) {
        this.#steps += 1;
        await this.#tell();
      }
      this.#metrics.ended({ status: 'done', result: null, stats: STATS });
      this.#happens({ ...about, event: 'done', worker: STATS.worker });
    }
  }

  async #write(blob: Blob): Promise<void> {
    const { output } = this.#options;
    if (!output) return;
    await output.writable.write(blob);
    await output.writable.close();
  }

  async #enter(stage: Engine.RenderStage): Promise<void> {
    this.#stage = stage;
    if (stage !== 'reading' && stage !== 'done') this.#log.note('stage', stage);
    await this.#tell();
  }

  /** Reports, lets the page draw, and waits as long as a test wants it. */
  async #tell(): Promise<void> {
    const { signal, onProgress } = this.#options;
    do {
      if (signal?.aborted) throw cancelledError();
      const { failure } = handle();
      if (failure?.at === this.#stage) throw new RenderError(failure.error);
      onProgress?.(this.#progress());
      await pause(STEP_MS);
    } while (handle().hold === this.#stage && this.#isInTheMiddle);
    if (signal?.aborted) throw cancelledError();
  }

  /** An encoding that is held has something of everything: clips that are done, that are made, and that wait. */
  get #isInTheMiddle(): boolean {
    return this.#stage !== 'encoding' || this.#steps >= Math.ceil((this.#places * STEPS_PER_CLIP) / 2);
  }

  #happens(event: PoolEvent): void {
    this.#log.add(event);
    this.#metrics.onEvent(event);
  }

  #nameOf = (source: number): string => this.#request.clips[source]?.file.name ?? '';

  #labelOf = (clip: PlannedClip | undefined): string => (clip ? clipName(clip, this.#nameOf) : '');

  #progress(): Engine.RenderProgress {
    const [encoding, done] = [this.#stage !== 'reading', this.#stage === 'done'];
    const fraction = this.#steps / Math.max(1, this.#places * STEPS_PER_CLIP);
    const elapsedSeconds = (performance.now() - this.#startedAt) / 1000;
    return {
      stage: this.#stage,
      fraction: done ? 1 : fraction * 0.95,
      secondsLeft: encoding ? (1 - fraction) * 10 : null,
      elapsedSeconds,
      lanes: encoding ? this.#lanes() : [],
      clips: this.#plan ? this.#clips(this.#plan) : [],
      problems: this.#problems,
      engineDownload: null,
      engine: encoding ? ANSWER : null,
      metrics: encoding ? this.#metrics.snapshot() : null,
      log: { length: this.#log.length, latest: this.#log.latest },
    };
  }

  #lanes(): readonly Engine.WorkerLane[] {
    const place = Math.floor(this.#steps / STEPS_PER_CLIP);
    const clip = this.#stage === 'encoding' ? this.#plan?.timeline[place]?.clip : undefined;
    return Array.from({ length: WORKERS }, (_, index) => {
      const name = `ClipProcessor-${index + 1}`;
      if (index > 0 || clip === undefined) {
        return { name, state: 'idle', label: null, clipIndex: null, fraction: 0 };
      }
      const fraction = (this.#steps % STEPS_PER_CLIP) / STEPS_PER_CLIP;
      return {
        name,
        state: 'busy',
        label: this.#labelOf(this.#plan?.clips[clip]),
        clipIndex: place,
        fraction,
      };
    });
  }

  #clips(plan: RenderPlan): Engine.ClipProgress[] {
    return plan.timeline.flatMap((segment, place) => {
      const clip = plan.clips[segment.clip];
      if (!clip) return [];
      const fraction = Math.min(1, Math.max(0, this.#steps / STEPS_PER_CLIP - place));
      const status = fraction === 1 ? 'joined' : fraction > 0 ? 'encoding' : 'waiting';
      return {
        ...named(clip, this.#nameOf),
        ...{ frames: segment.frames, status, cached: false, fraction, part: null },
      };
    });
  }

  #outcomes(plan: RenderPlan, { problems }: Material): Engine.ClipOutcome[] {
    const joined = plan.timeline.flatMap((segment) => {
      const clip = plan.clips[segment.clip];
      const made = { stats: STATS, bytes: CLIP_BYTES, reused: false, cached: false, copied: frames(0) };
      return clip ? [{ clip, segment, ...made }] : [];
    });
    return clipOutcomes({ plan, joined, leftOut: [] }, problems, this.#nameOf);
  }
}

export const combineVideos: typeof Engine.combineVideos = async (options) => {
  const render = new FakeRender(options);
  handle().renders += 1;
  return render.run();
};
