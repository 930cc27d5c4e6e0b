/** A clip's encode, as far as it matters for the time that is left. */
export interface ClipWork {
  /** Clips of the same material take the same time for the same work. */
  readonly material: number;
  /** What it was expected to take, in ms (`costs/`). */
  readonly work: number;
  readonly state: 'waiting' | 'running' | 'done';
  /** 0–1 of its frames. */
  readonly fraction: number;
  /** What a worker has spent on it so far, in ms. */
  readonly spentMs: number;
  /** What it still takes by its own pace (`ownMsLeft`); `null` while that is not known. */
  readonly ownMsLeft: number | null;
  /** The first one of a new worker, which takes longer: the engine’s code is compiled for the machine while it runs. */
  readonly isFirst: boolean;
}

/** How far a clip was when its worker reported. */
export interface Report {
  readonly at: number;
  /** 0–1 of its frames. */
  readonly fraction: number;
}

/**
 * Of all work so much has to be done before its pace means anything. What was measured in earlier renders counts as much as
 * such a part.
 */
const PACE_FROM = 0.05;

/** A clip is its own best measure when so much of it was done between its first report and its last. */
const OWN_PACE_FROM = 0.25;

/** A clip that takes longer than was guessed still has so much of that before it. */
const LEAST_LEFT = 0.1;

/** What a clip still takes by its own pace. That counts from its first report: cutting and starting come before. */
export const ownMsLeft = (first: Report, last: Report, now: number): number | null => {
  const done = last.fraction - first.fraction;
  if (done < OWN_PACE_FROM) return null;
  const left = ((last.at - first.at) / done) * (1 - last.fraction);
  return Math.max(0, left - (now - last.at));
};

/** Sums up paces: time for work. */
class Pace {
  #ms = 0;
  #work = 0;

  add(ms: number, work: number): void {
    this.#ms += ms;
    this.#work += work;
  }

  get work(): number {
    return this.#work;
  }

  get msEach(): number {
    return this.#work > 0 ? this.#ms / this.#work : 0;
  }
}

/** What a clip tells of the pace. */
interface Sample {
  readonly material: number;
  readonly ms: number;
  readonly work: number;
  /** 2: it is done, or will be by its own pace; 1: so is its worker’s first; 0: it has only begun, and its cut counts in full. */
  readonly worth: 0 | 1 | 2;
}

const sampleOf = ({
  material,
  work,
  state,
  fraction,
  spentMs,
  ownMsLeft: own,
  isFirst,
}: ClipWork): Sample => {
  const worth = isFirst ? 1 : 2;
  if (state === 'done') return { material, ms: spentMs, work, worth };
  if (own !== null) return { material, ms: spentMs + own, work, worth };
  return { material, ms: spentMs, work: work * fraction, worth: 0 };
};

const paceOf = (samples: readonly Sample[]): Pace => {
  const pace = new Pace();
  for (const { ms, work } of samples) pace.add(ms, work);
  return pace;
};

/** Of a worker's first clips it counts which is how much faster than the others; how fast they are, the later ones tell. */
const asLater = (firsts: readonly Sample[], later: Pace): Sample[] => {
  const { msEach } = paceOf(firsts);
  return firsts.map((sample) => ({ ...sample, ms: (sample.ms * later.msEach) / msEach }));
};

/** By the samples that are worth most, if there are enough of those. */
const measure = (clips: readonly ClipWork[], total: number, isMeasured: boolean) => {
  const samples = clips.map(sampleOf).filter(({ work }) => work > 0);
  const worth = (least: Sample['worth']): Sample[] => samples.filter((sample) => sample.worth >= least);
  const areEnough = (some: readonly Sample[]): boolean => paceOf(some).work >= total * PACE_FROM;
  const later = worth(2);
  const firsts = worth(1).filter((sample) => !later.includes(sample));
  const known = areEnough(later)
    ? [...later, ...asLater(firsts, paceOf(later))]
    : ([worth(1), samples].find(areEnough) ?? []);
  const all = paceOf(known);
  if (isMeasured) all.add(total * PACE_FROM, total * PACE_FROM);
  const byMaterial = new Map<number, Pace>();
  for (const { material, ms, work } of known) {
    const own = byMaterial.get(material) ?? new Pace();
    byMaterial.set(material, own);
    own.add(ms, work);
  }
  return { all, byMaterial };
};

/**
 * The time until all clips are encoded, in ms: what each still takes by its own pace, else by that of its material,
 * else by that of all, given to the workers in order as the pool does it. So the end, when the last clips keep few
 * workers busy, counts as what it is.
 * @param others what other jobs still take, each on a worker of its own, in ms
 * @param isMeasured what is expected of the clips was measured on this machine, by earlier renders
 * @returns `null` while too little is known
 */
export const encodingMsLeft = (
  clips: readonly ClipWork[],
  workers: number,
  others: readonly number[],
  isMeasured = false,
): number | null => {
  const total = clips.reduce((sum, { work }) => sum + work, 0);
  const { all, byMaterial } = measure(clips, total, isMeasured);
  if (clips.every(({ state }) => state === 'done')) return Math.max(0, ...others);
  if (all.work < total * PACE_FROM) return null;

  const leftOf = ({ material, work, spentMs, ownMsLeft: own }: ClipWork): number => {
    if (own !== null) return own;
    const guess = work * (byMaterial.get(material) ?? all).msEach;
    return Math.max(guess - spentMs, guess * LEAST_LEFT);
  };
  const running = clips.filter(({ state }) => state === 'running').map(leftOf);
  const free = [...running, ...others];
  while (free.length < workers) free.push(0);
  for (const clip of clips) {
    if (clip.state !== 'waiting') continue;
    const earliest = free.indexOf(Math.min(...free));
    free[earliest] = (free[earliest] ?? 0) + leftOf(clip);
  }
  return Math.max(...free);
};
