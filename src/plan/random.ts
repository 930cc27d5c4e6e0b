/**
 * A small seeded random number generator (mulberry32 by Tommy Ettinger, public domain): the same seed gives the same
 * numbers in every browser. Not for cryptography.
 * @returns a function that gives numbers from 0 (included) to 1 (excluded)
 */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A shuffled copy (Fisher–Yates). */
export const shuffled = <T>(items: readonly T[], random: () => number): T[] => {
  const result: T[] = [];
  for (const item of items) {
    // The "inside-out" form: put each item at a random place of the part that is already there.
    const place = Math.floor(random() * (result.length + 1));
    const displaced = result[place];
    if (displaced === undefined) {
      result.push(item);
    } else {
      result[place] = item;
      result.push(displaced);
    }
  }
  return result;
};
