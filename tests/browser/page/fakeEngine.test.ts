import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import type { LogEvent, RenderProgress, RenderStage } from '../../../src/render';
import { makeCountedClip } from '../../media/makeCountedClip';
import { beyond, type Observed, type ObservedRender, observe, shapeOf } from '../support/fakeEngine/observe';
import { openFakePage } from '../support/fakeEngine/page';
import { openSession } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const STAGES: readonly RenderStage[] = ['reading', 'encoding', 'finishing', 'checking', 'done'];
const SRT = '1\n00:00:00,500 --> 00:00:01,500\nHello there\n\n2\nno times\nLost\n';

const folder = tempDir();
const clips = [0, 1, 2].map((id) => folder.file(`clip-${id}.mp4`));
const broken = folder.file('notes.mp4');
const voice = folder.file('voice.wav');
const subtitles = folder.file('film.srt');
const sessions: CliploomSession[] = [];

/** The same by the real engine and by the fake one. */
const both = async (render: ObservedRender): Promise<readonly [real: Observed, fake: Observed]> => {
  const [real, fake] = await Promise.all(sessions.map(({ page }) => observe(page, render)));
  if (!real || !fake) throw new Error('Both pages have to be open.');
  return [real, fake];
};

/** A render with something of everything that the page tells: what was left out, what is silent, what was skipped. */
const whole: ObservedRender = {
  ...{ clips: [clips[0]!, broken, ...clips.slice(1)], voiceOver: voice, subtitles },
  settings: {
    size: { width: 320, height: 180 },
    mode: 'sequential',
    maxClipDuration: 2,
    transition: 'crossfade',
    transitionDuration: 0.5,
    clipVolume: 0.5,
    engine: 'ffmpeg',
    cache: false,
  },
};
let made: Awaited<ReturnType<typeof both>>;

beforeAll(async () => {
  const clip = { width: 320, height: 180, fps: 30, seconds: 2 } as const;
  for (const [clipId, path] of clips.entries())
    await makeCountedClip({ ...clip, path, clipId, withAudio: clipId > 0 });
  writeFileSync(broken, 'Not a video at all.\n'.repeat(50));
  await makeTone(voice, 4);
  writeFileSync(subtitles, SRT);
  sessions.push(await openSession(), await openFakePage());
  made = await both(whole);
});
afterAll(async () => {
  for (const session of sessions) await session.close();
  folder[Symbol.dispose]();
});

/** What the page relies on in a row of reports, whatever made them. */
const checkReports = (events: readonly RenderProgress[]): void => {
  const places = events.map(({ stage }) => STAGES.indexOf(stage));
  expect(places).toEqual([...places].sort((one, other) => one - other));
  const shares = events.map(({ fraction }) => fraction);
  expect(shares).toEqual([...shares].sort((one, other) => one - other));
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  for (const { stage, engine, metrics, lanes, clips: shown, log, secondsLeft } of events) {
    const begun = stage !== 'reading';
    expect({ stage, engine: engine !== null, metrics: metrics !== null }).toEqual({
      ...{ stage, engine: begun, metrics: begun },
    });
    if (!begun) expect([lanes, shown, secondsLeft]).toEqual([[], [], null]);
    for (const { state, label, clipIndex, fraction } of lanes) {
      if (state === 'idle') expect([label, clipIndex, fraction]).toEqual([null, null, 0]);
      if (state === 'busy') expect(label).not.toBeNull();
      if (clipIndex !== null) expect(label).toContain(shown[clipIndex]?.source);
    }
    const isJoined = shown.map(({ status }) => status === 'joined');
    expect(isJoined, 'joined from the begin on').toEqual([...isJoined].sort().reverse());
    for (const { status, fraction } of shown) {
      if (status === 'joined' || status === 'encoded') expect(fraction).toBe(1);
      if (status === 'waiting') expect(fraction).toBe(0);
    }
    expect(log.latest.length).toBe(Math.min(50, log.length));
  }
};

