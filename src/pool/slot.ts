import type { PoolWorker } from './types';

export interface SlotOptions<Job, Result> {
  readonly name: string;
  /** @param safer with settings that need least of the machine */
  readonly createWorker: (name: string, safer: boolean) => PoolWorker<Job, Result>;
  readonly onStarted: (safer: boolean) => void;
  readonly onEnded: (reason: string) => void;
}

/** A place in the pool. Its worker comes and goes; the name stays. */
export class Slot<Job, Result> {
  readonly name: string;
  /** Given up for lack of memory: gets no jobs. */
  givenUp = false;
  readonly #options: SlotOptions<Job, Result>;
  #worker: PoolWorker<Job, Result> | null = null;
  #preparing: Promise<void> | null = null;
  #starting: Promise<void> | null = null;
  #safer = false;
  #started = false;

  constructor(options: SlotOptions<Job, Result>) {
    this.#options = options;
    this.name = options.name;
  }

  get worker(): PoolWorker<Job, Result> | null {
    return this.#worker;
  }

  /** Its worker is ready for jobs. */
  get started(): boolean {
    return this.#started;
  }

  /** Sees to it that there is a worker of the wanted kind that can be used, and that it has what it needs. */
  prepare(safer: boolean): Promise<void> {
    if (this.#worker && !this.#worker.usable) this.end('it is of no use any more');
    if (this.#worker && this.#safer !== safer)
      this.end(safer ? 'for one with safer settings' : 'for a usual one');
    if (!this.#worker || !this.#preparing) {
      this.#worker = this.#options.createWorker(this.name, safer);
      this.#safer = safer;
      this.#preparing = this.#worker.prepare();
    }
    return this.#preparing;
  }

  /** Starts the worker that has been prepared. */
  start(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return Promise.reject(new Error('The worker was ended before it was started'));
    this.#starting ??= worker.start().then(() => {
      if (this.#worker !== worker) return;
      this.#started = true;
      this.#options.onStarted(this.#safer);
    });
    return this.#starting;
  }

  end(reason: string): void {
    const worker = this.#worker;
    if (!worker) return;
    this.#worker = null;
    this.#preparing = null;
    this.#starting = null;
    this.#started = false;
    worker.terminate();
    this.#options.onEnded(reason);
  }
}
