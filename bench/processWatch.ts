import { readdirSync, readFileSync } from 'node:fs';

/** Of a processor's time Linux tells in ticks of this many a second (`USER_HZ`, proc(5)). */
const TICKS_A_SECOND = 100;

interface ProcessFields {
  readonly parent: number;
  /** Processor time of its own, in seconds. */
  readonly ownSeconds: number;
  /** That of children that ended and that it waited for. */
  readonly endedSeconds: number;
}

/** All processes, as Linux tells them; none on other systems. */
const processes = (): Map<number, ProcessFields> => {
  const found = new Map<number, ProcessFields>();
  for (const name of processNames()) {
    try {
      // The name in brackets can hold anything; what stands behind it begins with the third field, the state.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
        .map(Number);
      const [, parent = 0] = fields;
      // Fields 14 to 17.
      const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
      found.set(Number(name), {
        parent,
        ownSeconds: (user + system) / TICKS_A_SECOND,
        endedSeconds: (endedUser + endedSystem) / TICKS_A_SECOND,
      });
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

const childrenAmong = (all: ReadonlyMap<number, ProcessFields>): Set<number> =>
  new Set([...all].filter(([, { parent }]) => parent === process.pid).map(([child]) => child));

/** The processes that this one has started itself. */
export const childrenOfThis = (): Set<number> => childrenAmong(processes());

/** A process of `roots`, or one that descends from it. */
const isBelow = (
  roots: ReadonlySet<number>,
  process_: number,
  all: ReadonlyMap<number, ProcessFields>,
): boolean => {
  for (let at: number | undefined = process_; at !== undefined && at > 1; at = all.get(at)?.parent) {
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

/** Looking takes about 20 ms of a core away from what is measured. */
const EVERY_MS = 3000;

/** Watches some processes and all that descend from them. Sees nothing but on Linux. */
export class ProcessWatch implements Disposable {
  /** `null`: children of this process, but for those of before. */
  readonly #roots: ReadonlySet<number> | null;
  readonly #childrenBefore = childrenOfThis();
  readonly #cpuBefore: number;
  #peak = 0;
  readonly #timer = setInterval(() => this.#look(), EVERY_MS);

  /** @param roots the processes; or those among this one's children that were not there at first */
  constructor(roots: ReadonlySet<number> | 'new children') {
    this.#roots = roots === 'new children' ? null : roots;
    this.#cpuBefore = this.#cpu();
  }

  /** Most bytes seen at one time. */
  get peakBytes(): number {
    this.#look();
    return this.#peak;
  }

  /** Processor time since the watch began, in seconds, of all cores together; 0 where the system does not tell. */
  get cpuSeconds(): number {
    return this.#cpu() - this.#cpuBefore;
  }

  #watched(all: ReadonlyMap<number, ProcessFields>): number[] {
    const isNew = (child: number): boolean => !this.#childrenBefore.has(child);
    const roots = this.#roots ?? new Set([...childrenAmong(all)].filter(isNew));
    return [...all.keys()].filter((process_) => isBelow(roots, process_, all));
  }

  #look(): void {
    const sum = this.#watched(processes()).reduce((bytes, process_) => bytes + memoryOf(process_), 0);
    this.#peak = Math.max(this.#peak, sum);
  }

  #cpu(): number {
    const all = processes();
    const watched = this.#watched(all).map((process_) => all.get(process_));
    const running = watched.reduce((sum, one) => sum + (one?.ownSeconds ?? 0) + (one?.endedSeconds ?? 0), 0);
    // New children end as this process's own.
    return running + (this.#roots ? 0 : (all.get(process.pid)?.endedSeconds ?? 0));
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
