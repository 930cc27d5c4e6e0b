import { readdirSync, readFileSync } from 'node:fs';

/** Parents of all processes, as Linux tells them. */
const parents = (): Map<number, number> => {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
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

const descendants = (): number[] => {
  const of = parents();
  const isMine = (process_: number): boolean => {
    for (let at = of.get(process_); at !== undefined && at > 1; at = of.get(at)) {
      if (at === process.pid) return true;
    }
    return false;
  };
  return [...of.keys()].filter(isMine);
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

const EVERY_MS = 250;

/** Watches the memory of all processes that this one has started: the browser with its tabs. Linux only. */
export class MemoryWatch implements Disposable {
  #peak = 0;
  readonly #timer = setInterval(() => this.#look(), EVERY_MS);

  #look(): void {
    this.#peak = Math.max(
      this.#peak,
      descendants().reduce((sum, process_) => sum + memoryOf(process_), 0),
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
