import { describe, expect, it } from 'vitest';
import { fileIdentity } from '../../src/store/fileIdentity';

const MIB = 2 ** 20;
/** Bytes that differ everywhere, with those at some places changed. */
const bytesOf = (size: number, changed: readonly number[] = []): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(size);
  new Uint32Array(bytes.buffer).forEach((_, place, words) => {
    words[place] = Math.imul(place, 2_654_435_761);
  });
  for (const place of changed) bytes[place]! ^= 1;
  return bytes;
};
const file = (bytes: Uint8Array<ArrayBuffer>, name = 'a.mp4', lastModified = 5) =>
  new File([bytes], name, { lastModified });

describe('fileIdentity', () => {
  const [small, large] = [MIB, 20 * MIB];

  it('does not go by names', async () => {
    for (const size of [small, large]) {
      expect(await fileIdentity(file(bytesOf(size), 'a'))).toBe(await fileIdentity(file(bytesOf(size), 'b')));
    }
  });

  it('tells small files apart by any byte, and by nothing else', async () => {
    const whole = await fileIdentity(file(bytesOf(small)));
    expect(await fileIdentity(file(bytesOf(small), 'a', 6))).toBe(whole);
    for (const place of [0, 12_345, small / 2, small - 1]) {
      expect(await fileIdentity(file(bytesOf(small, [place])))).not.toBe(whole);
    }
  });

  it('tells large files apart by size, time, begin, end and places between', async () => {
    const whole = await fileIdentity(file(bytesOf(large)));
    expect(await fileIdentity(file(bytesOf(large), 'a', 6))).not.toBe(whole);
    expect(await fileIdentity(file(bytesOf(large + 4)))).not.toBe(whole);
    for (const place of [0, 60_000, large - 60_000, large - 1]) {
      expect(await fileIdentity(file(bytesOf(large, [place])))).not.toBe(whole);
    }
    // Another content from the middle on: all later samples are others.
    const other = bytesOf(large);
    other.copyWithin(large / 2, 0, large / 2);
    expect(await fileIdentity(file(other))).not.toBe(whole);
  });

  it('reads no more than samples of a large file', async () => {
    const huge = file(bytesOf(large));
    const read: number[] = [];
    const slice = huge.slice.bind(huge);
    huge.slice = (from = 0, to = huge.size) => {
      read.push(to - from);
      return slice(from, to);
    };
    huge.arrayBuffer = () => Promise.reject(new Error('It was read whole'));
    await fileIdentity(huge);
    expect(read.reduce((sum, size) => sum + size, 0)).toBe(MIB);
  });
});
