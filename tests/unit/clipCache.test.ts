import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EncodedClip } from '../../src/shared/jobs';
import { ClipCache } from '../../src/store/clipCache';
import { readEntry, writeEntry } from '../../src/store/clipEntry';
import { USE_TIMES } from '../../src/store/useTimes';
import { runs } from './randomRuns';
import { FakeFolder } from './support';

const clipOf = (bytes: number, fill = 7): EncodedClip => ({
  decoderConfig: {
    ...{ codec: 'avc1.640028', codedWidth: 320, codedHeight: 180 },
    colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
    description: Uint8Array.of(1, 100, 0, 40, 255),
  },
  data: new Uint8Array(bytes).fill(fill).buffer,
  packets: [
    { offset: 0, byteLength: 3, key: true },
    { offset: 3, byteLength: bytes - 3, key: false },
  ],
});

/** Caches of one folder, as of tabs or of renders one after the other. Time passes with each look at it. */
const setUp = (limitBytes = 1_000_000) => {
  const folder = new FakeFolder();
  let time = 1000;
  const open = (limit = limitBytes) =>
    new ClipCache({
      folder,
      limitBytes: limit,
      now: () => {
        time += 1;
        return time;
      },
      exclusive: (work) => work(),
    });
  return { folder, open, cache: open() };
};

const entriesOf = ({ files }: FakeFolder) => [...files.keys()].filter((name) => name !== USE_TIMES);
const there = async (cache: ClipCache, keys: readonly string[]) => {
  const found: string[] = [];
  for (const key of keys) if (await cache.get(key)) found.push(key);
  return found;
};

describe('an entry', () => {
  it('gives the clip back as it was', async () => {
    const clip = clipOf(1000);
    const read = await readEntry('a', (await writeEntry('a', clip)).buffer);
    expect(read).toEqual(clip);
  });

  it('of a decoder without a configuration record has none', async () => {
    const { description: _, ...decoderConfig } = clipOf(10).decoderConfig;
    const clip = { ...clipOf(10), decoderConfig };
    expect(await readEntry('a', (await writeEntry('a', clip)).buffer)).toEqual(clip);
  });

  it('is of no use if any of its bits is another', async () => {
    const whole = await writeEntry('a', clipOf(200));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.byteLength * 8 - 1), async (bit) => {
        const damaged = whole.slice();
        damaged[bit >> 3]! ^= 1 << (bit & 7);
        expect(await readEntry('a', damaged.buffer)).toBeNull();
      }),
      runs(500),
    );
  });

  it('is of no use if it is shorter or longer, or under another name', async () => {
    const whole = await writeEntry('a', clipOf(200));
    for (let length = 0; length < whole.byteLength; length += 1) {
      expect(await readEntry('a', whole.slice(0, length).buffer)).toBeNull();
    }
    expect(await readEntry('a', Uint8Array.of(...whole, 0).buffer)).toBeNull();
    expect(await readEntry('b', whole.buffer)).toBeNull();
  });

  it('is of no use in another version of the format', async () => {
    const entry = await writeEntry('a', clipOf(200));
    new DataView(entry.buffer).setUint32(4, 2, true);
    expect(await readEntry('a', entry.buffer)).toBeNull();
  });
});

