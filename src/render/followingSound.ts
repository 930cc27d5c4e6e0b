import type { StreamTargetChunk } from 'mediabunny';
import { Assembler } from '../assemble/assembler';
import { mostFrames, type RenderPlan } from '../plan/plan';
import type { SubtitleCue } from '../shared/captions';
import { AUDIO_CODECS, type Encoding } from '../shared/encoding';
import type { EncodedAudio } from '../shared/jobs';
import type { ClipProcessors } from './clipProcessors';
import { encodeSound, hasSound, type SoundRequest, volumeOf } from './sound';
import type { UsableSource } from './sources';
import type { SourceProblem } from './types';

export interface FollowingSoundOptions {
  readonly processors: ClipProcessors;
  readonly request: SoundRequest;
  readonly sources: readonly UsableSource[];
  readonly encoding: Encoding;
  readonly writable: WritableStream<StreamTargetChunk>;
  /** The video's own subtitle track; `null`: none. */
  readonly subtitles: readonly SubtitleCue[] | null;
  readonly signal: AbortSignal;
}

/** The sound of a render, from its plan into the file; and again where the plan is made again. */
export class FollowingSound {
  readonly #options: FollowingSoundOptions;
  /** The plan that the sound is made for. */
  #plan: RenderPlan;
  readonly #started: Promise<Assembler>;
  #assembler: Promise<Assembler>;
  #audio: EncodedAudio | 'pending' | null = 'pending';
  #silentSources: readonly SourceProblem[] = [];

  constructor(options: FollowingSoundOptions, plan: RenderPlan) {
    this.#options = options;
    this.#plan = plan;
    this.#started = this.#start(plan);
    this.#assembler = this.#started;
    // It is awaited when the first clip is there; until then its failure must not count as unhandled.
    this.#assembler.catch(() => {});
  }

  /** The file with the sound of the latest plan. */
  get assembler(): Promise<Assembler> {
    return this.#assembler;
  }

  /** The encoded sound of the latest plan; `pending`: it is being made. `null`: the video has none. */
  get audio(): EncodedAudio | 'pending' | null {
    return this.#audio;
  }

  /** Sources whose own sound was wanted and is not there. */
  get silentSources(): readonly SourceProblem[] {
    return this.#silentSources;
  }

  /** Makes the sound again where it depends on what has changed. Clips are encoded meanwhile; joining waits. */
  follow(plan: RenderPlan): void {
    const { request, sources } = this.#options;
    const hearsClips = sources.some((source) => volumeOf(source, request.settings) > 0);
    const isSame = !hearsClips && plan.frames === this.#plan.frames;
    if (isSame || !hasSound(request, sources)) return;
    this.#plan = plan;
    this.#audio = 'pending';
    this.#assembler = this.#replace(plan, this.#assembler);
    this.#assembler.catch(() => {});
  }

  /** Gives the file up, if it was ever begun. */
  async cancel(): Promise<void> {
    await (await this.#started).cancel();
  }

  async #start(plan: RenderPlan): Promise<Assembler> {
    const { audio, silentSources } = await this.#encode(plan);
    this.#silentSources = silentSources;
    if (plan === this.#plan) this.#audio = audio;
    const { writable, subtitles, encoding } = this.#options;
    const { fps } = plan.settings;
    return Assembler.start({ writable, fps, encoding, maxFrames: mostFrames(plan), audio, subtitles });
  }

  async #replace(plan: RenderPlan, started: Promise<Assembler>): Promise<Assembler> {
    const assembler = await started;
    // The plan may have been made again meanwhile.
    if (plan !== this.#plan) return assembler;
    const { audio, silentSources } = await this.#encode(plan);
    if (audio && plan === this.#plan) {
      assembler.replaceSound(audio);
      this.#audio = audio;
      this.#silentSources = silentSources;
    }
    return assembler;
  }

  #encode(plan: RenderPlan): ReturnType<typeof encodeSound> {
    const { processors, request, sources, encoding, signal } = this.#options;
    const codec = AUDIO_CODECS[encoding.container];
    return encodeSound(processors, request, plan, sources, codec, signal);
  }
}
