import type { EngineName } from '../plan/runSettings';
import type { ClipJob, EncodedClip } from '../shared/jobs';
import type { ClipCache } from '../store/clipCache';
import type { Scratch } from '../store/scratch';
import { openClipCache, scratch } from '../store/storage';
import { clipKey } from './clipKey';
import { clipMaker } from './clipMaker';
import type { RenderRequest } from './request';

/** An encoded clip, wherever it waits to be joined. */
export interface HeldClip {
  /** Whether it was there before this render. */
  readonly cached: boolean;
  /** `cache`: it stays there when this render has let go of it. `disk`: in a file of this tab. */
  readonly where: 'cache' | 'disk' | 'memory';
  /** Its data; `null` if it was lost meanwhile. */
  load(): Promise<EncodedClip | null>;
  /** Lets go of what was kept for this render alone. */
  drop(): Promise<void>;
}

interface ClipShelfOptions {
  /** `null`: nothing is kept from one render to the next. */
  readonly cache: Pick<ClipCache, 'get' | 'has' | 'put' | 'saveUse'> | null;
  /** `null`: clips wait in memory. */
  readonly scratch: Pick<Scratch, 'keep'> | null;
  /** Names all that a clip's bytes depend on. */
  readonly keyOf: (job: ClipJob) => Promise<string>;
}

const nothing = async (): Promise<void> => {};

export const heldInMemory = (clip: EncodedClip): HeldClip => ({
  cached: false,
  where: 'memory',
  load: async () => clip,
  drop: nothing,
});

/**
 * Where encoded clips wait: in the cache, where the next render finds them too; else in a file of this tab; and only if
 * there is no disk in memory. Whatever the disk does, no render fails by it.
 */
export class ClipShelf {
  readonly #options: ClipShelfOptions;

  constructor(options: ClipShelfOptions) {
    this.#options = options;
  }

  static async open({ cache, cacheLimitBytes }: RenderRequest, engine: EngineName): Promise<ClipShelf> {
    return new ClipShelf({
      cache: cache ? await openClipCache(cacheLimitBytes) : null,
      scratch: await scratch(),
      keyOf: (job) => clipKey(job, clipMaker(engine, job)),
    });
  }

  /** The clip that this job makes, if it was made before. */
  async find(job: ClipJob): Promise<HeldClip | null> {
    const { cache } = this.#options;
    const key = cache && (await this.#keyOf(job));
    // Read whole and checked now, so that a damaged one is encoded beside the others.
    return key && (await cache.get(key)) ? this.#inCache(cache, key, true) : null;
  }

  /** Whether there seems to be a clip that this job makes. It is not read: {@link find} may find it damaged. */
  async has(job: ClipJob): Promise<boolean> {
    const { cache } = this.#options;
    const key = cache && (await this.#keyOf(job));
    return key ? cache.has(key) : false;
  }

  /** Takes a clip in; the caller's reference to its data can go. */
  async keep(job: ClipJob, clip: EncodedClip): Promise<HeldClip> {
    const { cache, scratch: disk } = this.#options;
    const key = cache && (await this.#keyOf(job));
    if (key && (await cache.put(key, clip))) return this.#inCache(cache, key, false);
    const kept = await disk?.keep([clip.data]);
    if (!kept) return heldInMemory(clip);
    const { decoderConfig, packets } = clip;
    return {
      cached: false,
      where: 'disk',
      load: () =>
        kept.file.arrayBuffer().then(
          (data) => ({ decoderConfig, packets, data }),
          () => null,
        ),
      drop: kept.remove,
    };
  }

  /** To be called at the end of a render. */
  async close(): Promise<void> {
    await this.#options.cache?.saveUse();
  }

  #inCache(cache: Pick<ClipCache, 'get'>, key: string, cached: boolean): HeldClip {
    return { cached, where: 'cache', load: () => cache.get(key), drop: nothing };
  }

  /** `null` if a file of the job cannot be read: the job itself will say so. */
  async #keyOf(job: ClipJob): Promise<string | null> {
    return this.#options.keyOf(job).catch(() => null);
  }
}