describe('the fake engine of page tests', () => {
  it('reports a render as the real one does', () => {
    const [real, fake] = made;
    for (const { events, watchable } of made) {
      checkReports(events);
      const last = events.at(-1);
      expect(last).toMatchObject({ stage: 'done', fraction: 1, secondsLeft: 0 });
      expect(last?.clips.every(({ status }) => status === 'joined')).toBe(true);
      expect(watchable).toBe(1);
    }
    const [first, second] = [shapeOf(real.events), shapeOf(fake.events)];
    expect(beyond(second, first)).toEqual([]);
    // It has no core to download, and no part that could be watched.
    const without = /^(engineDownload|clips\[\]\.part)\b/;
    expect(beyond(first, second).filter((path) => !without.test(path))).toEqual([]);
    expect(new Set(fake.events.map(({ stage }) => stage))).toEqual(new Set(STAGES));
  });

  it('tells of the video what the real one does', () => {
    const [real, fake] = made.map(({ result, error }) => {
      expect(error).toBeNull();
      return result!;
    });
    const factsOf = (of: typeof real) => ({
      ...{ blob: of!.blob, engine: of!.engine, engineReason: of!.engineReason },
      ...{ output: { ...of!.output, bytes: 0 }, subtitles: of!.subtitles, silent: of!.silentSources },
      problems: of!.problems.map(({ error, ...problem }) => ({ ...problem, what: error.message })),
      clips: of!.clips.map(
        ({ index, source, sourceIndex, transitionFrom, status, frames, copiedFrames }) => ({
          ...{ index, source, sourceIndex, transitionFrom, status, frames, copiedFrames },
        }),
      ),
    });
    expect(factsOf(fake)).toEqual(factsOf(real));
    expect(real!.problems).toHaveLength(1);
    expect(real!.silentSources).toHaveLength(1);
    expect(real!.subtitles?.skipped).toHaveLength(1);
    const [first, second] = [shapeOf([real]), shapeOf([fake])];
    expect(beyond(second, first)).toEqual([]);
    expect(beyond(first, second)).toEqual([]);
  });

  it('writes a log like the real one’s', () => {
    const [real, fake] = made.map(({ result }) => result!.log);
    const notes = (log: readonly LogEvent[] | undefined) =>
      log!
        .filter(({ event }) => event === 'stage' || event === 'engine' || event === 'left-out')
        .map(({ time: _, ...note }) => note);
    expect(notes(fake)).toEqual(notes(real));
    const forms = (log: readonly LogEvent[] | undefined) =>
      new Set(
        log!.map(({ event, worker, clip, place }) =>
          [event, worker && 'worker', clip && 'clip', place === null ? null : 'place']
            .filter((part) => part !== null)
            .join(' '),
        ),
      );
    expect([...forms(fake)].filter((form) => !forms(real).has(form))).toEqual([]);
    expect([...forms(fake)]).toEqual(
      expect.arrayContaining(['queued clip place', 'started worker clip place', 'done worker clip place']),
    );
  });

  it.each<[string, ObservedRender]>([
    ['nothing can be used', { clips: [broken] }],
    ['settings make no sense', { clips: clips.slice(0, 1), settings: { speed: 99 } }],
    ['one problem is to end it', { ...whole, settings: { ...whole.settings, onProblem: 'stop' } }],
    ['it is cancelled', { ...whole, cancelAt: 'encoding' }],
  ])('fails as the real one does where %s', async (_, render) => {
    const [real, fake] = await both(render);
    for (const { result, events } of [real, fake]) {
      expect(result).toBeNull();
      checkReports(events);
      expect(events.every(({ stage }) => stage !== 'done')).toBe(true);
    }
    expect(fake.error).toMatchObject({ category: real.error?.category, message: real.error?.message });
    const leftOut = ({ events }: Observed) => events.at(-1)?.problems.map(({ source }) => source);
    expect(leftOut(fake)).toEqual(leftOut(real));
  });
});
