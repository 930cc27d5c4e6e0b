import type { RenderError } from '../shared/errors';

/** A worker as the pool sees it. One job at a time. */
export interface PoolWorker<Job, Result> {
  /**
   * Gets what all workers need from outside, such as their program, and bounds itself. Where it rejects no worker can
   * ever start.
   */
  prepare(): Promise<void>;
  /** Gets it ready for its first job. Rejects if it cannot be started. */
  start(): Promise<void>;
  /** Rejects with a RenderError if the job fails, or the worker dies on it. */
  run(job: Job, onProgress: (done: number, total: number) => void): Promise<Result>;
  /** Ends it at once, whatever it is doing; a start or a run that is under way rejects. */
  terminate(): void;
  /** `false` once it has died or done what it must not: it is replaced before the next job. */
  readonly usable: boolean;
}

/** How a job went. */
export interface JobStats {
  /** How often it was tried. */
  readonly attempts: number;
  /** Name of the worker that did it, or tried it last; `null` if it never got to one. */
  readonly worker: string | null;
  /** From being handed in to the start of the last attempt, in ms. */
  readonly queuedMs: number;
  /** Length of the last attempt in ms. */
  readonly runMs: number;
}

export type JobOutcome<Result> =
  | { readonly status: 'done'; readonly result: Result; readonly stats: JobStats }
  | { readonly status: 'failed'; readonly error: RenderError; readonly stats: JobStats };

export interface JobOptions {
  /** Longest time for one attempt in ms. */
  readonly timeoutMs: number;
  /** Longest time without progress in ms, until the job's own pace is known (see `stallWatch.ts`). Left out: any. */
  readonly stallMs?: number | undefined;
  /** Whether it is tried again when it fails. Default `true`. */
  readonly retried?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whose job it is, for messages and lanes: a file's name. */
  readonly label: string;
  /** Whatever the caller wants to find again in the lanes. */
  readonly tag?: number | null;
  /**
   * Asked when a worker is free: of the jobs that wait the one with the most goes first, of equal ones that which came
   * first. Left out: before all that have an urgency.
   */
  readonly urgency?: (() => number) | undefined;
  readonly onProgress?: (done: number, total: number) => void;
  /** Called at each attempt, when a worker that is ready begins to work on it. */
  readonly onStart?: () => void;
}

/** A worker's place in the pool and what is going on there. */
export interface Lane {
  readonly name: string;
  readonly state: 'starting' | 'idle' | 'busy';
  readonly label: string | null;
  readonly tag: number | null;
  /** 0–1 of its job. */
  readonly fraction: number;
}

export type PoolEventKind =
  | 'queued'
  | 'started'
  | 'progress-stalled'
  /** It failed, and is tried again. */
  | 'retry'
  | 'done'
  | 'failed'
  | 'worker-started'
  | 'worker-ended'
  /** A place was given up for lack of memory. */
  | 'fewer-workers'
  /** No worker can start at all. */
  | 'pool-broken';

/** Something that happened to a job or a worker. */
export interface PoolEvent {
  readonly event: PoolEventKind;
  readonly worker: string | null;
  readonly label: string | null;
  readonly tag: number | null;
  /** What there is to say of it, or an empty text. */
  readonly detail: string;
}
