/**
 * What is known of the costs of one maker: how many times its prior each part of the work takes. A prior of 1 is what
 * it says; 2 is a machine that takes twice as long.
 */
export interface Fit {
  /** One for each part of the work. */
  readonly factors: readonly number[];
  /** How sure that is: covariance of the factors, symmetric. */
  readonly covariance: readonly (readonly number[])[];
  /** Observations so far. */
  readonly count: number;
}

/** Standard deviation of a measured time, as a share of it: clips of the same work differ by about as much. */
const NOISE = 0.2;

/**
 * Weight that an observation keeps with each one that comes after it (recursive least squares with exponential
 * forgetting: Ljung, System Identification, 2nd ed., 11.2). The last twenty-five or so count: other films, a new browser and a
 * laptop without its charger are noticed.
 */
const FORGETTING = 0.96;

/** Variances of a prior: of what all parts share (the machine's speed), and of each alone. */
const SHARED_VARIANCE = 1;
const OWN_VARIANCE = 0.25;

/** Times beyond so many standard deviations count as this: a computer that slept tells nothing of a codec. */
const FARTHEST = 3;

/** No part is for nothing, and no machine a thousand times slower than was assumed. */
const LEAST = 0.02;
const MOST = 200;

export const FACTOR_LIMITS = { min: LEAST, max: MOST } as const;

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

const within = (value: number): number => Math.min(MOST, Math.max(LEAST, value));

/**
 * Before anything was observed.
 * @param factor what is known of the machine from elsewhere
 */
export const freshFit = (parts: number, factor: number): Fit => {
  const known = within(factor);
  const variance = known ** 2;
  return {
    factors: Array.from({ length: parts }, () => known),
    covariance: Array.from({ length: parts }, (_, row) =>
      Array.from(
        { length: parts },
        (__, column) => variance * (SHARED_VARIANCE + (row === column ? OWN_VARIANCE : 0)),
      ),
    ),
    count: 0,
  };
};

/** What a job takes, as a multiple of what the priors say. @param shares of the parts in what the priors say; they add up to 1 */
export const expectedRatio = ({ factors }: Fit, shares: readonly number[]): number => dot(factors, shares);

/**
 * Forgetting makes what is never observed ever less sure, without end: no factor gets less sure than twice itself. Rows and
 * columns are scaled alike, so a covariance stays one.
 */
const bounded = (covariance: readonly number[][], factors: readonly number[]): number[][] => {
  const scales = covariance.map((row, at) => {
    const most = (SHARED_VARIANCE + OWN_VARIANCE) * (factors[at] ?? 1) ** 2;
    const variance = row[at] ?? 0;
    return variance > most ? Math.sqrt(most / variance) : 1;
  });
  return covariance.map((row, at) =>
    row.map((value, column) => value * (scales[at] ?? 1) * (scales[column] ?? 1)),
  );
};

/**
 * Takes a measured job into account.
 * @param shares as for {@link expectedRatio}
 * @param ratio what it took, as a multiple of what the priors say
 */
export const observed = (fit: Fit, shares: readonly number[], ratio: number): Fit => {
  const expected = expectedRatio(fit, shares);
  const direction = fit.covariance.map((row) => dot(row, shares));
  const variance = Math.max(0, dot(direction, shares)) + (NOISE * expected) ** 2;
  const farthest = FARTHEST * Math.sqrt(variance);
  const surprise = Math.min(farthest, Math.max(-farthest, ratio - expected));
  const factors = fit.factors.map((factor, at) =>
    within(factor + ((direction[at] ?? 0) / variance) * surprise),
  );
  const covariance = fit.covariance.map((row, at) =>
    row.map(
      (value, column) => (value - ((direction[at] ?? 0) * (direction[column] ?? 0)) / variance) / FORGETTING,
    ),
  );
  return { factors, covariance: bounded(covariance, factors), count: fit.count + 1 };
};
