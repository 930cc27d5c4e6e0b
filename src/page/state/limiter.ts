/**
 * Lets at most `places` tasks run at once, the others in the order of asking. Reading a hundred dropped files at once
 * would open a hundred decoders.
 */
export const limiter = (places: number) => {
  let free = places;
  const waiting: (() => void)[] = [];

  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
};
