import { describe, expect, it } from 'vitest';
import { ClipShelf } from '../../src/render/clipShelf';
import type { ClipJob, EncodedClip } from '../../src/shared/jobs';
import type { ScratchFile } from '../../src/store/scratch';

const job = { sourceName: 'a' } as ClipJob;
const clip: EncodedClip = {
  decoderConfig: { codec: 'avc1.640028' },
  data: Uint8Array.of(1, 2, 3).buffer,
  packets: [{ offset: 0, byteLength: 3, key: true }],
};

class FakeCache {
  readonly clips = new Map<string, EncodedClip>();
  hasRoom = true;

  async get(key: string): Promise<EncodedClip | null> {
    return this.clips.get(key) ?? null;
  }

  async has(key: string): Promise<boolean> {
    return this.clips.has(key);
  }

  async put(key: string, put: EncodedClip): Promise<boolean> {
    if (this.hasRoom) this.clips.set(key, put);
    return this.hasRoom;
  }

  async saveUse(): Promise<void> {}
}

class FakeScratch {
  files = 0;
  hasRoom = true;
  broken = false;

  async keep(parts: readonly BlobPart[]): Promise<ScratchFile | null> {
    if (!this.hasRoom) return null;
    this.files += 1;
    const file = new File([...parts], 'kept');
    if (this.broken) file.arrayBuffer = () => Promise.reject(new DOMException('Gone', 'NotReadableError'));
    const remove = async () => {
      this.files -= 1;
    };
    return { file, remove };
  }
}

const setUp = ({ cached = true, disk = true } = {}) => {
  const [cache, scratch] = [new FakeCache(), new FakeScratch()];
  const shelf = new ClipShelf({
    cache: cached ? cache : null,
    scratch: disk ? scratch : null,
    keyOf: async ({ sourceName }) => sourceName,
  });
  return { cache, scratch, shelf };
};

describe('ClipShelf', () => {
  it('finds what it kept, and says that it was there', async () => {
    const { shelf, scratch } = setUp();
    expect(await shelf.find(job)).toBeNull();
    const kept = await shelf.keep(job, clip);
    expect([kept.cached, await kept.load(), scratch.files]).toEqual([false, clip, 0]);
    const found = await shelf.find(job);
    expect([found?.cached, await found?.load()]).toEqual([true, clip]);
    await found?.drop();
    expect(await shelf.find(job)).not.toBeNull();
  });

  it('without a cache keeps a clip in a file until it is dropped', async () => {
    const { shelf, scratch } = setUp({ cached: false });
    const kept = await shelf.keep(job, clip);
    expect(scratch.files).toBe(1);
    expect(await kept.load()).toEqual(clip);
    await kept.drop();
    expect(scratch.files).toBe(0);
    expect(await shelf.find(job)).toBeNull();
  });

  it('takes a file where the cache has no room, and memory where there is no disk', async () => {
    const { shelf, cache, scratch } = setUp();
    cache.hasRoom = false;
    await shelf.keep(job, clip);
    expect(scratch.files).toBe(1);
    scratch.hasRoom = false;
    expect(await (await shelf.keep(job, clip)).load()).toBe(clip);
    const nothing = setUp({ cached: false, disk: false });
    expect(await (await nothing.shelf.keep(job, clip)).load()).toBe(clip);
  });

  it('says so if what it kept is gone', async () => {
    const { shelf, cache } = setUp();
    const kept = await shelf.keep(job, clip);
    cache.clips.clear();
    expect(await kept.load()).toBeNull();
    const other = setUp({ cached: false });
    other.scratch.broken = true;
    expect(await (await other.shelf.keep(job, clip)).load()).toBeNull();
  });

  it('does without the cache where a file cannot be read for its key', async () => {
    const { cache, scratch } = setUp();
    const keyOf = () => Promise.reject(new DOMException('Changed', 'NotReadableError'));
    const shelf = new ClipShelf({ cache, scratch, keyOf });
    expect(await shelf.find(job)).toBeNull();
    expect(await (await shelf.keep(job, clip)).load()).toEqual(clip);
    expect(cache.clips.size).toBe(0);
  });
});
