import { bounded } from '../pool/attempt';
import { systemClock } from '../pool/clock';
import { preloadCore } from '../render/clipProcessors';
import { probeSource } from '../render/probeSource';
import { resolveRequest } from '../render/request';
import { plannedMix } from '../render/sound';
import type { CombineOptions, SourceProblem } from '../render/types';
import { AUDIO_CODECS } from '../shared/encoding';
import { type ErrorReport, RenderError, toRenderError } from '../shared/errors';
import type { EncodeAudioJob } from '../shared/jobs';
import type { Size, SourceInfo } from '../shared/media';
import type { Hidden } from '../shared/preview';
import type { MixWorker } from './mixWorker';
import { Pictures } from './pictures';
import { Player, type PlayerStatus } from './player';
import { type PlannedPreview, planPreview } from './scene';
import { SoundDevice, type SoundOutput, silentOutput } from './soundOutput';
import { Sounds } from './sounds';
import { Stills } from './stills';
import { voiceSamples } from './voiceSamples';

/** `failed`: there can be no sound; the reason is told. `absent`: nothing is to be heard. */
export type SoundStatus =
  | { readonly status: 'absent' | 'preparing' | 'ready' }
  | { readonly status: 'failed'; readonly error: ErrorReport };

/** What a preview is at; a new one whenever something of it changes. */
export interface PreviewState {
  /** `broken`: it is over, for good. */
  readonly status: 'loading' | 'broken' | PlayerStatus;
  /** Where the playhead is, and how long the video is. */
  readonly seconds: number;
  readonly duration: number;
  /** The frame that is seen; −1 before the first one is. */
  readonly frame: number;
  readonly fps: number;
  /** Of the picture that is shown; `null` before there is one. */
  readonly size: Size | null;
  readonly muted: boolean;
  /** Sources that are not seen now as they will be. */
  readonly hidden: readonly Hidden[];
  /** Clips that are not in the plan. */
  readonly problems: readonly SourceProblem[];
  readonly sound: SoundStatus;
  /** Why nothing, or nothing new, can be shown. */
  readonly error: ErrorReport | null;
}

/** So long it waits for its sound before it plays without. */
const SOUND_WAIT_MS = 10_000;

const ABSENT: SoundStatus = { status: 'absent' };

/** What is told of a failure. */
const reportOf = (thrown: unknown): ErrorReport =>
  toRenderError(thrown, { category: 'internal', message: 'The preview could not be made.' }).toReport();

/** A preview on one canvas, until it is closed. */
export class PreviewSession {
  readonly #onChange: (state: PreviewState) => void;
  readonly #over = new AbortController();
  readonly #device = new SoundDevice();
  readonly #silent = silentOutput(() => performance.now());
  readonly #sounds = new Sounds(this.#over.signal);
  readonly #probes = new WeakMap<File, Promise<SourceInfo>>();
  readonly #pictures: Pictures;
  readonly #player: Player;
  #loading = new AbortController();
  #planned: PlannedPreview | null = null;
  #mix: Promise<MixWorker | null> = Promise.resolve(null);
  #sound: SoundStatus = ABSENT;
  #isLoading = false;
  #isBroken = false;
  #frame = -1;
  #hidden: readonly Hidden[] = [];
  #error: ErrorReport | null = null;
  #animation = 0;

