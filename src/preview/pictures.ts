import { transfer } from 'comlink';
import previewPicturesUrl from '../../workers/preview-pictures.ts?worker&url';
import type { Clock } from '../pool/clock';
import { MortalWorker } from '../render/mortalWorker';
import { RenderError, toRenderError } from '../shared/errors';
import type { Presented, PreviewPicturesApi, PreviewScene } from '../shared/preview';

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
  readonly onShown: (shown: Extract<Presented, { status: 'shown' }>) => void;
  /** Nothing is shown any more; called once. */
  readonly onBroken: (error: RenderError) => void;
}

/** The worker that shows pictures, watched: one that is stuck, or dies, is ended. */
export class Pictures {
  readonly #options: PicturesOptions;
  readonly #worker = new MortalWorker<PreviewPicturesApi>(previewPicturesUrl, 'PreviewPictures');
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
    this.#worker.answer(this.#worker.api.show(scene)).catch((thrown) => this.#break(thrown));
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
    this.#worker.terminate();
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