describe('ClipCache', () => {
  it('gives out what was put in, to whoever comes next, under its own key only', async () => {
    const { cache, open } = setUp();
    expect(await cache.get('a')).toBeNull();
    expect(await cache.put('a', clipOf(100, 1))).toBe(true);
    await cache.put('b', clipOf(100, 2));
    const later = open();
    expect(await later.get('a')).toEqual(clipOf(100, 1));
    expect(await later.get('b')).toEqual(clipOf(100, 2));
    expect(await later.get('c')).toBeNull();
  });

  it('drops a damaged clip, and takes it in again', async () => {
    const { cache, folder } = setUp();
    await cache.put('a', clipOf(100));
    const [name = ''] = entriesOf(folder);
    const bytes = new Uint8Array(await folder.files.get(name)!.arrayBuffer());
    bytes[bytes.length - 1]! ^= 1;
    folder.files.set(name, new File([bytes], name));
    expect(await cache.get('a')).toBeNull();
    expect(entriesOf(folder)).toEqual([]);
    await cache.put('a', clipOf(100));
    expect(await cache.get('a')).toEqual(clipOf(100));
  });

  it('leaves a file alone that somebody is writing', async () => {
    const { cache, folder } = setUp();
    await cache.put('a', clipOf(100));
    const [name = ''] = entriesOf(folder);
    folder.files.set(name, new File([], name));
    expect(await cache.get('a')).toBeNull();
    expect(entriesOf(folder)).toEqual([name]);
    expect(await cache.usage()).toEqual({ clips: 0, bytes: 0 });
  });

  it('makes room by what was not used for longest, whichever render used it', async () => {
    const { cache, open, folder } = setUp();
    for (const key of ['a', 'b', 'c', 'd']) await cache.put(key, clipOf(1000));
    await cache.saveUse();
    const second = open();
    await second.get('a');
    await second.saveUse();
    const each = (await cache.usage()).bytes / 4;
    // Room for four and a half.
    const third = open(each * 4.5);
    expect(await third.put('e', clipOf(1000))).toBe(true);
    expect((await third.usage()).bytes).toBeLessThanOrEqual(each * 4.5);
    expect(await there(open(), ['a', 'b', 'c', 'd', 'e'])).toEqual(['a', 'c', 'd', 'e']);
    expect(folder.files.has(USE_TIMES)).toBe(true);
  });

  it('goes by the time of writing where nothing is known of use', async () => {
    const { cache, open, folder } = setUp();
    for (const key of ['a', 'b', 'c']) await cache.put(key, clipOf(1000));
    const each = (await cache.usage()).bytes / 3;
    folder.files.set(USE_TIMES, new File(['{"a":'], USE_TIMES));
    await open(each * 3.5).put('d', clipOf(1000));
    expect(await there(open(), ['a', 'b', 'c', 'd'])).toEqual(['b', 'c', 'd']);
  });

  it('does not push out what this render uses', async () => {
    const { cache, open } = setUp();
    await cache.put('a', clipOf(1000));
    const small = open((await cache.usage()).bytes * 2.5);
    await small.get('a');
    expect(await small.put('b', clipOf(1000))).toBe(true);
    expect(await small.put('c', clipOf(1000))).toBe(false);
    expect(await there(open(), ['a', 'b', 'c'])).toEqual(['a', 'b']);
  });

  it('never holds more than its limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ key: fc.nat(9), size: fc.integer({ min: 3, max: 3000 }), fresh: fc.boolean() })),
        fc.integer({ min: 0, max: 8000 }),
        async (puts, limit) => {
          const { folder, open } = setUp(limit);
          let cache = open();
          for (const { key, size, fresh } of puts) {
            if (fresh) cache = open();
            const kept = await cache.put(String(key), clipOf(size));
            expect((await cache.usage()).bytes).toBeLessThanOrEqual(limit);
            if (kept) expect((await cache.get(String(key)))?.data.byteLength).toBe(size);
          }
          expect(folder.files.has(USE_TIMES)).toBe(false);
        },
      ),
      runs(60),
    );
  });

  it('gives way where the disk has less room than the limit, and stops when it has none', async () => {
    const { cache, open, folder } = setUp();
    for (const key of ['a', 'b', 'c', 'd']) await cache.put(key, clipOf(1000));
    folder.capacity = (await cache.usage()).bytes;
    const next = open();
    expect(await next.put('e', clipOf(1000))).toBe(true);
    expect(await there(open(), ['a', 'b', 'c', 'd', 'e'])).toEqual(['c', 'd', 'e']);

    folder.capacity = 0;
    const last = open();
    expect(await last.put('f', clipOf(1000))).toBe(false);
    const { writes } = folder;
    expect(await last.put('g', clipOf(1000))).toBe(false);
    expect(folder.writes).toBe(writes);
  });

  it('is as good as empty where the disk fails', async () => {
    const { cache, folder } = setUp();
    const fail = async () => Promise.reject(new DOMException('Broken', 'InvalidStateError'));
    Object.assign(folder, { read: fail, write: fail, list: fail });
    expect(await cache.get('a')).toBeNull();
    expect(await cache.put('a', clipOf(10))).toBe(false);
    await cache.saveUse();
  });

  it('says what it holds, and clears it', async () => {
    const { cache } = setUp();
    await cache.put('a', clipOf(1000));
    await cache.put('b', clipOf(1000));
    await cache.saveUse();
    const { clips, bytes } = await cache.usage();
    expect(clips).toBe(2);
    expect(bytes).toBeGreaterThan(2000);
    await cache.clear();
    expect(await cache.usage()).toEqual({ clips: 0, bytes: 0 });
    expect(await cache.put('a', clipOf(1000))).toBe(true);
  });
});