  /** @param canvas where it is shown; its size is set to the picture's */
  constructor(canvas: OffscreenCanvas, onChange: (state: PreviewState) => void) {
    this.#onChange = onChange;
    preloadCore();
    this.#pictures = new Pictures({
      ...{ canvas, clock: systemClock, stills: new Stills(this.#over.signal) },
      onStill: () => this.#player.pictureChanged(),
      onShown: ({ frame, hidden }) => {
        this.#frame = frame;
        this.#hidden = hidden;
        this.#changed();
      },
      onBroken: (error) => this.#break(error),
    });
    this.#player = new Player({
      startOutput: () => this.#startOutput(),
      sound: () => this.#soundInTime(),
      present: (frame, isPlaying) => this.#pictures.present(frame, isPlaying),
      onChange: () => this.#changed(),
    });
    this.#animate();
  }

  /**
   * Shows what a render with these options would make, at the playhead's place; what was asked for before is given up.
   * Never rejects: what is wrong is in the state.
   * @param longest the most pixels that the longer side may have
   */
  async load(options: CombineOptions, longest: number): Promise<void> {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    this.#isLoading = true;
    this.#changed();
    try {
      const request = resolveRequest(options);
      const readers = {
        probe: (file: File) => this.#probe(file),
        voiceSamples: (file: File) =>
          voiceSamples({
            counted: this.#sounds.decoded(file, file.name).then((decoded) => decoded.samples),
            told: async () => (await this.#probe(file)).durationSeconds,
            onOther: () => {
              if (!signal.aborted) void this.load(options, longest);
            },
            clock: systemClock,
          }),
      };
      const planned = await planPreview(
        request,
        longest,
        readers,
        AbortSignal.any([signal, this.#over.signal]),
      );
      if (signal.aborted || this.#over.signal.aborted) return;
      this.#planned = planned;
      this.#error = null;
      this.#isLoading = false;
      this.#pictures.show(planned.scene);
      const { job } = plannedMix(request.sound, planned.plan, planned.material.usable, AUDIO_CODECS.mp4);
      this.#takeSound(job);
      this.#player.load(planned.scene.frames, planned.scene.fps);
    } catch (thrown) {
      if (signal.aborted || this.#over.signal.aborted) return;
      this.#error = reportOf(thrown);
      this.#isLoading = false;
      this.#changed();
    }
  }

  play(): void {
    void this.#player.play();
  }

  pause(): void {
    this.#player.pause();
  }

  toggle(): void {
    this.#player.toggle();
  }

  seek(seconds: number): void {
    this.#player.seek(seconds);
  }

  step(frames: number): void {
    this.#player.step(frames);
  }

  mute(muted: boolean): void {
    this.#player.muted = muted;
  }

  /** Gives everything back: workers, decoders, decoded sounds, the sound device. */
  close(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    this.#loading.abort();
    cancelAnimationFrame(this.#animation);
    this.#player.close();
    this.#pictures.close();
    this.#sounds.close();
    this.#device.close();
  }

  #animate(): void {
    this.#animation = requestAnimationFrame(() => {
      this.#player.tick();
      this.#animate();
    });
  }

  async #startOutput(): Promise<SoundOutput> {
    return (await this.#device.start()) ?? this.#silent;
  }

  #probe(file: File): Promise<SourceInfo> {
    const known = this.#probes.get(file) ?? probeSource(file, this.#over.signal);
    this.#probes.set(file, known);
    known.catch(() => this.#probes.delete(file));
    return known;
  }

  #takeSound(job: EncodeAudioJob | null): void {
    if (!job) {
      this.#sounds.close();
      this.#mix = Promise.resolve(null);
      this.#sound = ABSENT;
      return;
    }
    this.#sound = { status: 'preparing' };
    const prepared = this.#sounds.mix(job);
    const mix = prepared.catch(() => null);
    this.#mix = mix;
    prepared.then(
      () => this.#soundIs(mix, { status: 'ready' }),
      (thrown) => this.#soundIs(mix, { status: 'failed', error: reportOf(thrown) }),
    );
  }

  #soundIs(mix: Promise<MixWorker | null>, sound: SoundStatus): void {
    if (this.#mix !== mix || this.#over.signal.aborted) return;
    this.#sound = sound;
    // It may have begun without.
    if (sound.status === 'ready') this.#player.soundChanged();
    this.#changed();
  }

  async #soundInTime(): Promise<MixWorker | null> {
    const timedOut = () => new RenderError({ category: 'timeout', message: 'The sound is not there yet.' });
    const bounds = { clock: systemClock, signal: this.#over.signal, timeoutMs: SOUND_WAIT_MS, timedOut };
    return bounded(this.#mix, bounds).catch(() => null);
  }

  #break(error: RenderError): void {
    if (this.#over.signal.aborted) return;
    this.#error = error.toReport();
    this.#isBroken = true;
    this.#changed();
    this.close();
  }

  #changed(): void {
    if (this.#over.signal.aborted) return;
    const { status, seconds, duration, muted } = this.#player;
    const { scene, material } = this.#planned ?? {};
    this.#onChange({
      status: this.#isBroken ? 'broken' : this.#isLoading && !scene ? 'loading' : status,
      ...{ seconds, duration, muted, frame: this.#frame, hidden: this.#hidden },
      ...{ fps: scene?.fps ?? 30, size: scene?.size ?? null, problems: material?.problems ?? [] },
      ...{ sound: this.#sound, error: this.#error },
    });
  }
}
