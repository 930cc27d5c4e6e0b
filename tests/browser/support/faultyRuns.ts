import { existsSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { type ErrorCategory, RenderError } from '../../../src/shared/errors';
import { makeCountedClip } from '../../media/makeCountedClip';
import { decodeWarnings, frameTimes } from './ffprobe';
import { openSession } from './session';
import { makeTone } from './sound';
import { tempDir } from './tempDir';
import {
  allFaults,
  beginFaults,
  faultsSoFar,
  memoryOf,
  NO_FAULTS,
  releaseWorkers,
  runningWorkers,
} from './workersOf';

const CLIPS = 4;
const FPS = 30;
/** A render of four clips takes about two seconds; each may stand still twice, and two faults may meet. */
const SECONDS = 100;
/** One clip in so many has a given fault: of seven faults every second clip or so has one. */
const ONE_IN = 12;
const WORKERS = 2;
/** Every third has a voice-over, longer than the clips: they repeat. */
const VOICE_EVERY = 3;

/** What faults of workers become. A clip's own fault (`unreadable-source`) would be a wrong verdict. */
const NAMED: readonly ErrorCategory[] = [
  'stalled',
  'timeout',
  'worker-lost',
  'out-of-memory',
  'wrong-output',
];

/** Renders before memory is looked at. */
const WARM_UP = 6;

/** Declares `count` renders under seeded faults: each is whole, or fails clearly, and leaves nothing behind. */
export const describeFaultyRuns = (count: number): void => {
  const folder = tempDir();
  const clips = Array.from({ length: CLIPS }, (_, index) => folder.file(`clip${index}.mp4`));
  const voice = folder.file('voice.flac');
  const out = folder.file('out.mp4');
  let session: CliploomSession;
  let memoryBefore: number;

  const render = (voiceOver?: string) =>
    session.renderFiles({
      ...{ clips, voiceOver, out, timeoutSeconds: SECONDS },
      settings: {
        ...{ size: { width: 160, height: 120 }, fps: FPS, mode: 'sequential', maxClipDuration: 1 },
        // So that a hanging worker costs seconds, not minutes: first 8 s, then 2 s.
        ...{ threads: WORKERS, clipTimeout: 20, stallTimeout: 2 },
      },
    });
  const memory = async () => {
    await releaseWorkers(session.page);
    expect(await runningWorkers(session.page)).toEqual([]);
    return memoryOf(session.page);
  };

  beforeAll(async () => {
    const size = { width: 160, height: 120, fps: FPS, seconds: 1 };
    await Promise.all(clips.map((path, clipId) => makeCountedClip({ path, clipId, ...size })));
    await makeTone(voice, CLIPS + 1);
    session = await openSession({ chaos: NO_FAULTS, engine: 'ffmpeg' });
    // Before counting, everything is loaded that a faulty render needs; the browser's own compiled code and notes about
    // it grow over the first few renders, and then no more (measured without faults: 18 % in six, 0.1 % in the next).
    for (let round = 0; round < WARM_UP; round += 1) {
      await beginFaults(session.page, { oneIn: { crash: 2 }, seed: round });
      await render(round === 0 ? voice : undefined);
    }
    memoryBefore = await memory();
  });
  afterAll(async () => {
    await session?.close();
    folder[Symbol.dispose]();
  });

  const run = async (seed: number): Promise<void> => {
    const voiceOver = seed % VOICE_EVERY === 0 ? voice : undefined;
    rmSync(out, { force: true });
    await beginFaults(session.page, allFaults(ONE_IN, seed));
    try {
      const { output, problems, log, clips: outcomes } = await render(voiceOver);
      for (const { error } of problems) expect(NAMED, error.message).toContain(error.category);
      const left = CLIPS - problems.length;
      expect(output.frames).toBe((voiceOver ? CLIPS + 1 : left) * FPS);
      expect(await frameTimes(out)).toHaveLength(output.frames);
      expect(await decodeWarnings(out)).toBe('');
      // Faults show in the log, and cost nobody but their own clip a try.
      const faults = await faultsSoFar(session.page);
      const hurt = faults.filter((fault) => fault !== 'slow' && fault !== 'double');
      const retries = log.filter(({ event }) => event === 'retry' || event === 'failed');
      expect(retries.length, faults.join()).toBeGreaterThanOrEqual(hurt.length);
      if (faults.length === 0) expect(outcomes.every(({ attempts }) => attempts < 2)).toBe(true);
    } catch (thrown) {
      if (!(thrown instanceof RenderError)) throw thrown;
      expect(NAMED, thrown.message).toContain(thrown.category);
      expect(thrown.message.length).toBeGreaterThan(20);
      expect(existsSync(out)).toBe(false);
    }
    // Warm workers stay for the next render, and no others.
    const running = await runningWorkers(session.page);
    expect(running.filter((name) => name.startsWith('ClipProcessor')).length).toBeLessThanOrEqual(WORKERS);
    expect(running).not.toContain('CoreCompiler');
  };

  describe('renders under faults are whole, or fail clearly', () => {
    for (let seed = 1; seed <= count; seed += 1) it(`faults ${seed}`, () => run(seed));

    it('leave no worker and no memory behind', async () => {
      await expect.poll(memory).toBeLessThan(memoryBefore * 1.1);
    });
  });
};
