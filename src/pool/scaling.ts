/** How busy the machine is, as the Compute Pressure API tells (W3C, “pressure state”). */
export type Pressure = 'nominal' | 'fair' | 'serious' | 'critical';

export interface ScalingOptions {
  /** Most workers that are useful here. */
  readonly most: number;
}

/** One look at how things go. */
export interface ScalingSample {
  /** In ms; only differences mean anything. */
  readonly time: number;
  /** `null` where the browser does not tell. */
  readonly pressure: Pressure | null;
  /** Units of work done so far, of all workers together: frames. */
  readonly done: number;
}

/** A decision holds for so long at least, in ms: workers take time to start, and to show what they bring. */
const HOLD_MS = 5_000;

/** So many calm looks in a row bring a worker back; more of them while the browser still says that the machine is full. */
const CALM_LOOKS = 3;
const CALM_LOOKS_WHEN_FULL = 15;

/** A trial with one worker fewer counts as good where the pace stays within this share. */
const SAME_PACE = 0.97;

/**
 * Below this share of the best pace seen with as many workers, and that for so many looks, the machine is taken for busy
 * with something else. Pictures differ in what they cost, so less tells nothing.
 */
const SLOWED = 0.35;
const SLOW_LOOKS = 3;

/**
 * How many workers are to be at work, from how things go. Much slower than it was with as many workers means that others
 * need the machine: one fewer, down to one; calm for a while, one more; a worker that brought nothing when it was taken
 * away stays away. Pressure alone tells nothing, since a pool that does its work well fills the machine; but where the
 * browser tells that there is none, slow pictures are what they are.
 */
export class Scaling {
  readonly #most: number;
  #workers: number;
  #decidedAt = Number.NEGATIVE_INFINITY;
  #calm = 0;
  #slow = 0;
  #last: ScalingSample | null = null;
  /** Best pace seen with each number of workers, in units a second. */
  readonly #best = new Map<number, number>();

  constructor({ most }: ScalingOptions) {
    this.#most = most;
    this.#workers = most;
  }

  get workers(): number {
    return this.#workers;
  }

  /** Takes a look into account. @returns how many workers are to be at work from now on */
  look(sample: ScalingSample): number {
    const last = this.#last;
    this.#last = sample;
    if (!last || sample.time <= last.time) return this.#workers;
    const pace = ((sample.done - last.done) / (sample.time - last.time)) * 1000;
    const isFull = sample.pressure === 'serious' || sample.pressure === 'critical';
    const isBusy = this.#isSlowed(pace) && (isFull || sample.pressure === null);
    this.#best.set(this.#workers, Math.max(pace, this.#best.get(this.#workers) ?? 0));
    this.#calm = isBusy ? 0 : this.#calm + 1;
    if (sample.time - this.#decidedAt < HOLD_MS) return this.#workers;
    if (isBusy && this.#workers > 1) this.#decide(this.#workers - 1, sample.time);
    else if (
      this.#calm >= (isFull ? CALM_LOOKS_WHEN_FULL : CALM_LOOKS) &&
      this.#workers < this.#most &&
      this.#bringsSomething(pace)
    ) {
      this.#decide(this.#workers + 1, sample.time);
    }
    return this.#workers;
  }

  #isSlowed(pace: number): boolean {
    const best = this.#best.get(this.#workers);
    const isSlow = best !== undefined && pace > 0 && pace < best * SLOWED;
    this.#slow = isSlow ? this.#slow + 1 : 0;
    return this.#slow >= SLOW_LOOKS;
  }

  /**
   * Whether one more worker was, when it was there, faster than what is reached without it. Where it was slower, others
   * held it up then.
   */
  #bringsSomething(pace: number): boolean {
    const withMore = this.#best.get(this.#workers + 1);
    return withMore === undefined || pace < withMore * SAME_PACE || pace > withMore / SAME_PACE;
  }

  #decide(workers: number, time: number): void {
    this.#workers = workers;
    this.#decidedAt = time;
    this.#calm = 0;
  }
}
