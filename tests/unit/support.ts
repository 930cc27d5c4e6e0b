import type { Clock } from '../../src/pool/clock';
import type { PoolWorker } from '../../src/pool/types';
import type { VideoTrackInfo } from '../../src/shared/media';
import type { StoredFile, StoreFolder } from '../../src/store/folder';

/** Time that moves only when a test says so. */
export class FakeClock implements Clock {
  #now = 0;
  #timers: { at: number; action: () => void }[] = [];

  now = (): number => this.#now;

  after = (ms: number, action: () => void): (() => void) => {
    const timer = { at: this.#now + ms, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  async advance(ms: number): Promise<void> {
    await settle();
    this.#now += ms;
    const due = this.#timers.filter((timer) => timer.at <= this.#now);
    this.#timers = this.#timers.filter((timer) => timer.at > this.#now);
    for (const { action } of due) action();
    await settle();
  }

  get pending(): number {
    return this.#timers.length;
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

type Behaviour = (job: string, onProgress: (done: number, total: number) => void) => Promise<string>;

/** A worker that does what the test tells it. */
export class FakeWorker implements PoolWorker<string, string> {
  terminated = false;
  usable = true;
  readonly jobs: string[] = [];
  #die: (error: Error) => void = () => {};
  readonly #death = new Promise<never>((_, reject) => {
    this.#die = reject;
  });

  constructor(
    readonly name: string,
    readonly behaviour: Behaviour,
    readonly onStart: () => Promise<void> = async () => {},
    readonly safer = false,
    readonly onPrepare: () => Promise<void> = async () => {},
  ) {
    this.#death.catch(() => {});
  }

  prepare(): Promise<void> {
    return Promise.race([this.onPrepare(), this.#death]);
  }

  start(): Promise<void> {
    return Promise.race([this.onStart(), this.#death]);
  }

  run(job: string, onProgress: (done: number, total: number) => void): Promise<string> {
    this.jobs.push(job);
    return Promise.race([this.behaviour(job, onProgress), this.#death]);
  }

  terminate(): void {
    this.terminated = true;
    this.#die(new Error('terminated'));
  }
}

/** A promise with its ends outside. */
export const deferred = <T>() => {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
};

/** A folder in memory, on a disk of limited size. Each write happens a millisecond after the one before. */
export class FakeFolder implements StoreFolder {
  readonly files = new Map<string, File>();
  capacity = Number.POSITIVE_INFINITY;
  writes = 0;

  async read(name: string): Promise<File | null> {
    return this.files.get(name) ?? null;
  }

  async write(name: string, parts: readonly BlobPart[]): Promise<void> {
    this.writes += 1;
    const file = new File([...parts], name, { lastModified: this.writes });
    const others = [...this.files.values()].filter((other) => other.name !== name);
    const taken = others.reduce((sum, { size }) => sum + size, 0);
    if (taken + file.size > this.capacity) throw new DOMException('No room', 'QuotaExceededError');
    this.files.set(name, file);
  }

  async remove(name: string): Promise<void> {
    this.files.delete(name);
  }

  async list(): Promise<readonly StoredFile[]> {
    return [...this.files.values()];
  }
}

/** A plain video as headers tell of it: 1280 × 720, 30 fps, 12 s. */
export const videoTrack = (own: Partial<VideoTrackInfo> = {}): VideoTrackInfo => ({
  codec: 'avc',
  codedSize: { width: 1280, height: 720 },
  displaySize: { width: 1280, height: 720 },
  rotation: 0,
  mirrored: false,
  interlaced: false,
  frameRate: 30,
  startSeconds: 0,
  durationSeconds: 12,
  colour: { primaries: null, transfer: null, matrix: null, fullRange: null },
  ...own,
});
