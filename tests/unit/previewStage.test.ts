import { describe, expect, it } from 'vitest';
import type { PreviewScene } from '../../src/shared/preview';
import { type OpenClip, Stage } from '../../workers/preview/stage';
import { settle } from './support';

/** Three clips of 100 frames; the first comes once more at the end. */
const scene: PreviewScene = {
  ...{ size: { width: 320, height: 180 }, scale: 1, fps: 30, frames: 400, clips: [] },
  timeline: [0, 1, 2, 0].map((clip, place) => ({ clip, start: place * 100, frames: 100 })),
};

interface Opened {
  readonly clip: number;
  readonly first: number;
  readonly signal: AbortSignal;
  readonly shown: number[];
  closed: boolean;
  /** Lets the opening succeed, where openings wait. */
  open(): void;
}

const setUp = (waits = false) => {
  const opened: Opened[] = [];
  const clock = { now: 0 };
  /** Clips that would show more if they were opened again. */
  const stale = new Set<number>();
  const held = { show: null as Promise<void> | null };
  const stage = new Stage(
    async (_scene, clip, first, signal) => {
      let next = first;
      let open = () => {};
      const opening = new Promise<void>((resolve, reject) => {
        open = resolve;
        signal.addEventListener('abort', () => reject(new Error('given up')));
      });
      const record: Opened = { clip, first, signal, shown: [], closed: false, open };
      opened.push(record);
      if (waits) await opening;
      else opening.catch(() => {});
      const result: OpenClip = {
        get next() {
          return next;
        },
        hidden: [],
        get isStale() {
          return stale.has(clip);
        },
        async show(frame) {
          if (frame < next) throw new RangeError(`Frame ${frame} is gone`);
          await held.show;
          next = frame + 1;
          record.shown.push(frame);
        },
        close() {
          record.closed = true;
        },
      };
      return result;
    },
    () => clock.now,
  );
  stage.show(scene);
  const open = () => opened.filter(({ closed, signal }) => !closed && !signal.aborted).length;
  return { stage, opened, clock, open, held, stale };
};

const shown = (frame: number) => ({ status: 'shown', frame, hidden: [] });

