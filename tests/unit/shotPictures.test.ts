import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ShotPicture, ShotPictures } from '../../src/page/state/timeline/shotPictures.svelte';
import type { SourceInfo } from '../../src/shared/media';
import { videoTrack } from './support';

const file = (name: string): File => new File([name], name);
const a = file('a.mp4');
const info: SourceInfo = {
  ...{ access: 'packets', container: 'MP4', durationSeconds: 12, audio: null },
  video: videoTrack(),
};

const at = (seconds: number, of = a, fileId = 1): ShotPicture => ({ file: of, info, fileId, seconds });

interface Asked {
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly answer: (made: Blob | null) => void;
  readonly refuse: () => void;
}

/** A maker that is answered by hand. */
const byHand = () => {
  const asked: Asked[] = [];
  const pictures = new ShotPictures(
    ({ seconds }, signal) =>
      new Promise((answer, reject) => {
        const refuse = () => reject(new Error('taken back'));
        signal.addEventListener('abort', refuse);
        asked.push({ seconds, signal, answer, refuse });
      }),
  );
  return { pictures, asked };
};

/** Whatever was settled has been heard of. */
const settled = () => new Promise((resolve) => setTimeout(resolve));
const jpeg = new Blob(['picture']);

afterEach(() => vi.restoreAllMocks());

describe('pictures of shots', () => {
  it('are made once for all who hold them, and found by file and time', async () => {
    const { pictures, asked } = byHand();
    pictures.hold(at(2));
    pictures.hold(at(2));
    pictures.hold(at(2, file('b.mp4'), 2));
    expect(asked.map(({ seconds }) => seconds)).toEqual([2, 2]);
    asked[0]?.answer(jpeg);
    await settled();
    expect(pictures.urlOf(at(2))).toMatch(/^blob:/);
    expect(pictures.urlOf(at(2.034))).toBeNull();
    expect(pictures.urlOf(at(2, file('b.mp4'), 2))).toBeNull();
  });

  it('are taken back when nobody holds them any more, and asked for again when somebody does', async () => {
    const { pictures, asked } = byHand();
    const letGo = pictures.hold(at(1));
    const other = pictures.hold(at(1));
    letGo();
    letGo();
    expect(asked[0]?.signal.aborted).toBe(false);
    other();
    expect(asked[0]?.signal.aborted).toBe(true);
    // Before the maker has said so.
    pictures.hold(at(1));
    await settled();
    expect(asked).toHaveLength(2);
    asked[1]?.answer(jpeg);
    await settled();
    expect(pictures.urlOf(at(1))).not.toBeNull();
  });

  it('are not asked for any more of a file that has none', async () => {
    const { pictures, asked } = byHand();
    for (const second of [0, 1, 2]) pictures.hold(at(second));
    asked[0]?.answer(null);
    await settled();
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true, true]);
    pictures.hold(at(3));
    await settled();
    expect(asked).toHaveLength(3);
  });

  it('are tried again where one could not be made once', async () => {
    const { pictures, asked } = byHand();
    const letGo = pictures.hold(at(0));
    asked[0]?.refuse();
    await settled();
    letGo();
    pictures.hold(at(0));
    expect(asked).toHaveLength(2);
  });

  it('are given back, the oldest first, when there are too many that nobody holds', async () => {
    const pictures = new ShotPictures(async () => jpeg);
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    const held = pictures.hold(at(1000));
    for (let second = 0; second < 320; second += 1) {
      const letGo = pictures.hold(at(second));
      await settled();
      letGo();
    }
    expect(revoked).toHaveBeenCalledTimes(20);
    expect([0, 19, 20, 319].map((second) => pictures.urlOf(at(second)) !== null)).toEqual([
      ...[false, false, true, true],
    ]);
    expect(pictures.urlOf(at(1000))).not.toBeNull();
    held();
    expect(revoked).toHaveBeenCalledTimes(21);
    expect(pictures.urlOf(at(20))).toBeNull();
  });
});
