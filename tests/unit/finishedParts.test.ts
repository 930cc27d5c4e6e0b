import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FinishedParts } from '../../src/page/state/finishedParts.svelte';
import type { ClipPart, ClipProgress, WatchedPart } from '../../src/render';
import { settle } from './support';

const clip = (source: string, encode: number | null, place: number) =>
  ({ source, transitionFrom: null, part: encode === null ? null : { place, encode } }) as ClipProgress;

const clips = [clip('a.mp4', 1, 0), clip('b.mp4', 3, 1), clip('c.mp4', null, 2), clip('d.mp4', 2, 3)];

describe('watching finished parts', () => {
  const held: string[] = [];
  beforeEach(() => {
    held.length = 0;
    vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
      const url = `blob:${Math.random()}`;
      held.push(url);
      return url;
    });
    vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => {
      held.splice(held.indexOf(url), 1);
    });
  });
  afterEach(() => vi.restoreAllMocks());

  /** Parts, and what answers to those that were asked for, in any order. */
  const setUp = () => {
    const answers = new Map<number, (watched: WatchedPart | null) => void>();
    const parts = new FinishedParts(() => clips);
    parts.use(({ place }: ClipPart) => new Promise((resolve) => answers.set(place, resolve)));
    const answer = async (place: number, watched: Partial<WatchedPart> | null): Promise<void> => {
      answers.get(place)?.(watched && { blob: new Blob(), sound: 'there', ...watched });
      await settle();
    };
    const choose = (place: number): void => {
      const part = parts.list.find((one) => one.place === place);
      if (part) void parts.open(part);
    };
    return { parts, answer, choose };
  };

  it('offers what there is, by place and name', () => {
    expect(setUp().parts.list.map(({ name }) => name)).toEqual(['1. a.mp4', '2. b.mp4', '4. d.mp4']);
  });

  it('shows the one that was chosen last, and gives the others back', async () => {
    const { parts, answer, choose } = setUp();
    choose(0);
    expect(parts.shown).toMatchObject({ status: 'opening', place: 0 });
    choose(3);
    await answer(3, { sound: 'later' });
    await answer(0, {});
    expect(parts.shown).toMatchObject({ status: 'open', place: 3, silent: true });
    choose(0);
    await answer(0, {});
    expect(parts.shown).toMatchObject({ status: 'open', place: 0, silent: false });
    expect(held).toHaveLength(1);
    parts.use(null);
    expect(parts.shown).toBeNull();
    expect(held).toEqual([]);
  });

  it('goes on to the part that follows, as far as they are finished', async () => {
    const { parts, answer, choose } = setUp();
    choose(0);
    await answer(0, {});
    parts.next();
    await answer(1, {});
    expect(parts.shown).toMatchObject({ status: 'open', place: 1 });
    parts.next();
    expect(parts.shown).toMatchObject({ status: 'open', place: 1 });
  });

  it('says when a part is not there any more, or cannot be played', async () => {
    const { parts, answer, choose } = setUp();
    choose(0);
    await answer(0, null);
    expect(parts.shown).toMatchObject({ status: 'gone', place: 0 });
    choose(1);
    await answer(1, {});
    parts.unplayable();
    expect(parts.shown).toMatchObject({ status: 'unplayable', place: 1 });
    expect(held).toEqual([]);
  });
});
