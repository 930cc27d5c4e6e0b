import { objectionTo } from '../objection';

/**
 * Those options that are possible, beside each other: a form may hold what is not finished.
 * @param check throws at options that are not possible
 */
export const possible = <T extends object>(options: T, check: (options: T) => unknown): T => {
  let kept = {} as T;
  for (const [name, value] of Object.entries(options)) {
    const more = { ...kept, [name]: value };
    if (value !== undefined && objectionTo(() => check(more)) === null) kept = more;
  }
  return kept;
};
