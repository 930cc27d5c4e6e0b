import { cancelledError, RenderError } from '../shared/errors';
import type { Clock } from './clock';

/** A part of the memory that is promised to one job until it is given back. */
export interface Lease {
  /** Gives it back; a second time does nothing. */
  release(): void;
}

export interface LeasesOptions {
  /** What may be promised in all, in bytes. */
  readonly budget: number;
  readonly clock: Clock;
}

/** So long may a job wait while nothing else moves, in ms. */
const WAIT_LIMIT_MS = 30_000;

interface Waiting {
  readonly amount: number;
  readonly label: string;
  readonly since: number;
  readonly grant: () => void;
  readonly fail: (error: RenderError) => void;
}

/**
 * Promises memory to jobs, never more than there is, first come first served. One that needs more than the whole budget
 * gets it when nobody else has any: it is tried alone. Who waits while nothing moves for too long fails.
 */
export class Leases {
  readonly #options: LeasesOptions;
  #budget: number;
  readonly #queue: Waiting[] = [];
  #inUse = 0;
  #movedAt = 0;
  #stopTimer: (() => void) | null = null;

  constructor(options: LeasesOptions) {
    this.#options = options;
    this.#budget = options.budget;
  }

  /** Bytes that are promised now. */
  get inUse(): number {
    return this.#inUse;
  }

  /** Jobs that wait for memory. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** What may be promised from now on; what is promised already stays so. */
  setBudget(bytes: number): void {
    this.#budget = bytes;
    this.#serve();
  }

  /** Something goes on elsewhere: waiting is worth while. */
  moved(): void {
    this.#movedAt = this.#options.clock.now();
  }

  /**
   * @param amount in bytes
   * @param label whose it is, for the message
   * @param isNext everything else waits for this one: it is not kept waiting, whatever is in use
   * @throws RenderError `resource` after waiting too long, `cancelled` when the signal says so
   */
  acquire(amount: number, label: string, signal?: AbortSignal, isNext = false): Promise<Lease> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(cancelledError());
        return;
      }
      if (isNext) {
        resolve(this.#lease(amount));
        return;
      }
      const leave = () => {
        const place = this.#queue.indexOf(waiting);
        if (place >= 0) this.#queue.splice(place, 1);
        signal?.removeEventListener('abort', abort);
      };
      const abort = () => {
        leave();
        reject(cancelledError());
        this.#serve();
      };
      const waiting: Waiting = {
        ...{ amount, label, since: this.#options.clock.now() },
        grant: () => {
          leave();
          resolve(this.#lease(amount));
        },
        fail: (error) => {
          leave();
          reject(error);
        },
      };
      signal?.addEventListener('abort', abort);
      this.#queue.push(waiting);
      this.#serve();
    });
  }

  #lease(amount: number): Lease {
    let isHeld = true;
    this.#inUse += amount;
    this.moved();
    return {
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#inUse -= amount;
        this.moved();
        this.#serve();
      },
    };
  }

  #serve(): void {
    for (;;) {
      const [first] = this.#queue;
      if (!first || !(this.#inUse === 0 || this.#inUse + first.amount <= this.#budget)) break;
      first.grant();
    }
    this.#watch();
  }

  /** Looks again when the one that waits longest would have waited too long. */
  #watch(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
    const [first] = this.#queue;
    if (!first) return;
    const { clock } = this.#options;
    const patience = WAIT_LIMIT_MS - (clock.now() - Math.max(first.since, this.#movedAt));
    this.#stopTimer = clock.after(Math.max(0, patience), () => {
      if (clock.now() - Math.max(first.since, this.#movedAt) >= WAIT_LIMIT_MS)
        first.fail(this.#tooLong(first));
      this.#serve();
    });
  }

  #tooLong({ label, amount }: Waiting): RenderError {
    const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;
    return new RenderError({
      category: 'resource',
      message:
        `“${label}” waited for memory for ${WAIT_LIMIT_MS / 1000} seconds while nothing moved. ` +
        'Close other tabs, or use fewer workers.',
      detail: `needed ${mebibytes(amount)}; ${mebibytes(this.#inUse)} of ${mebibytes(this.#budget)} in use`,
    });
  }
}
