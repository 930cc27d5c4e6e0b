import { describe, expect, it } from 'vitest';
import type { PlannedClip } from '../../src/plan/plan';
import { resolvePlanSettings } from '../../src/plan/settings';
import { Leases } from '../../src/pool/leases';
import { MetricsRecorder } from '../../src/pool/metrics';
import type { JobOptions, JobOutcome } from '../../src/pool/types';
import { ClipEncodes } from '../../src/render/clipEncodes';
import type { ClipProcessors } from '../../src/render/clipProcessors';
import type { ClipShelf, HeldClip } from '../../src/render/clipShelf';
import type { UsableSource } from '../../src/render/sources';
import type { ClipJob, EncodedClip } from '../../src/shared/jobs';
import { frames } from '../../src/shared/units';
import { FakeClock, settle } from './support';

const made: EncodedClip = { decoderConfig: { codec: 'avc1.640028' }, data: new ArrayBuffer(3), packets: [] };

/** A shelf that has some clips, gives them out after some turns of the event loop, and counts what it holds for this render. */
class FakeShelf {
  readonly kept: string[] = [];
  held = 0;
  where: HeldClip['where'] = 'cache';
  readonly #cached: ReadonlySet<string>;
  readonly #turns: (name: string) => number;

  constructor(cached: readonly string[], turns: (name: string) => number = () => 0) {
    this.#cached = new Set(cached);
    this.#turns = turns;
  }

  async find({ picture }: ClipJob): Promise<HeldClip | null> {
    for (let turn = this.#turns(picture.sourceName); turn >= 0; turn -= 1) await new Promise(setImmediate);
    return this.#cached.has(picture.sourceName) ? this.#hold(true) : null;
  }

  async keep({ picture }: ClipJob): Promise<HeldClip> {
    this.kept.push(picture.sourceName);
    return this.#hold(false);
  }

  #hold(cached: boolean): HeldClip {
    this.held += 1;
    const drop = async () => {
      this.held -= 1;
    };
    return { cached, where: this.where, load: async () => null, drop };
  }
}

const NAMES = ['a', 'b', 'c', 'd'];
const clipOf = (name: string, length = 30) =>
  ({
    key: name,
    frames: frames(length),
    picture: { source: NAMES.indexOf(name), speed: 1 },
    next: null,
    cues: [],
    fades: [],
  }) as unknown as PlannedClip;

const setUp = (shelf: FakeShelf, budget = 2 ** 40) => {
  const jobs: string[] = [];
  const run = async (job: ClipJob, options: JobOptions): Promise<JobOutcome<EncodedClip>> => {
    jobs.push(job.sourceName);
    options.onStart?.();
    return { status: 'done', result: made, stats: { attempts: 1, worker: 'w', queuedMs: 0, runMs: 5 } };
  };
  const sources = NAMES.map((name, index) => {
    const file = new File([name], name);
    const video = { codedSize: { width: 640, height: 360 } };
    const info = { access: 'packets', durationSeconds: 5 };
    return [index, { index, file, info, video } as unknown as UsableSource] as const;
  });
  const metrics = new MetricsRecorder(new FakeClock(), 2);
  const leases = new Leases({ budget, clock: new FakeClock() });
  const encodes = new ClipEncodes({
    processors: { run } as unknown as ClipProcessors,
    shelf: shelf as unknown as ClipShelf,
    sources: new Map(sources),
    settings: resolvePlanSettings({}),
    drawn: { captions: null, watermark: null },
    quality: 'standard',
    encoder: null,
    copying: null,
    ...{ timeoutMs: 1000, stallMs: 1000, onFailure: () => {}, onEncoded: () => {} },
    workOf: ({ frames: length }) => length,
    signal: new AbortController().signal,
    leases,
    metrics,
    onChange: () => {},
  });
  return { encodes, jobs, metrics, leases };
};

