import { RenderError } from '../shared/errors';
import { isHexColor } from './barColor';

/** What a number may be. */
export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** What a number may be, and what it is where it is left out. */
export interface Range extends Limits {
  readonly default: number;
}

/** Longest text of a value or a name that a message shows. */
const MOST_SHOWN = 60;

const shortened = (text: string): string =>
  text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;

/** Any value as a message shows it; texts in quotes, so that `"2"` is told from `2`. */
export const shown = (value: unknown): string => {
  if (typeof value === 'string') return shortened(JSON.stringify(value));
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : shortened(String(value));
};

/** A setting that cannot be used; `what` begins with the setting's name, so that its place can be put before it. */
export const invalidSetting = (what: string): RenderError =>
  new RenderError({ category: 'invalid-settings', message: what });

/**
 * @returns the value, if it is within the limits
 * @throws RenderError `invalid-settings`, as all checks here. Values may come from a file, and be of any type.
 */
export const numberWithin = (name: string, value: number, { min, max }: Limits): number => {
  if (typeof value === 'number' && value >= min && value <= max) return value;
  throw invalidSetting(`${name} must be a number from ${min} to ${max}, not ${shown(value)}.`);
};

/** @returns the value, or the default where it is left out */
export const numberIn = (name: string, value: number | undefined, range: Range): number =>
  numberWithin(name, value === undefined ? range.default : value, range);

export const wholeNumberWithin = (name: string, value: number, { min, max }: Limits): number => {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw invalidSetting(`${name} must be a whole number from ${min} to ${max}, not ${shown(value)}.`);
};

export const oneOf = <T>(name: string, allowed: readonly T[], value: T): T => {
  if (allowed.includes(value)) return value;
  throw invalidSetting(`${name} must be one of ${allowed.join(', ')}, not ${shown(value)}.`);
};

/** @returns the colour in small letters */
export const hexColor = (name: string, value: string): string => {
  if (typeof value === 'string' && isHexColor(value)) return value.toLowerCase();
  throw invalidSetting(`${name} must be a colour like #1a2b3c, not ${shown(value)}.`);
};

export const yesOrNo = (name: string, value: boolean): boolean => {
  if (typeof value === 'boolean') return value;
  throw invalidSetting(`${name} must be true or false, not ${shown(value)}.`);
};

export const textOf = (name: string, value: string): string => {
  if (typeof value === 'string' && value !== '') return value;
  throw invalidSetting(`${name} must be a text that is not empty, not ${shown(value)}.`);
};

/** Nothing is ignored: a setting whose name is mistyped is told, not left out. */
export const onlyKnown = (what: string, options: object, known: readonly string[]): void => {
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw invalidSetting(`${shortened(unknown)} is no setting of ${what}; there are: ${known.join(', ')}.`);
};

/** Whether it is what JSON writes in braces. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
