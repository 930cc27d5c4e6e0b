import type { Chaos, Fault } from './chaos';

/** What the page's wrapped workers tell to tests. */
export interface ChaosGlobals {
  cliploomChaos?: {
    /** Names of the workers that run. */
    readonly running: () => string[];
    /** Faults so far, in order. */
    readonly faults: () => Fault[];
    /** Other faults from now on. */
    readonly begin: (chaos: Chaos) => void;
  };
}

/** A message of Comlink, as far as it matters here. */
interface WireMessage {
  readonly id?: string;
  readonly path?: readonly string[];
  readonly argumentList?: readonly { readonly value?: { readonly kind?: string } }[];
}

/**
 * Runs in the page before its own scripts, so it can use nothing from outside itself: puts a `Worker` in place whose
 * clip processors have faults, and which counts those that run.
 */
export const installChaos = (first: Chaos): void => {
  const SLOW_MS = 1500;
  const CRASH_AFTER_MS = 30;
  const RealWorker = globalThis.Worker;
  const running = new Map<object, string>();
  const faults: Fault[] = [];
  let chaos = first;
  let state = chaos.seed;
  /** Mulberry32, as in the product. */
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const draw = (): Fault | null => {
    let drawn: Fault | null = null;
    // Every fault is drawn for each job, so that leaving one out leaves the others where they are.
    for (const [fault, oneIn] of Object.entries(chaos.oneIn)) {
      if (random() < 1 / oneIn) drawn ??= fault as Fault;
    }
    if (drawn) faults.push(drawn);
    return drawn;
  };
  const garbage = (answer: { value?: { result?: { packets?: unknown[] } } }): unknown => {
    const kinds = [
      undefined,
      'nonsense',
      { ok: true },
      { ok: true, result: { ...answer.value?.result, packets: answer.value?.result?.packets?.slice(1) } },
      { ok: false, error: null },
    ];
    return { ...answer, type: 'RAW', value: kinds[Math.floor(random() * kinds.length)] };
  };
  const outOfMemory = (answer: object): unknown => {
    const error = { category: 'out-of-memory', message: 'There was not enough memory.' };
    return { ...answer, type: 'RAW', value: { ok: false, error } };
  };

  class FaultyWorker extends RealWorker {
    readonly #isFaulty: boolean;
    readonly #listeners = new Set<EventListenerOrEventListenerObject>();
    /** What happens to the answer with this id. */
    readonly #coming = new Map<string, Fault>();

    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.#isFaulty = options?.name?.startsWith('ClipProcessor') === true;
      running.set(this, options?.name ?? '');
      super.addEventListener('message', (event) => this.#answered((event as MessageEvent).data));
    }

    override postMessage(message: WireMessage, transfer?: Transferable[] | StructuredSerializeOptions): void {
      const kind = message.argumentList?.[0]?.value?.kind;
      if (this.#isFaulty && message.path?.[0] === 'run' && kind === 'encode-clip' && message.id) {
        const fault = draw();
        if (fault === 'hang') return;
        if (fault === 'kill') setTimeout(() => super.terminate(), CRASH_AFTER_MS * random());
        if (fault === 'crash') setTimeout(() => this.#crash(), CRASH_AFTER_MS * random());
        if (fault) this.#coming.set(message.id, fault);
      }
      super.postMessage(message, transfer as Transferable[]);
    }

    override addEventListener(
      type: string,
      listener: EventListenerOrEventListenerObject,
      options?: boolean | AddEventListenerOptions,
    ): void {
      if (type === 'message') this.#listeners.add(listener);
      else super.addEventListener(type, listener, options);
    }

    override removeEventListener(type: string, listener: EventListenerOrEventListenerObject): void {
      if (type === 'message') this.#listeners.delete(listener);
      else super.removeEventListener(type, listener);
    }

    override terminate(): void {
      running.delete(this);
      super.terminate();
    }

    #crash(): void {
      super.terminate();
      this.dispatchEvent(new ErrorEvent('error', { message: 'Uncaught RuntimeError: unreachable' }));
    }

    #answered(data: { id?: string }): void {
      const fault = this.#coming.get(data?.id ?? '');
      if (fault === 'slow') setTimeout(() => this.#deliver(data), SLOW_MS);
      else if (fault === 'garbage') this.#deliver(garbage(data as object));
      else if (fault === 'oom') this.#deliver(outOfMemory(data));
      else this.#deliver(data);
      if (fault === 'double') this.#deliver(data);
    }

    #deliver(data: unknown): void {
      // A worker that has been ended says nothing more.
      if (!running.has(this)) return;
      const event = new MessageEvent('message', { data });
      for (const listener of this.#listeners) {
        if (typeof listener === 'function') listener.call(this, event);
        else listener.handleEvent(event);
      }
    }
  }
  globalThis.Worker = FaultyWorker;
  (globalThis as ChaosGlobals).cliploomChaos = {
    running: () => [...running.values()],
    faults: () => [...faults],
    begin: (next) => {
      chaos = next;
      state = next.seed;
      faults.length = 0;
    },
  };
};