describe('ClipEncodes', () => {
  it('hands on what is not there yet, in the order of the timeline however long the looking takes', async () => {
    const shelf = new FakeShelf(['b'], (name) => (name === 'a' ? 30 : 0));
    const { encodes, jobs, metrics } = setUp(shelf);
    const outcomes = await Promise.all(NAMES.map((name, place) => encodes.outcome(clipOf(name), place)));
    expect(jobs).toEqual(['a', 'c', 'd']);
    expect(shelf.kept).toEqual(['a', 'c', 'd']);
    expect(outcomes.map(({ stats }) => stats.attempts)).toEqual([1, 0, 1, 1]);
    expect(encodes.state(clipOf('b'))).toMatchObject({
      status: 'encoded',
      frames: 30,
      doneFrames: 30,
      cached: true,
    });
    expect(encodes.state(clipOf('a'))).toMatchObject({ status: 'encoded', doneFrames: 30, cached: false });
    expect(metrics.snapshot().cachedClips).toBe(1);
  });

  it('asks once for what stands on the timeline twice', async () => {
    const { encodes, jobs } = setUp(new FakeShelf([]));
    await Promise.all([encodes.outcome(clipOf('a'), 0), encodes.outcome(clipOf('a'), 1)]);
    expect(jobs).toEqual(['a']);
  });

  it('encodes a clip again that was there and is lost, and then does not let it go', async () => {
    const shelf = new FakeShelf(['a']);
    const { encodes, jobs } = setUp(shelf);
    await encodes.outcome(clipOf('a'), 0);
    encodes.lost(clipOf('a'));
    expect(encodes.state(clipOf('a'))).toBeUndefined();
    const again = await encodes.outcome(clipOf('a'), 0);
    expect(jobs).toEqual(['a']);
    expect(again.status === 'done' && (await again.result.load())).toBe(made);
    expect(shelf.kept).toEqual([]);
  });

  it('lets go of what is joined, of what a longer one replaces, and of the rest at the end', async () => {
    const shelf = new FakeShelf([]);
    const { encodes } = setUp(shelf);
    for (const name of ['a', 'b', 'c']) await encodes.outcome(clipOf(name), 0);
    expect(shelf.held).toBe(3);
    encodes.release(clipOf('a'));
    await encodes.outcome(clipOf('b', 40), 0);
    expect(shelf.held).toBe(2);
    // One that is still being made goes as well, as soon as it is there.
    const late = encodes.outcome(clipOf('d'), 0);
    encodes.dispose();
    await late;
    await Promise.resolve();
    expect(shelf.held).toBe(0);
  });

  describe('takes memory for each clip', () => {
    it('and waits for it: clips that wait in memory keep theirs until they are let go of', async () => {
      const shelf = new FakeShelf([]);
      shelf.where = 'memory';
      const { encodes, jobs, leases } = setUp(shelf, 1);
      await encodes.outcome(clipOf('a'), 0, true);
      const second = encodes.outcome(clipOf('b'), 1);
      await expect.poll(() => leases.waiting).toBe(1);
      expect(jobs).toEqual(['a']);
      encodes.release(clipOf('a'));
      expect((await second).status).toBe('done');
      expect(jobs).toEqual(['a', 'b']);
      encodes.dispose();
      await settle();
      expect(leases.inUse).toBe(0);
    });

    it('and gives it back at once where they wait on the disk', async () => {
      const { encodes, jobs, leases } = setUp(new FakeShelf([]), 1);
      await Promise.all(NAMES.map((name, place) => encodes.outcome(clipOf(name), place)));
      expect(jobs).toEqual(NAMES);
      expect(leases.inUse).toBe(0);
    });

    it('but never waits for the clip that all others wait for', async () => {
      const shelf = new FakeShelf([]);
      shelf.where = 'memory';
      const { encodes } = setUp(shelf, 1);
      await encodes.outcome(clipOf('b'), 1);
      expect((await encodes.outcome(clipOf('a'), 0, true)).status).toBe('done');
    });
  });
});
