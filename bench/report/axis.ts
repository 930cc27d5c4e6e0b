/** About `wanted` round numbers from 0 to at least `most`: steps of 1, 2 or 5 times a power of ten. */
export const ticks = (most: number, wanted = 5): number[] => {
  if (!(most > 0)) return [0, 1];
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const count = Math.ceil(most / step - 1e-9);
  // Counted, not added up, so that no step is 0.30000000000000004.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
};

/** Maps 0 … `most` to the pixels from `begin` to `end`. */
export const scale =
  (most: number, begin: number, end: number) =>
  (value: number): number =>
    Number((begin + (most > 0 ? value / most : 0) * (end - begin)).toFixed(1));
