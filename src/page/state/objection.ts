import { RenderError } from '../../render/options';
import { text } from '../text';

/** What the library itself says against a setting: its limits are written down only there. */
export const objectionTo = (check: () => unknown): string | null => {
  try {
    check();
    return null;
  } catch (thrown) {
    if (thrown instanceof RenderError) return thrown.message;
    throw thrown;
  }
};

interface Limits {
  readonly min: number;
  readonly max: number;
}

const isWithin = (value: number, { min, max }: Limits): boolean => value >= min && value <= max;

/** What is wrong with a field that needs a number; `null` is an empty one. */
export const outside = (value: number | null, limits: Limits): string | null =>
  value !== null && isWithin(value, limits) ? null : text.settings.range(limits.min, limits.max);

/** The same for a field that may be empty. */
export const outsideUnlessEmpty = (value: number | null, limits: Limits): string | null =>
  value === null || isWithin(value, limits) ? null : text.settings.rangeOrEmpty(limits.min, limits.max);

/** Only what is said: a form asks for each field whether there is a sentence. */
export const said = <Name extends string>(
  objections: Readonly<Record<Name, string | null>>,
): Partial<Record<Name, string>> =>
  Object.fromEntries(Object.entries(objections).filter(([, sentence]) => sentence !== null)) as Partial<
    Record<Name, string>
  >;
