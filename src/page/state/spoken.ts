import type { ErrorReport } from '../../render';
import { describeThrown, RenderError } from '../../shared/errors';
import { text } from '../text';

/**
 * Names in a sentence come from strangers: what would turn the direction of all that follows shows as a sign of its own
 * (the explicit formatting characters of Unicode Standard Annex 9).
 */
const inOneDirection = (sentence: string): string =>
  sentence.replace(/[\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');

/** The file that a sentence is about: lower layers put its name in quotes. */
const namedIn = (message: string): string | null => /“([^”]+)”/.exec(message)?.[1] ?? null;

/**
 * What a lower layer reports, with its sentence in the language of the moment: read `message` where it is shown.
 * @param name the file that it is about; default: the first one that the sentence names
 */
export const spoken = (report: ErrorReport, name: string | null = namedIn(report.message)): ErrorReport => ({
  ...report,
  get message() {
    return inOneDirection(text.error.spoken(report.category, name, report.message));
  },
});

/** A failure for which the page itself has the words. */
export class PageError extends RenderError {
  readonly #words: () => string;

  /** @param words the sentence in the language of the moment */
  constructor(report: Omit<ErrorReport, 'message'>, words: () => string, options?: ErrorOptions) {
    super({ ...report, message: words() }, options);
    this.#words = words;
  }

  override toReport(): ErrorReport {
    const words = this.#words;
    return {
      ...super.toReport(),
      get message() {
        return inOneDirection(words());
      },
    };
  }
}

/**
 * Whatever was thrown, as the page keeps it.
 * @param otherwise what to say where the error itself has no words for people
 */
export const spokenError = (thrown: unknown, otherwise: () => string): ErrorReport => {
  if (thrown instanceof PageError) return thrown.toReport();
  if (thrown instanceof RenderError) return spoken(thrown.toReport());
  return new PageError({ category: 'internal', detail: describeThrown(thrown) }, otherwise).toReport();
};
