import type { ThreadFault, ThreadRequest } from '../../../src/shared/protocol';

/** A thread that the page runs; for the core it is the worker that it would have started itself. */
export interface Thread {
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
  postMessage(message: unknown, transfer?: Transferable[]): void;
  terminate(): void;
}

/** Has the page start the core's threads (see `src/render/coreThreads.ts`). */
export class ThreadStarter {
  readonly #page: MessagePort;
  readonly #running = new Map<number, Thread>();
  #lastId = 0;

  constructor(page: MessagePort) {
    this.#page = page;
    // The core throws it on: a worker whose thread died is lost as well.
    page.onmessage = ({ data: { id, message } }: MessageEvent<ThreadFault>) =>
      this.#running.get(id)?.onerror?.({ message });
  }

  start(): Thread {
    this.#lastId += 1;
    const id = this.#lastId;
    const { port1: port, port2 } = new MessageChannel();
    const thread: Thread = {
      onmessage: null,
      onerror: null,
      postMessage: (message, transfer = []) => port.postMessage(message, transfer),
      terminate: () => {
        port.close();
        this.#running.delete(id);
        this.#ask({ kind: 'end', id });
      },
    };
    port.onmessage = (event) => thread.onmessage?.(event);
    this.#running.set(id, thread);
    this.#ask({ kind: 'start', id, port: port2 }, [port2]);
    return thread;
  }

  #ask(request: ThreadRequest, transfer: Transferable[] = []): void {
    this.#page.postMessage(request, transfer);
  }
}
