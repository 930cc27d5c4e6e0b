/** The closed list of what can go wrong. Statistics, retries and messages all go by it. */
export type ErrorCategory =
  /** The file is empty, damaged, cut off or not a media file. */
  | 'unreadable-source'
  /** The file is fine, but nothing here can decode what is in it; or nothing can encode what is asked for. */
  | 'unsupported-codec'
  /** A job or a load took longer than its limit. */
  | 'timeout'
  /** A job stopped making progress. */
  | 'stalled'
  /** The worker died, could not be loaded or answered nonsense. */
  | 'worker-lost'
  | 'out-of-memory'
  /** What came out is not what was planned: frame count, time stamps, decoder configuration. */
  | 'wrong-output'
  /** The browser's own encoder failed, or gave something that the others' clips cannot be joined with. */
  | 'encoder-failed'
  | 'cancelled'
  /** Waited too long for memory or a place in the pool. */
  | 'resource'
  /** The call itself is wrong: a setting out of range, nothing to work on. */
  | 'invalid-settings'
  /** A fault of Cliploom's own. */
  | 'internal';

/** An error as plain data: what crosses worker boundaries and stands in reports. */
export interface ErrorReport {
  readonly category: ErrorCategory;
  /** A sentence for a person: what happened, to which file, what to do. */
  readonly message: string;
  /** The technical cause, as far as it is known. */
  readonly detail?: string;
  /** The last lines of the engine's log, oldest first. */
  readonly log?: readonly string[];
  /** The ffmpeg command that failed, as its arguments. */
  readonly command?: readonly string[];
}

/** The one error class of the project. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
  readonly category: ErrorCategory;
  readonly detail: string | undefined;
  readonly log: readonly string[] | undefined;
  readonly command: readonly string[] | undefined;

  constructor(report: ErrorReport, options?: ErrorOptions) {
    super(report.message, options);
    this.category = report.category;
    this.detail = report.detail;
    this.log = report.log;
    this.command = report.command;
  }

  toReport(): ErrorReport {
    return {
      category: this.category,
      message: this.message,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(this.log === undefined ? {} : { log: this.log }),
      ...(this.command === undefined ? {} : { command: this.command }),
    };
  }
}

/** Text of anything that was thrown; not every library throws an Error. */
export const describeThrown = (thrown: unknown): string => {
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`;
  return String(thrown);
};

/**
 * Whatever was thrown, as a {@link RenderError}. One that is already there stays as it is.
 * @param fallback category and sentence for everything else; the thrown text becomes the detail
 */
export const toRenderError = (thrown: unknown, fallback: ErrorReport): RenderError =>
  thrown instanceof RenderError
    ? thrown
    : new RenderError({ detail: describeThrown(thrown), ...fallback }, { cause: thrown });

/**
 * A file that cannot be used.
 * @param what what is wrong with it: goes on from the file's name
 * @param cause what was thrown, if anything was
 */
export const unreadableSource = (name: string, what: string, cause?: unknown): RenderError =>
  new RenderError(
    {
      category: 'unreadable-source',
      message: `“${name}” ${what}`,
      ...(cause === undefined ? {} : { detail: String(cause) }),
    },
    { cause },
  );

export const cancelledError = (): RenderError =>
  new RenderError({ category: 'cancelled', message: 'The render was cancelled.' });
