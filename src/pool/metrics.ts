import type { ErrorCategory } from '../shared/errors';
import type { Clock } from './clock';
import { median } from './median';
import type { JobOutcome, PoolEvent } from './types';
import { type UtilisationOverTime, UtilisationRecorder } from './utilisation';

/** Figures of the pool at work, live while it runs. */
export interface PoolMetrics {
  /** Wall time of a clip's encode in ms; all 0 before the first. */
  readonly clipMs: { readonly min: number; readonly median: number; readonly max: number };
  /** Encoded clips out of all that ended, 0–1; 1 before the first. */
  readonly successRate: number;
  /** Busy time of the workers out of workers × time since the first job, 0–1. */
  readonly workerUtilisation: number;
  readonly failuresByCategory: Partial<Record<ErrorCategory, number>>;
  /** Encoded clips a second since the first job. */
  readonly clipsPerSecond: number;
  /** Like `workerUtilisation`, but only over the time in which clips were still waiting for a worker, 0–1. */
  readonly windowEfficiency: number;
  /**
   * Sum of all encode times over the time since the first job: what one worker alone would have taken, if it were as
   * fast alone as beside others. An estimate; the benchmark measures it.
   */
  readonly estimatedSpeedup: number;
  /** Clips that an earlier render had encoded: the pool never had them, and no other figure counts them. */
  readonly cachedClips: number;
  /** How busy each worker was, other jobs than clips included. */
  readonly utilisationOverTime: UtilisationOverTime;
}

/** Counts what the clips of one render do to the pool. */
export class MetricsRecorder {
  readonly #clock: Clock;
  readonly #workers: number;
  readonly #utilisation: UtilisationRecorder;
  readonly #encodeMs: number[] = [];
  readonly #failures: Partial<Record<ErrorCategory, number>> = {};
  #failed = 0;
  #cached = 0;
  #busy = 0;
  #waiting = 0;
  #firstAt: number | null = null;
  #lastEndAt: number | null = null;
  #countedUpTo = 0;
  #busyMs = 0;
  /** Busy time and elapsed time while clips waited. */
  #pressedBusyMs = 0;
  #pressedMs = 0;

  constructor(clock: Clock, workers: number) {
    this.#clock = clock;
    this.#workers = workers;
    this.#utilisation = new UtilisationRecorder(clock);
  }

  /** Something happened in the pool. */
  onEvent(event: PoolEvent): void {
    this.#utilisation.add(event);
  }

  /** A clip was found encoded. */
  cached(): void {
    this.#cached += 1;
  }

  /** A clip was handed to the pool. */
  queued(): void {
    this.#advance();
    this.#waiting += 1;
  }

  /** A worker began to work on a clip that was waiting. */
  started(): void {
    this.#advance();
    this.#firstAt ??= this.#countedUpTo;
    this.#waiting -= 1;
    this.#busy += 1;
  }

  /** A clip that had been started ended. One that never got to a worker is started first, for no time. */
  ended(outcome: JobOutcome<unknown>): void {
    this.#advance();
    this.#busy -= 1;
    this.#lastEndAt = this.#countedUpTo;
    if (outcome.status === 'done') {
      this.#encodeMs.push(outcome.stats.runMs);
    } else {
      this.#failed += 1;
      const { category } = outcome.error;
      this.#failures[category] = (this.#failures[category] ?? 0) + 1;
    }
  }

  snapshot(): PoolMetrics {
    this.#advance();
    const times = this.#encodeMs;
    const ended = times.length + this.#failed;
    // Once nothing runs any more, the time that passes is not the pool's.
    const until = this.#busy > 0 ? this.#countedUpTo : (this.#lastEndAt ?? this.#countedUpTo);
    const elapsedMs = this.#firstAt === null ? 0 : until - this.#firstAt;
    const share = (part: number, whole: number) => (whole > 0 ? Math.min(1, part / whole) : 0);
    return {
      clipMs: {
        min: times.length > 0 ? Math.min(...times) : 0,
        median: median(times),
        max: times.length > 0 ? Math.max(...times) : 0,
      },
      successRate: ended > 0 ? times.length / ended : 1,
      workerUtilisation: share(this.#busyMs, elapsedMs * this.#workers),
      failuresByCategory: { ...this.#failures },
      clipsPerSecond: elapsedMs > 0 ? times.length / (elapsedMs / 1000) : 0,
      windowEfficiency: share(this.#pressedBusyMs, this.#pressedMs * this.#workers),
      estimatedSpeedup: elapsedMs > 0 ? times.reduce((sum, ms) => sum + ms, 0) / elapsedMs : 0,
      cachedClips: this.#cached,
      utilisationOverTime: this.#utilisation.snapshot(),
    };
  }

  /** Adds the time since the last event to the sums. */
  #advance(): void {
    const now = this.#clock.now();
    const passed = now - this.#countedUpTo;
    this.#countedUpTo = now;
    if (this.#firstAt === null) return;
    this.#busyMs += passed * this.#busy;
    if (this.#waiting > 0) {
      this.#pressedBusyMs += passed * this.#busy;
      this.#pressedMs += passed;
    }
  }
}
