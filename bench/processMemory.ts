import { readdirSync, readFileSync } from 'node:fs';

/** Parents of all processes, as Linux tells them; none on other systems. */
const parents = (): Map<number, number> => {
  const found = new Map<number, number>();
  for (const name of processNames()) {
    try {
      // The name in brackets can hold anything; the parent is the second field behind it.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      found.set(Number(name), Number(fields[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
};

const processNames = (): string[] => {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
};

/** The processes that this one has started itself. */
export const childrenOfThis = (): Set<number> =>
  new Set([...parents()].filter(([, parent]) => parent === process.pid).map(([child]) => child));

/** A process of `roots`, or one that descends from it. */
const isBelow = (roots: ReadonlySet<number>, process_: number, of: ReadonlyMap<number, number>): boolean => {
  for (let at: number | undefined = process_; at !== undefined && at > 1; at = of.get(at)) {
    if (roots.has(at)) return true;
  }
  return false;
};

/** Memory of a process, shared pages counted by their share (PSS), in bytes; 0 once it has ended. */
const memoryOf = (process_: number): number => {
  try {
    const rollup = readFileSync(`/proc/${process_}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
};

/** Looking costs: four times a second it took a seventh of a core from what was measured. */
const EVERY_MS = 1000;

/** Watches the memory of some processes and all that descend from them. Sees nothing but on Linux. */
export class MemoryWatch implements Disposable {
  readonly #roots: () => ReadonlySet<number>;
  #peak = 0;
  readonly #timer = setInterval(() => this.#look(), EVERY_MS);

  /** @param roots the processes; or those among this one's children that were not there at first */
  constructor(roots: ReadonlySet<number> | 'new children') {
    const before = roots === 'new children' ? childrenOfThis() : null;
    this.#roots = () =>
      roots === 'new children'
        ? new Set([...childrenOfThis()].filter((child) => before?.has(child) !== true))
        : roots;
  }

  #look(): void {
    const of = parents();
    const roots = this.#roots();
    const watched = [...of.keys()].filter((process_) => isBelow(roots, process_, of));
    this.#peak = Math.max(
      this.#peak,
      watched.reduce((sum, process_) => sum + memoryOf(process_), 0),
    );
  }

  /** Most bytes seen at one time. */
  get peak(): number {
    this.#look();
    return this.#peak;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
