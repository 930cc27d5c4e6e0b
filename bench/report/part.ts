/** A table of words and figures; as many cells in each row as columns. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A chart, drawn: an `<svg>` element. */
export interface Chart {
  readonly title: string;
  readonly svg: string;
}

/** What one part of the benchmark found out. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** What was measured and how, what was left out and why: a sentence each. */
  readonly notes: readonly string[];
  readonly tables: readonly Table[];
  readonly charts: readonly Chart[];
  /** All figures, for programs. */
  readonly figures: unknown;
}
