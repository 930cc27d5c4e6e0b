/** Numbers of things in words. */
import { formatCount, formatPlural } from '../../format';

export const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${formatPlural(count, { one, other: many })}`;

export const percent = (share: number): string => `${formatCount(Math.round(share * 100))} %`;
