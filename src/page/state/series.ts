/** So many points are kept of a series, however long it gets. */
const MOST_POINTS = 60;

/** A figure over time, evenly spaced, in bounded memory: when it is full every other point goes, and the rest lie further apart. */
export class Series {
  readonly #first: number;
  #every: number;
  #points: number[] = [];

  /** @param every time between two points, in any unit */
  constructor(every: number) {
    this.#first = every;
    this.#every = every;
  }

  get points(): readonly number[] {
    return this.#points;
  }

  /** @param time since the begin; what comes before the next point is due changes the last one */
  add(time: number, value: number): void {
    while (time / this.#every >= MOST_POINTS) this.#halve();
    const place = Math.floor(time / this.#every);
    // Where nothing was told for a while, it was as before.
    while (this.#points.length < place) this.#points.push(this.#points.at(-1) ?? value);
    this.#points = [...this.#points.slice(0, place), value];
  }

  clear(): void {
    this.#points = [];
    this.#every = this.#first;
  }

  #halve(): void {
    this.#points = this.#points.filter((_, place) => place % 2 === 1);
    this.#every *= 2;
  }
}

/** Mean of several series, point by point, as far as the longest goes. */
export const meanOf = (all: readonly (readonly number[])[]): number[] =>
  Array.from({ length: Math.max(0, ...all.map(({ length }) => length)) }, (_, place) => {
    const values = all.flatMap((points) => points[place] ?? []);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });

/** Corners of a line through a series in a box of 100 × 100, its zero below; `most` is at the top. */
export const lineThrough = (points: readonly number[], most: number): string =>
  points
    .map((value, place) => {
      const x = points.length > 1 ? (place / (points.length - 1)) * 100 : 0;
      const y = 100 - Math.min(1, value / Math.max(most, 1e-9)) * 100;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
