import { anyClipProcessors } from '../render/clipProcessors';
import type { ClipJob, EncodedClip } from '../shared/jobs';

/** Longest time for one still: of a source without an index a good part is read. */
const STILL_MS = 60_000;

/** So many stills of one file are kept: some tens of kB each. */
const KEPT = 200;

type Still = Promise<EncodedClip | null>;

/** Stills of what only ffmpeg decodes, made by the pool; those of a file are kept from one plan to the next. */
export class Stills {
  readonly #signal: AbortSignal;
  readonly #made = new WeakMap<Blob, Map<string, Still>>();
  #asked = 0;

  /** @param signal ends all that are made */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /**
   * The one frame of a job.
   * @param source the page's own file, which the job's is a copy of
   * @returns `null` where ffmpeg has none either
   */
  of(source: Blob, job: ClipJob): Still {
    const ofFile = this.#made.get(source) ?? new Map<string, Still>();
    this.#made.set(source, ofFile);
    const key = JSON.stringify({ ...job, picture: { ...job.picture, source: null } });
    const known = ofFile.get(key);
    if (known) return known;
    const still = this.#make(job);
    ofFile.set(key, still);
    const [oldest] = ofFile.keys();
    if (ofFile.size > KEPT && oldest !== undefined) ofFile.delete(oldest);
    return still;
  }

  async #make(job: ClipJob): Still {
    this.#asked += 1;
    const turn = this.#asked;
    const options = {
      ...{ timeoutMs: STILL_MS, signal: this.#signal, label: job.sourceName },
      // Whoever drags through many clips waits for the last one.
      urgency: () => turn,
    };
    const outcome = await anyClipProcessors().run(job, options);
    return outcome.status === 'done' ? outcome.result : null;
  }
}
