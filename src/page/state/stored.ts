interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/**
 * Settings as they were remembered. Anything could be in there (an older version, another program): every field that is
 * missing or not possible gets its default.
 */
export class Stored {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(json: string | null) {
    let stored: unknown;
    try {
      stored = JSON.parse(json ?? 'null');
    } catch {
      stored = null;
    }
    this.#fields = typeof stored === 'object' && stored !== null ? { ...stored } : {};
  }

  oneOf<T>(name: string, allowed: readonly T[], otherwise: T): T {
    return allowed.find((one) => one === this.#fields[name]) ?? otherwise;
  }

  numberIn(name: string, range: NumberRange): number {
    const value = this.#fields[name];
    return typeof value === 'number' && value >= range.min && value <= range.max ? value : range.default;
  }

  yesOrNo(name: string, otherwise: boolean): boolean {
    const value = this.#fields[name];
    return typeof value === 'boolean' ? value : otherwise;
  }

  /** @param isPossible whether this text can be the setting */
  text(name: string, isPossible: (value: string) => boolean, otherwise: string): string {
    const value = this.#fields[name];
    return typeof value === 'string' && isPossible(value) ? value : otherwise;
  }

  /** A number, or an empty field (`null`). */
  number(name: string, isPossible: (value: number) => boolean, otherwise: number | null): number | null {
    const value = this.#fields[name];
    return typeof value === 'number' && isPossible(value) ? value : otherwise;
  }
}
