import { MOST_WORKERS } from '../shared/workerCount';
import { numberIn, oneOf, type Range, wholeNumberWithin } from './checks';

/**
 * Engines on offer: ffmpeg.wasm, the browser's own codecs where they work, or copying where the clips are already what is
 * wanted. `auto` takes what is fastest on this machine. The same bytes on every machine are only `ffmpeg`'s.
 */
export const ENGINES = ['auto', 'ffmpeg', 'webcodecs', 'copy'] as const;
export type EngineChoice = (typeof ENGINES)[number];
export type EngineName = Exclude<EngineChoice, 'auto'>;

/** In seconds; the most is what timers can surely wait. */
const CLIP_TIMEOUT = { min: 1, max: 86_400, default: 300 } as const satisfies Range;
const STALL_TIMEOUT = { min: 1, max: 86_400, default: 30 } as const satisfies Range;
const THREADS = { min: 1, max: MOST_WORKERS } as const;

/** What a render does when a clip cannot be used: go on without it, or end with its error. */
const PROBLEM_CHOICES = ['continue', 'stop'] as const;
type ProblemChoice = (typeof PROBLEM_CHOICES)[number];

/** How a render is carried out; nothing of it changes what is seen or heard, but for the quality of the encoder. */
export interface RunOptions {
  /** Number of workers wanted, 1–16. Default: what suits the machine. */
  readonly threads?: number | undefined;
  /**
   * Default `auto`: what is fastest here. Where `webcodecs` does not work it is `ffmpeg`, where `copy` does not, as by
   * `auto`; the result says so.
   */
  readonly engine?: EngineChoice | undefined;
  /**
   * Longest time for one clip of up to 6 s, in seconds, from 1 to 86400; a longer one has as much more as it is longer. Then it
   * is tried once more, then left out. Default 300.
   */
  readonly clipTimeout?: number | undefined;
  /**
   * Longest time without progress on a clip in seconds, from 1 to 86400, until its own pace is known; before its first
   * frame four times as long. Then it is tried once more, with safer settings. Default 30.
   */
  readonly stallTimeout?: number | undefined;
  /** Default `continue`: what cannot be used is left out and named in the result. */
  readonly onProblem?: ProblemChoice | undefined;
}

/** Names of all {@link RunOptions}. */
export const RUN_OPTIONS = Object.keys({
  threads: true,
  engine: true,
  clipTimeout: true,
  stallTimeout: true,
  onProblem: true,
} satisfies Record<keyof RunOptions, true>);

/** {@link RunOptions}, checked and complete. */
export interface RunSettings {
  /** `null`: what suits the machine. */
  readonly threads: number | null;
  readonly engine: EngineChoice;
  /** In seconds. */
  readonly clipTimeout: number;
  /** In seconds. */
  readonly stallTimeout: number;
  readonly onProblem: ProblemChoice;
}

/**
 * Fills in the defaults and checks every value.
 * @throws RenderError `invalid-settings`, beginning with the setting's name
 */
export const resolveRunSettings = ({
  threads,
  engine = 'auto',
  clipTimeout,
  stallTimeout,
  onProblem = 'continue',
}: RunOptions): RunSettings => ({
  threads: threads === undefined ? null : wholeNumberWithin('threads', threads, THREADS),
  engine: oneOf('engine', ENGINES, engine),
  clipTimeout: numberIn('clipTimeout', clipTimeout, CLIP_TIMEOUT),
  stallTimeout: numberIn('stallTimeout', stallTimeout, STALL_TIMEOUT),
  onProblem: oneOf('onProblem', PROBLEM_CHOICES, onProblem),
});
