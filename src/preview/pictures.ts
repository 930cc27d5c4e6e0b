import { transfer } from 'comlink';
import previewPicturesUrl from '../../workers/preview-pictures.ts?worker&url';
import type { Clock } from '../pool/clock';
import { MortalWorker } from '../render/mortalWorker';
import { RenderError, toRenderError } from '../shared/errors';
import type { EncodedClip } from '../shared/jobs';
import type { Presented, PreviewPicturesApi, PreviewScene, StillRequest } from '../shared/preview';
import type { Stills } from './stills';

/** Longest time from when a picture is wanted until one is seen. */
const PATIENCE_MS = 20_000;

const stuck = (): RenderError =>
  new RenderError({
    category: 'timeout',
    message: 'The preview does not get on with a clip, and was closed. The video can be made all the same.',
  });

export interface PicturesOptions {
  readonly canvas: OffscreenCanvas;
  readonly clock: Clock;
  readonly stills: Stills;
  /** A still has come: the frame that is shown may look otherwise now. */
  readonly onStill: () => void;
  readonly onShown: (shown: Extract<Presented, { status: 'shown' }>) => void;
  /** Nothing is shown any more; called once. */
  readonly onBroken: (error: RenderError) => void;
}

/** The worker that shows pictures, watched: one that is stuck, or dies, is ended. */
export class Pictures {
  readonly #options: PicturesOptions;
  readonly #worker = new MortalWorker<PreviewPicturesApi>(previewPicturesUrl, 'PreviewPictures');
  #requests: MessagePort | null = null;
  #stopWatch: (() => void) | null = null;
  #closed = false;

  constructor(options: PicturesOptions) {
    this.#options = options;
    const { canvas } = options;
    this.#worker.answer(this.#worker.api.attach(transfer(canvas, [canvas]))).catch((thrown) => {
      this.#break(thrown);
    });
  }

  show(scene: PreviewScene): void {
    const { port1, port2 } = new MessageChannel();
    this.#requests?.close();
    this.#requests = port1;
    port1.onmessage = ({ data }: MessageEvent<StillRequest>) => void this.#makeStill(scene, data, port1);
    const shown = this.#worker.api.show(scene, transfer(port2, [port2]));
    this.#worker.answer(shown).catch((thrown) => this.#break(thrown));
  }

  /** Shows a frame; an earlier one that is not there yet is forgotten. */
  present(frame: number, isPlaying: boolean): void {
    if (this.#closed) return;
    this.#stopWatch ??= this.#options.clock.after(PATIENCE_MS, () => this.#break(stuck()));
    this.#worker.answer(this.#worker.api.present(frame, isPlaying)).then(
      (presented) => this.#take(presented),
      (thrown) => this.#break(thrown),
    );
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#calm();
    this.#requests?.close();
    this.#requests = null;
    this.#worker.terminate();
  }

  async #makeStill(
    { clips }: PreviewScene,
    { clip, part, job }: StillRequest,
    of: MessagePort,
  ): Promise<void> {
    const picture = part === 'next' ? clips[clip]?.next?.picture : clips[clip]?.picture;
    const still: EncodedClip | null = picture ? await this.#options.stills.of(picture.source, job) : null;
    // Another scene may be shown by now.
    if (!still || this.#requests !== of) return;
    this.#worker.answer(this.#worker.api.takeStill(clip, part, still)).catch((thrown) => this.#break(thrown));
    this.#options.onStill();
  }

  #take(presented: Presented): void {
    if (this.#closed || presented.status === 'superseded') return;
    this.#calm();
    if (presented.status === 'shown') this.#options.onShown(presented);
    else this.#break(new RenderError(presented.error));
  }

  #calm(): void {
    this.#stopWatch?.();
    this.#stopWatch = null;
  }

  #break(thrown: unknown): void {
    if (this.#closed) return;
    this.close();
    this.#options.onBroken(
      toRenderError(thrown, { category: 'worker-lost', message: 'The preview stopped unexpectedly.' }),
    );
  }
}
