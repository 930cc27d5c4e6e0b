import coreThreadUrl from '../../workers/core-thread.ts?worker&url';
import type { ThreadFault, ThreadRequest, ThreadStart } from '../shared/protocol';

/**
 * The threads of one worker's core. They are the page's workers: in Firefox the constructor of a worker within a worker
 * can block for ever while others start (153, five at once: every fifth time; one after another: every fiftieth).
 */
export class CoreThreads {
  /** For the worker: takes {@link ThreadRequest}s, gives {@link ThreadFault}s. */
  readonly port: MessagePort;
  readonly #own: MessagePort;
  readonly #scriptUrl: string;
  readonly #name: string;
  readonly #running = new Map<number, Worker>();

  /**
   * @param scriptUrl absolute address of the core's script for threads
   * @param name the worker's
   */
  constructor(scriptUrl: string, name: string) {
    const { port1, port2 } = new MessageChannel();
    this.port = port2;
    this.#own = port1;
    this.#scriptUrl = scriptUrl;
    this.#name = name;
    port1.onmessage = ({ data }: MessageEvent<ThreadRequest>) => {
      if (data.kind === 'start') this.#start(data.id, data.port);
      else this.#end(data.id);
    };
  }

  /** Ends them all. */
  end(): void {
    this.#own.close();
    for (const id of this.#running.keys()) this.#end(id);
  }

  #start(id: number, port: MessagePort): void {
    const thread = new Worker(coreThreadUrl, { type: 'module', name: `${this.#name}-thread-${id}` });
    this.#running.set(id, thread);
    thread.onerror = ({ message }) => {
      const fault: ThreadFault = { id, message: message || 'The thread’s script did not load' };
      this.#own.postMessage(fault);
    };
    const start: ThreadStart = { scriptUrl: this.#scriptUrl, port };
    thread.postMessage(start, [port]);
  }

  #end(id: number): void {
    this.#running.get(id)?.terminate();
    this.#running.delete(id);
  }
}
