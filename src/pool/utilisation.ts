import type { Clock } from './clock';
import type { PoolEvent } from './types';

/** Spans of time that are told apart; when they are used up, two become one. */
const MOST_SPANS = 60;
const FIRST_SPAN_MS = 250;

/** How busy the workers were, over time. */
export interface UtilisationOverTime {
  /** Length of a span in ms. */
  readonly spanMs: number;
  /** For each worker its busy share of each span, 0–1; the last span may not be over. */
  readonly workers: readonly { readonly name: string; readonly busy: readonly number[] }[];
}

/** Counts each worker's busy time, span by span, in bounded memory. */
export class UtilisationRecorder {
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #busyMs = new Map<string, number[]>();
  readonly #busySince = new Map<string, number>();
  #spanMs = FIRST_SPAN_MS;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  readonly add = ({ event, worker }: PoolEvent): void => {
    if (worker === null) return;
    if (event === 'started') this.#busySince.set(worker, this.#now);
    if (event === 'done' || event === 'failed' || event === 'retry') {
      this.#countUpTo(worker, this.#now);
      this.#busySince.delete(worker);
    }
  };

  snapshot(): UtilisationOverTime {
    const now = this.#now;
    while (now > this.#spanMs * MOST_SPANS) this.#joinSpans();
    for (const worker of this.#busySince.keys()) this.#countUpTo(worker, now);
    const spans = Math.ceil(now / this.#spanMs);
    const names = [...this.#busyMs.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    const share = (name: string, span: number): number => {
      const length = Math.min(this.#spanMs, now - span * this.#spanMs);
      return Math.min(1, (this.#busyMs.get(name)?.[span] ?? 0) / length);
    };
    return {
      spanMs: this.#spanMs,
      workers: names.map((name) => ({
        name,
        busy: Array.from({ length: spans }, (_, span) => share(name, span)),
      })),
    };
  }

  get #now(): number {
    return this.#clock.now() - this.#startedAt;
  }

  #countUpTo(worker: string, to: number): void {
    const from = this.#busySince.get(worker);
    if (from === undefined) return;
    while (to > this.#spanMs * MOST_SPANS) this.#joinSpans();
    const busy = this.#busyMs.get(worker) ?? [];
    this.#busyMs.set(worker, busy);
    for (let span = Math.floor(from / this.#spanMs); span * this.#spanMs < to; span += 1) {
      const begin = Math.max(from, span * this.#spanMs);
      const end = Math.min(to, (span + 1) * this.#spanMs);
      busy[span] = (busy[span] ?? 0) + end - begin;
    }
    this.#busySince.set(worker, to);
  }

  #joinSpans(): void {
    this.#spanMs *= 2;
    for (const [worker, busy] of this.#busyMs) {
      const joined = Array.from(
        { length: Math.ceil(busy.length / 2) },
        (_, span) => (busy[2 * span] ?? 0) + (busy[2 * span + 1] ?? 0),
      );
      this.#busyMs.set(worker, joined);
    }
  }
}
