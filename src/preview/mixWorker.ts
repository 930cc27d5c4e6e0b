import previewSoundUrl from '../../workers/preview-sound.ts?worker&url';
import { bounded } from '../pool/attempt';
import { systemClock } from '../pool/clock';
import { MortalWorker } from '../render/mortalWorker';
import { RenderError } from '../shared/errors';
import type { PreviewMix, PreviewSoundApi, StereoSamples } from '../shared/preview';
import type { ReadableSound } from './soundFeed';

/** Longest time for a piece of the mix: it takes milliseconds. */
const READ_MS = 5000;
/** Longest time until the mix is ready: its loudness may have to be measured, several times over. */
const MIX_MS = 120_000;

const late = (): RenderError =>
  new RenderError({ category: 'timeout', message: 'The preview’s sound took too long.' });

/** A worker that mixes one video's sound. */
export class MixWorker implements ReadableSound {
  readonly length: number;
  readonly #worker = new MortalWorker<PreviewSoundApi>(previewSoundUrl, 'PreviewSound');

  private constructor(length: number) {
    this.length = length;
  }

  /** @throws RenderError */
  static async start(mix: PreviewMix, signal: AbortSignal): Promise<MixWorker> {
    const worker = new MixWorker(mix.job.samples);
    try {
      const asked = worker.#worker.answer(worker.#worker.api.mix(mix));
      const bounds = { clock: systemClock, signal, timeoutMs: MIX_MS, timedOut: late };
      const reply = await bounded(asked, bounds);
      if (!reply.ok) throw new RenderError(reply.error);
      return worker;
    } catch (thrown) {
      worker.close();
      throw thrown;
    }
  }

  read(from: number, count: number): Promise<StereoSamples> {
    const asked = this.#worker.answer(this.#worker.api.read(from, count));
    return bounded(asked, { clock: systemClock, timeoutMs: READ_MS, timedOut: late });
  }

  close(): void {
    this.#worker.terminate();
  }
}
