import { transfer } from 'comlink';
import clipProcessorUrl from '../../workers/clip-processor.ts?worker&url';
import type { PoolWorker } from '../pool/types';
import { RenderError, toRenderError } from '../shared/errors';
import type { ClipProcessorApi, CoreAssets, Job, JobResult } from '../shared/protocol';
import { fileNameOf, usableCore } from './coreAssets';
import { CoreThreads } from './coreThreads';
import { MortalWorker } from './mortalWorker';
import { resultOf } from './replies';

/**
 * Changes with all that workers do: a build names their script after its content. The development server does not, so
 * there each load of the page counts as another version.
 */
export const processorVersion = import.meta.env.DEV
  ? `dev ${performance.timeOrigin}`
  : fileNameOf(clipProcessorUrl);

/** Says which file a worker was working on when it died. */
const diedOn = (sourceName: string, error: RenderError): RenderError =>
  new RenderError({
    ...error.toReport(),
    message: `The video engine stopped unexpectedly while it worked on “${sourceName}”.`,
  });

export interface ClipProcessorOptions {
  readonly name: string;
  readonly threads: number;
  /** The core without threads, and one thread. */
  readonly safer: boolean;
}

/**
 * A worker is replaced after so many jobs. Its ffmpeg has to be renewed about then (`session.ts`), and the memory of one
 * that is only let go of stays until the browser collects it; that of a worker which ends is given back at once.
 */
const JOBS_PER_WORKER = 20;

/** A Web Worker with an ffmpeg.wasm of its own. */
export class ClipProcessor implements PoolWorker<Job, JobResult> {
  readonly #threads: number;
  readonly #safer: boolean;
  readonly #worker: MortalWorker<ClipProcessorApi>;
  readonly #name: string;
  #core: CoreAssets | null = null;
  #coreThreads: CoreThreads | null = null;
  #jobs = 0;

  constructor({ name, threads, safer }: ClipProcessorOptions) {
    this.#threads = safer ? 1 : threads;
    this.#safer = safer;
    this.#name = name;
    this.#worker = new MortalWorker(clipProcessorUrl, name);
  }

  get usable(): boolean {
    return this.#worker.usable && this.#jobs < JOBS_PER_WORKER;
  }

  async prepare(): Promise<void> {
    this.#core = await usableCore(this.#safer);
  }

  async start(): Promise<void> {
    if (!this.#core) throw new RenderError({ category: 'internal', message: 'The core is not there yet.' });
    const { threadUrl } = this.#core;
    this.#coreThreads = threadUrl === null ? null : new CoreThreads(threadUrl, this.#name);
    const threadStarter = this.#coreThreads?.port ?? null;
    const request = { core: this.#core, threads: this.#threads, threadStarter };
    const asked = this.#worker.api.load(transfer(request, threadStarter ? [threadStarter] : []));
    const reply = await this.#worker.answer(asked);
    if (reply.ok) return;
    const { category } = reply.error;
    throw new RenderError({
      ...reply.error,
      category: category === 'out-of-memory' ? category : 'worker-lost',
    });
  }

  async run(job: Job, onProgress: (done: number, total: number) => void): Promise<JobResult> {
    this.#jobs += 1;
    // A channel of its own that is closed at the end: one whose other side died would keep all that listens alive.
    const { port1: progress, port2 } = new MessageChannel();
    progress.onmessage = ({ data }: MessageEvent<[done: number, total: number]>) => onProgress(...data);
    try {
      const asked = this.#worker.api.run(job, transfer(port2, [port2]));
      return resultOf(await this.#worker.answer(asked), job);
    } catch (thrown) {
      const error = toRenderError(thrown, {
        category: 'worker-lost',
        message: 'The answer could not be read.',
      });
      throw this.#worker.usable ? error : diedOn(job.sourceName, error);
    } finally {
      progress.close();
    }
  }

  terminate(): void {
    this.#worker.terminate();
    this.#coreThreads?.end();
  }
}
