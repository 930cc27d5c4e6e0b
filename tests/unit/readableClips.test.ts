import { describe, expect, it } from 'vitest';
import type { HeldClip } from '../../src/render/clipShelf';
import { ReadableClips } from '../../src/render/readableClips';
import type { EncodedClip } from '../../src/shared/jobs';
import { frames } from '../../src/shared/units';

const clip = (key: string, length = 30) => ({ key, frames: frames(length) });

const setUp = (where: HeldClip['where']) => {
  const clips = new ReadableClips();
  const dropped: string[] = [];
  const add = (key: string, length = 30): HeldClip => {
    const data = { decoderConfig: { codec: key }, data: new ArrayBuffer(0), packets: [] };
    const drop = async () => void dropped.push(key);
    const held: HeldClip = { cached: false, where, load: async (): Promise<EncodedClip> => data, drop };
    clips.add(clip(key, length), held);
    return held;
  };
  const read = async (key: string) => {
    const number = clips.numberOf(clip(key));
    return number === null ? null : (await clips.read(clip(key), number))?.decoderConfig.codec;
  };
  return { clips, dropped, add, read };
};

describe('clips that can be watched while others are made', () => {
  it('are those in the cache to the end, though nobody holds them', async () => {
    const { clips, dropped, add, read } = setUp('cache');
    for (let at = 0; at < 50; at += 1) await clips.letGo(`c${at}`, add(`c${at}`));
    expect(dropped).toHaveLength(50);
    expect(await read('c0')).toBe('c0');
    clips.close();
    expect(await read('c0')).toBeNull();
  });

  it('are the last few of the files of this tab, which all go at the end', async () => {
    const { clips, dropped, add, read } = setUp('disk');
    for (let at = 0; at < 20; at += 1) await clips.letGo(`c${at}`, add(`c${at}`));
    expect(dropped).toEqual(Array.from({ length: 12 }, (_, at) => `c${at}`));
    expect(await read('c11')).toBeNull();
    expect(await read('c12')).toBe('c12');
    const late = add('late');
    clips.close();
    await clips.letGo('late', late);
    expect(dropped).toHaveLength(21);
  });

  it('are those in memory only until they are joined', async () => {
    const { clips, dropped, add, read } = setUp('memory');
    const held = add('a');
    expect(await read('a')).toBe('a');
    await clips.letGo('a', held);
    expect(dropped).toEqual(['a']);
    expect(await read('a')).toBeNull();
  });

  it('are told from what stands in their place by then, and from what is too short', async () => {
    const { clips, add, read } = setUp('disk');
    const short = add('a', 20);
    expect(await read('a')).toBeNull();
    const before = clips.numberOf(clip('a', 20));
    add('a', 30);
    await clips.letGo('a', short);
    expect(await clips.read(clip('a'), before ?? 0)).toBeNull();
    expect(await read('a')).toBe('a');
  });
});
