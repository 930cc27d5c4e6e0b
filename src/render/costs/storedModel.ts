import { PARTS } from './clipParts';
import { CostModel } from './costModel';
import { MAKERS, type Maker } from './makers';
import { FACTOR_LIMITS, type Fit } from './recursiveFit';

/** Changes when parts, priors or makers mean something else: what an older version has learned is let go. */
const VERSION = 1;

/** A model of all makers has a tenth of it. */
const MOST_CHARACTERS = 50_000;

const MOST_COUNT = 1e9;

/** Fields that may be there, whatever they are. */
type Unchecked<Name extends string> = { readonly [name in Name]?: unknown };

const isRecord = <Name extends string>(value: unknown): value is Unchecked<Name> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const numbersOf = (value: unknown, length: number, isPossible: (one: number) => boolean): number[] | null =>
  Array.isArray(value) &&
  value.length === length &&
  value.every((one: unknown) => typeof one === 'number' && Number.isFinite(one) && isPossible(one))
    ? value
    : null;

/** Whether a symmetric matrix is that of a covariance: Cholesky's decomposition exists. */
const isCovariance = (matrix: readonly (readonly number[])[]): boolean => {
  const lower: number[][] = [];
  for (const [row, values] of matrix.entries()) {
    const line: number[] = [];
    for (let column = 0; column <= row; column += 1) {
      const before = line.reduce((sum, value, at) => sum + value * (lower[column]?.[at] ?? 0), 0);
      if (column < row) {
        const diagonal = lower[column]?.[column] ?? 1;
        line.push(((values[column] ?? 0) - before) / diagonal);
        continue;
      }
      const rest = (values[row] ?? 0) - line.reduce((sum, value) => sum + value ** 2, 0);
      if (!(rest > 0)) return false;
      line.push(Math.sqrt(rest));
    }
    lower.push(line);
  }
  return true;
};

const parseFit = (value: unknown): Fit | null => {
  if (!isRecord<keyof Fit>(value)) return null;
  const { min, max } = FACTOR_LIMITS;
  const size = PARTS.length;
  const factors = numbersOf(value.factors, size, (one) => one >= min && one <= max);
  const [count] = numbersOf([value.count], 1, (one) => one >= 1 && one <= MOST_COUNT) ?? [];
  if (!factors || count === undefined || !Array.isArray(value.covariance)) return null;
  const rows = value.covariance.map((row) => numbersOf(row, size, (one) => Math.abs(one) <= 4 * max ** 2));
  const covariance = rows.filter((row) => row !== null);
  if (rows.length !== size || covariance.length !== size) return null;
  // Rounding may have left the two halves a little apart.
  const symmetric = covariance.map((row, at) =>
    row.map((one, column) => (one + (covariance[column]?.[at] ?? 0)) / 2),
  );
  return isCovariance(symmetric) ? { factors, covariance: symmetric, count } : null;
};

/** What was stored; whatever of it is damaged, from another version or not of ours is as if it had never been learned. */
export const parseModel = (text: string | null): CostModel => {
  if (text === null || text.length > MOST_CHARACTERS) return new CostModel();
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return new CostModel();
  }
  if (!isRecord<'version' | 'fits'>(stored) || stored.version !== VERSION) return new CostModel();
  if (!isRecord<Maker>(stored.fits)) return new CostModel();
  const fits = new Map<Maker, Fit>();
  for (const maker of MAKERS) {
    const fit = Object.hasOwn(stored.fits, maker) ? parseFit(stored.fits[maker]) : null;
    if (fit) fits.set(maker, fit);
  }
  return new CostModel(fits);
};

export const serializeModel = ({ fits }: CostModel): string =>
  JSON.stringify({ version: VERSION, fits: Object.fromEntries(fits) });
