import type { Clock } from '../pool/clock';
import type { PoolEvent } from '../pool/types';
import type { LogEvent } from './types';

/** Events that are kept: the last ones, for a long render has tens of thousands. */
const MOST_EVENTS = 2000;

/** Events that a listener of the progress is given each time. */
const LATEST = 50;

/** What happened to clips and workers in one render, bounded in size. */
export class RenderLog {
  readonly #clock: Clock;
  readonly #startedAt: number;
  #events: LogEvent[] = [];
  #length = 0;
  #latest: readonly LogEvent[] | null = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  /** Events so far, forgotten ones included. */
  get length(): number {
    return this.#length;
  }

  /** The last few; the same array until something happens. */
  get latest(): readonly LogEvent[] {
    this.#latest ??= this.#events.slice(-LATEST);
    return this.#latest;
  }

  /** All that are kept; of those that are not the first one tells the number. */
  get events(): readonly LogEvent[] {
    const kept = this.#events.slice(-MOST_EVENTS);
    const forgotten = this.#length - kept.length;
    if (forgotten === 0) return kept;
    const detail = `${forgotten} earlier events`;
    return [{ time: 0, worker: null, clip: null, place: null, event: 'forgotten', detail }, ...kept];
  }

  readonly add = ({ event, worker, label, tag, detail }: PoolEvent): void => {
    this.#push({ worker, clip: label, place: tag, event, detail });
  };

  /** Something that no worker did: the render itself. */
  note(event: LogEvent['event'], detail: string, clip: string | null = null): void {
    this.#push({ worker: null, clip, place: null, event, detail });
  }

  #push(event: Omit<LogEvent, 'time'>): void {
    this.#events.push({ time: Math.round(this.#clock.now() - this.#startedAt), ...event });
    this.#length += 1;
    this.#latest = null;
    // Now and then, not each time: an array is shortened at its begin by copying it.
    if (this.#events.length >= 2 * MOST_EVENTS) this.#events = this.#events.slice(-MOST_EVENTS);
  }
}
