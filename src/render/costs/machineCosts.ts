import type { ClipParts } from './clipParts';
import type { CostModel } from './costModel';
import type { Maker } from './makers';
import { parseModel, serializeModel } from './storedModel';

/** Where a text is kept from one visit to the next. */
export interface CostMemory {
  read(): string | null;
  write(text: string): void;
}

/** What is known of this machine. */
export class MachineCosts {
  readonly #memory: CostMemory;

  constructor(memory: CostMemory) {
    this.#memory = memory;
  }

  /** As it is now: another tab may have learned something too. */
  get model(): CostModel {
    return parseModel(this.#memory.read());
  }

  /** Learns from a clip that took `ms`. */
  learn(maker: Maker, parts: ClipParts, ms: number): void {
    this.#memory.write(serializeModel(this.model.with(maker, parts, ms)));
  }
}

const KEY = 'cliploom.costs';

/**
 * The page's local storage. Without one, where it is full, or where the browser refuses it, what is learned lasts as long as
 * the page.
 */
export const browserMemory = (): CostMemory => {
  /** What the browser would not take. */
  let kept: string | null = null;
  return {
    read: () => {
      if (kept !== null) return kept;
      try {
        return localStorage.getItem(KEY);
      } catch {
        return null;
      }
    },
    write: (text) => {
      try {
        localStorage.setItem(KEY, text);
        kept = null;
      } catch {
        kept = text;
      }
    },
  };
};

export const machineCosts = new MachineCosts(browserMemory());