describe('the stage of a preview', () => {
  it('shows frames in a row from one clip, opens the next one ahead, and lets go of the one before', async () => {
    const { stage, opened, open } = setUp();
    for (let frame = 0; frame < 130; frame += 1) {
      expect(await stage.present(frame, true)).toEqual(shown(frame));
      if (frame === 60) expect(opened).toHaveLength(1);
      if (frame === 80) expect(opened).toHaveLength(2);
      expect(open()).toBeLessThanOrEqual(2);
    }
    expect(opened.map(({ clip, first }) => [clip, first])).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(opened[0]).toMatchObject({ closed: true });
    expect(opened[1]?.shown).toEqual(Array.from({ length: 30 }, (_, frame) => frame));
  });

  it('decodes on to a frame that is near, and looks up one that is far or behind', async () => {
    const { stage, opened } = setUp();
    await stage.present(10, false);
    await stage.present(40, false);
    expect(opened.map(({ first }) => first)).toEqual([10]);
    await stage.present(90, false);
    expect(opened.map(({ first }) => first)).toEqual([10, 90]);
    await stage.present(20, false);
    await stage.present(350, false);
    expect(opened.map(({ clip, first }) => [clip, first])).toEqual([
      [0, 10],
      [0, 90],
      [0, 20],
      [0, 50],
    ]);
    expect(opened.flatMap(({ shown }) => shown)).toEqual([10, 40, 90, 20, 50]);
  });

  it('draws nothing anew where the same frame is asked for again', async () => {
    const { stage, opened } = setUp();
    await stage.present(10, false);
    expect(await stage.present(10, false)).toEqual(shown(10));
    expect(opened[0]?.shown).toEqual([10]);
  });

  it('gives up what is being opened when another frame is wanted: the last one wins', async () => {
    const { stage, opened, clock, open } = setUp(true);
    const first = stage.present(0, false);
    await settle();
    opened[0]?.open();
    expect(await first).toEqual(shown(0));

    clock.now = 50;
    const asked = [150, 250, 30].map((frame) => stage.present(frame, false));
    const answers = Promise.all(asked);
    await settle();
    const last = opened.at(-1);
    expect(last).toMatchObject({ clip: 0, first: 30 });
    last?.open();
    expect(await answers).toEqual([{ status: 'superseded' }, { status: 'superseded' }, shown(30)]);
    expect(opened.flatMap(({ shown }) => shown)).toEqual([0, 30]);
    expect(open()).toBe(1);
  });

  it('shows something on the way where the wanted frame changes again and again', async () => {
    const { stage, opened, clock } = setUp(true);
    void stage.present(150, false);
    await settle();
    // Nothing has been seen for long: the one that is under way is waited for.
    clock.now = 1000;
    const wanted = stage.present(20, false);
    await settle();
    expect(opened[0]?.signal.aborted).toBe(false);
    opened[0]?.open();
    await settle();
    expect(opened[0]?.shown).toEqual([50]);
    opened[1]?.open();
    expect(await wanted).toEqual(shown(20));
  });

  it('shows late frames while it plays rather than none, and only the right one when it stands', async () => {
    const { stage, opened } = setUp();
    await stage.present(0, true);
    expect(await stage.present(25, true)).toEqual(shown(25));
    expect(opened[0]?.shown).toEqual([0, 9, 18, 25]);
    await stage.present(50, false);
    expect(opened[0]?.shown).toEqual([0, 9, 18, 25, 50]);
  });

  it('closes everything when it is closed, and when another scene comes', async () => {
    const { stage, opened, open, held } = setUp();
    await stage.present(80, true);
    expect(open()).toBe(2);
    let release = () => {};
    held.show = new Promise<void>((resolve) => {
      release = resolve;
    });
    const late = stage.present(90, true);
    await settle();
    stage.show({ ...scene });
    expect(await late).toEqual({ status: 'superseded' });
    release();
    await settle();
    expect(open()).toBe(0);
    expect(await stage.present(3, false)).toEqual(shown(3));
    stage.close();
    await settle();
    expect(open()).toBe(0);
    expect(opened).toHaveLength(3);
  });

  it('opens a clip again that has more to show now, at the frame that is asked for, seen before or not', async () => {
    const { stage, opened, open, stale } = setUp();
    await stage.present(10, false);
    await stage.present(10, false);
    expect(opened).toHaveLength(1);
    stale.add(0);
    await stage.present(10, false);
    stale.delete(0);
    await stage.present(11, true);
    expect(opened.map(({ first, shown }) => ({ first, shown }))).toEqual([
      { first: 10, shown: [10] },
      { first: 10, shown: [10, 11] },
    ]);
    expect(open()).toBe(1);
    // One that was opened ahead is opened again once it is seen.
    await stage.present(90, true);
    expect(opened.at(-1)).toMatchObject({ clip: 1, first: 0 });
    stale.add(1);
    await stage.present(100, true);
    await stage.present(101, true);
    expect(opened.at(-1)).toMatchObject({ clip: 1, first: 1, shown: [1] });
  });

  it('tells why a frame cannot be shown, and goes on with the next', async () => {
    let fails = true;
    const hidden = [{ name: 'a.mp4', seen: 'nothing' }] as const;
    const stage = new Stage(
      async () => {
        if (fails) throw new Error('no such font');
        return { next: 0, hidden, isStale: false, show: async () => {}, close: () => {} };
      },
      () => 0,
    );
    stage.show(scene);
    expect(await stage.present(0, false)).toMatchObject({
      status: 'failed',
      error: { detail: 'Error: no such font' },
    });
    fails = false;
    expect(await stage.present(0, false)).toMatchObject({ status: 'shown', hidden });
  });
});
