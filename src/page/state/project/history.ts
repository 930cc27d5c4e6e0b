/** More steps back than anybody counts. */
const MOST_STEPS = 100;

/** States one after the other, with a way back and forth again. Bounded. */
export class History<T> {
  readonly #isSame: (before: T, now: T) => boolean;
  #past: T[] = [];
  #future: T[] = [];
  #now: T;

  /** @param isSame whether going from one to the other would be no step for a person */
  constructor(now: T, isSame: (before: T, now: T) => boolean) {
    this.#now = now;
    this.#isSame = isSame;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** What is there now. A new step ends the way forth. */
  record(now: T): void {
    if (!this.#isSame(this.#now, now)) {
      this.#past = [...this.#past, this.#now].slice(-MOST_STEPS);
      this.#future = [];
    }
    this.#now = now;
  }

  /** @returns the state before; `null`: there is none */
  undo(): T | null {
    const before = this.#past.pop();
    if (before === undefined) return null;
    this.#future.push(this.#now);
    this.#now = before;
    return before;
  }

  /** @returns the state that was undone last; `null`: there is none */
  redo(): T | null {
    const after = this.#future.pop();
    if (after === undefined) return null;
    this.#past.push(this.#now);
    this.#now = after;
    return after;
  }
}
