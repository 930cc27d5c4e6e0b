/** Does `work` on all items, at most `most` at a time, in order; results are in the items' order. */
export const inParallel = async <T, R>(
  items: readonly T[],
  most: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  const waiting = [...items.entries()];
  const next = async (): Promise<void> => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      const [index, item] = entry;
      results[index] = await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: most }, next));
  return results;
};
