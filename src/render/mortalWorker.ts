import { type Endpoint, type Remote, releaseProxy, wrap } from 'comlink';
import { RenderError } from '../shared/errors';

const lost = (detail: string): RenderError =>
  new RenderError({ category: 'worker-lost', message: 'The video engine stopped unexpectedly.', detail });

/** Lets Comlink talk to a worker, and says when an answer comes that nobody waits for. */
const answeringOnce = (worker: Worker, onSurplus: () => void): Endpoint => {
  const asked = new Set<unknown>();
  worker.addEventListener('message', ({ data }: MessageEvent<{ id?: unknown } | null>) => {
    if (!asked.delete(data?.id)) onSurplus();
  });
  return {
    postMessage: (message: { id?: unknown }, transfer) => {
      asked.add(message.id);
      worker.postMessage(message, transfer ?? []);
    },
    addEventListener: worker.addEventListener.bind(worker),
    removeEventListener: worker.removeEventListener.bind(worker),
  };
};

/** A Web Worker behind Comlink, which does not notice a worker's death, nor that it answers twice; this does. */
export class MortalWorker<Api> {
  readonly api: Remote<Api>;
  readonly #worker: Worker;
  readonly #death: Promise<never>;
  #usable = true;
  #reject: (error: RenderError) => void = () => {};

  constructor(url: string, name: string) {
    this.#death = new Promise((_, reject) => {
      this.#reject = reject;
    });
    // Dying while nobody waits is no error of its own.
    this.#death.catch(() => {});
    this.#worker = new Worker(url, { type: 'module', name });
    this.#worker.addEventListener('error', (event) => this.#die(event.message ?? 'The script did not load'));
    this.#worker.addEventListener('messageerror', () => this.#die('A message could not be read'));
    this.api = wrap<Api>(answeringOnce(this.#worker, () => this.#die('It answered twice')));
  }

  /** `false` once it has died, or done what it must not. */
  get usable(): boolean {
    return this.#usable;
  }

  /** The worker's answer; rejects if it dies before. */
  answer<T>(asked: T): Promise<Awaited<T>> {
    return Promise.race([asked, this.#death]);
  }

  terminate(): void {
    this.#die('It was ended');
    this.api[releaseProxy]();
    this.#worker.terminate();
  }

  #die(detail: string): void {
    this.#usable = false;
    this.#reject(lost(detail));
  }
}
