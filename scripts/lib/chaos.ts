/**
 * Faults that tests let the page's workers have. What does it is in `chaosInPage.ts`: it wraps the page's `Worker` from
 * outside, so nothing in the product knows of it.
 */
export const FAULTS = ['kill', 'crash', 'hang', 'garbage', 'oom', 'slow', 'double'] as const;
export type Fault = (typeof FAULTS)[number];

export interface Chaos {
  /** Each fault happens to one clip's job in so many, on average. */
  readonly oneIn: Partial<Readonly<Record<Fault, number>>>;
  /** The same seed gives the same faults to the same jobs. */
  readonly seed: number;
}

const isFault = (text: string): text is Fault => FAULTS.some((fault) => fault === text);

/**
 * Reads `kill:5,hang:7`: one job in five is killed, one in seven hangs.
 * @throws Error saying what is wrong with it
 */
export const parseChaos = (spec: string, seed: number): Chaos => {
  const oneIn: Partial<Record<Fault, number>> = {};
  for (const part of spec.split(',')) {
    const [name = '', count = ''] = part.split(':');
    if (!isFault(name)) throw new Error(`--chaos knows ${FAULTS.join(', ')}, not "${name}".`);
    if (!/^[1-9]\d*$/.test(count)) throw new Error(`--chaos needs a number for each fault, like ${name}:5.`);
    oneIn[name] = Number(count);
  }
  return { oneIn, seed };
};
