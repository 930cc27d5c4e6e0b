import { RenderError } from '../shared/errors';
import { isHexColor } from './barColor';

/** What a number may be, and what it is where it is left out. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/** A setting that cannot be used; `what` begins with the setting's name. */
export const invalidSetting = (what: string): RenderError =>
  new RenderError({ category: 'invalid-settings', message: what });

/**
 * @returns the value, or the default where it is left out
 * @throws RenderError `invalid-settings`, as all checks here
 */
export const numberIn = (name: string, value: number | undefined, range: Range): number => {
  const number = value ?? range.default;
  if (typeof number === 'number' && number >= range.min && number <= range.max) return number;
  throw invalidSetting(`${name} must be a number from ${range.min} to ${range.max}, not ${number}.`);
};

export const oneOf = <T>(name: string, allowed: readonly T[], value: T): T => {
  if (allowed.includes(value)) return value;
  throw invalidSetting(`${name} must be one of ${allowed.join(', ')}, not ${value}.`);
};

/** @returns the colour in small letters */
export const hexColor = (name: string, value: string): string => {
  if (isHexColor(value)) return value.toLowerCase();
  throw invalidSetting(`${name} must be a colour like #1a2b3c, not ${value}.`);
};

export const yesOrNo = (name: string, value: boolean): boolean => {
  if (typeof value === 'boolean') return value;
  throw invalidSetting(`${name} must be true or false, not ${value}.`);
};

/** Nothing is ignored: a setting whose name is mistyped is told, not left out. */
export const onlyKnown = (what: string, options: object, known: readonly string[]): void => {
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw invalidSetting(`${what} has no setting “${unknown}”; there are: ${known.join(', ')}.`);
};
