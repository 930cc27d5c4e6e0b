/** Something in a subtitle file that had to be skipped. */
export interface SubtitleProblem {
  /** Counted from 1; `null` where it concerns no single line. */
  readonly line: number | null;
  /** Goes on from "this cue": `ends before it begins`. */
  readonly reason: string;
}

/** A file of rubbish must not become a list that nobody can read. */
const MOST_PROBLEMS = 1000;

/** Collects what is skipped. */
export class Problems {
  readonly #list: SubtitleProblem[] = [];
  #count = 0;

  add(line: number, reason: string): void {
    this.#count += 1;
    if (this.#count <= MOST_PROBLEMS) this.#list.push({ line, reason });
  }

  /** In the order of the file. */
  get list(): readonly SubtitleProblem[] {
    this.#list.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    const more = this.#count - this.#list.length;
    return more === 0 ? this.#list : [...this.#list, { line: null, reason: `${more} more were skipped` }];
  }
}
