import { anyClipProcessors } from '../render/clipProcessors';
import { cancelledError } from '../shared/errors';
import type { ClipSound, DecodedAudio, DecodedClips, EncodeAudioJob } from '../shared/jobs';
import type { PreviewMix } from '../shared/preview';
import type { Job, JobKind, JobResult } from '../shared/protocol';
import { MixWorker } from './mixWorker';

/** Longest time to decode one sound, or those of all clips. */
const DECODE_MS = 600_000;

const NO_CLIPS: Pick<DecodedClips, 'pcm' | 'spans'> = { pcm: [], spans: [] };

/** Names files: those of one name may be different ones. */
class FileNumbers {
  readonly #numbers = new WeakMap<Blob, number>();
  #last = 0;

  of(file: Blob): number {
    const known = this.#numbers.get(file) ?? ++this.#last;
    this.#numbers.set(file, known);
    return known;
  }
}

/** The sounds of a preview: each file is decoded once, and the mix of the last job kept. */
export class Sounds {
  readonly #signal: AbortSignal;
  readonly #files = new FileNumbers();
  readonly #decoded = new WeakMap<Blob, Promise<DecodedAudio>>();
  #clips: { readonly key: string; readonly decoded: Promise<DecodedClips> } | null = null;
  #mix: { readonly key: string; readonly worker: Promise<MixWorker> } | null = null;

  /** @param signal ends all that is decoded */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /**
   * All of a file's sound.
   * @throws RenderError
   */
  decoded(source: Blob, sourceName: string): Promise<DecodedAudio> {
    const known = this.#decoded.get(source);
    if (known) return known;
    const decoded = this.#run({ kind: 'decode-audio', source, sourceName });
    this.#decoded.set(source, decoded);
    // One that failed, for lack of memory perhaps, is tried again with the next plan.
    decoded.catch(() => this.#decoded.delete(source));
    return decoded;
  }

  /**
   * The mix of a job; the one before is ended if it is another.
   * @throws RenderError, `cancelled` where another job came before it was ready
   */
  async mix(job: EncodeAudioJob): Promise<MixWorker> {
    const key = this.#key(job);
    if (this.#mix?.key === key) return this.#mix.worker;
    this.#endMix();
    const worker = this.#start(job, () => this.#mix?.worker !== worker);
    this.#mix = { key, worker };
    worker.catch(() => {
      if (this.#mix?.worker === worker) this.#mix = null;
    });
    return worker;
  }

  close(): void {
    this.#endMix();
    this.#clips = null;
  }

  async #start(job: EncodeAudioJob, isLate: () => boolean): Promise<MixWorker> {
    const mix = await this.#parts(job);
    if (isLate()) throw cancelledError();
    const worker = await MixWorker.start(mix, this.#signal);
    if (!isLate()) return worker;
    worker.close();
    throw cancelledError();
  }

  async #parts(job: EncodeAudioJob): Promise<PreviewMix> {
    const pcmOf = async ({ source, sourceName }: { source: Blob; sourceName: string }) =>
      (await this.decoded(source, sourceName)).pcm;
    const [voices, music, clips] = await Promise.all([
      Promise.all(job.voices.map(pcmOf)),
      job.music && pcmOf(job.music),
      job.clips.length > 0 ? this.#decodedClips(job.clips) : NO_CLIPS,
    ]);
    return { job, voices, music, clips };
  }

  #decodedClips(clips: readonly ClipSound[]): Promise<DecodedClips> {
    // However loud they are: that is the mix's.
    const key = this.#key(clips.map((clip) => ({ ...clip, volume: 1 })));
    if (this.#clips?.key === key) return this.#clips.decoded;
    const sourceName = clips.map((clip) => clip.sourceName).join(', ');
    const decoded = this.#run({ kind: 'decode-clips', sourceName, clips });
    this.#clips = { key, decoded };
    decoded.catch(() => {
      if (this.#clips?.key === key) this.#clips = null;
    });
    return decoded;
  }

  async #run<K extends JobKind>(job: Job<K> & { kind: K }): Promise<JobResult<K>> {
    const options = { timeoutMs: DECODE_MS, signal: this.#signal, label: job.sourceName };
    const outcome = await anyClipProcessors().run<K>(job, options);
    if (outcome.status === 'failed') throw outcome.error;
    return outcome.result;
  }

  #endMix(): void {
    this.#mix?.worker.then(
      (worker) => worker.close(),
      () => {},
    );
    this.#mix = null;
  }

  #key(value: unknown): string {
    return JSON.stringify(value, (_, part) => (part instanceof Blob ? this.#files.of(part) : part));
  }
}
