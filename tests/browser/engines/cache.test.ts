import { copyFileSync, utimesSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import type { RenderReport } from '../../../scripts/lib/pageRender';
import { makeCountedClip } from '../../media/makeCountedClip';
import { runFfmpeg } from '../../media/runFfmpeg';
import { clearClips, damageClips, renderIn, sha256, storedClips, storedFiles } from '../support/cachePage';
import { decodeWarnings, frameTimes } from '../support/ffprobe';
import { openSession } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const size = { width: 160, height: 120 };
const settings = { size, mode: 'sequential', maxClipDuration: 1, cache: true, engine: 'ffmpeg' } as const;
const clips: string[] = [];
let other = '';
let session: CliploomSession;

const counted = async (clipId: number): Promise<string> => {
  const path = folder.file(`clip-${clipId}.mp4`);
  await makeCountedClip({ path, clipId, ...size, fps: 30, seconds: 1 });
  return path;
};

beforeAll(async () => {
  for (const clipId of [1, 2, 3]) clips.push(await counted(clipId));
  other = await counted(4);
  session = await openSession({ engine: 'ffmpeg' });
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

type Request = Partial<Parameters<CliploomSession['renderFiles']>[0]>;

let renders = 0;
const renderWith = async ({ renderFiles }: CliploomSession, request: Request = {}) => {
  renders += 1;
  const out = folder.file(`out-${renders}.mp4`);
  const report = await renderFiles({
    clips,
    out,
    ...request,
    settings: { ...settings, ...request.settings },
  });
  return { out, report, statuses: report.clips.map(({ status }) => status), sha256: sha256(out) };
};
const render = (request?: Request) => renderWith(session, request);
const clear = () => clearClips(session.page);

const expectNothingEncoded = ({ clips: outcomes, metrics }: RenderReport): void => {
  expect(outcomes.map(({ attempts, worker }) => [attempts, worker])).toEqual(outcomes.map(() => [0, null]));
  expect(metrics).toMatchObject({ cachedClips: outcomes.length, clipMs: { max: 0 } });
};

describe('a second render', () => {
  it('of the same encodes nothing, and gives the same bytes', async () => {
    const plain = await render({ settings: { cache: false } });
    const first = await render();
    expect(first.statuses).toEqual(['encoded', 'encoded', 'encoded']);
    expect(first.report.metrics.cachedClips).toBe(0);
    const fractions: number[] = [];
    const second = await render({ onProgress: ({ fraction }) => fractions.push(fraction) });
    expect(second.statuses).toEqual(['cached', 'cached', 'cached']);
    expectNothingEncoded(second.report);
    expect([first.sha256, second.sha256]).toEqual([plain.sha256, plain.sha256]);
    expect(fractions.at(-1)).toBe(1);
    expect(await decodeWarnings(second.out)).toBe('');
  });

  it('with other music or another order encodes nothing', async () => {
    const music = await makeTone(folder.file('music.wav'), 2);
    const withMusic = await render({ music });
    expectNothingEncoded(withMusic.report);
    const turned = await render({ clips: [...clips].reverse() });
    expectNothingEncoded(turned.report);
    const uncached = await render({ clips: [...clips].reverse(), settings: { cache: false } });
    expect(uncached.statuses).toEqual(['encoded', 'encoded', 'encoded']);
    expect(turned.sha256).toBe(uncached.sha256);
  });

  it('with one clip swapped encodes that one', async () => {
    const swapped = await render({ clips: [clips[0]!, other, clips[2]!] });
    expect(swapped.statuses).toEqual(['cached', 'encoded', 'cached']);
    expect(await frameTimes(swapped.out)).toHaveLength(90);
  });

  it('goes by what is in the files, not by their names', async () => {
    const copy = folder.file('copy.mp4');
    copyFileSync(clips[0]!, copy);
    utimesSync(copy, 1000, 1000);
    const renamed = await render({ clips: [copy, clips[1]!, clips[2]!] });
    expectNothingEncoded(renamed.report);
    expect(renamed.report.clips[0]?.source).toBe('copy.mp4');

    // The same name, and other pictures in it.
    const encoder = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p'];
    await runFfmpeg(['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=30:duration=1', ...encoder, copy]);
    expect((await render({ clips: [copy, clips[1]!] })).statuses).toEqual(['encoded', 'cached']);
  });

  it('with other captions encodes the clips under the cues that changed', async () => {
    const subtitles = (name: string, second: string) => {
      const path = folder.file(name);
      const cues = ['0,100 --> 00:00:00,900\nOne', `1,100 --> 00:00:01,900\n${second}`];
      writeFileSync(path, cues.map((cue, index) => `${index + 1}\n00:00:0${cue}\n`).join('\n'));
      return path;
    };
    const before = await render({ subtitles: subtitles('before.srt', 'Two') });
    expect(before.statuses).toEqual(['encoded', 'encoded', 'cached']);
    const after = await render({ subtitles: subtitles('after.srt', 'Zwei') });
    expect(after.statuses).toEqual(['cached', 'encoded', 'cached']);
  });

  it('with another length or look encodes what is different by it', async () => {
    const shorter = await render({ settings: { duration: 2.5 } });
    expect(shorter.statuses).toEqual(['cached', 'cached', 'encoded']);
    expect((await render({ settings: { speed: 1.25 } })).statuses).not.toContain('cached');
  });
});

describe('the cache', () => {
  it('is not asked and gets nothing where it is switched off', async () => {
    await clear();
    expect((await render({ settings: { cache: false } })).statuses).toEqual([
      'encoded',
      'encoded',
      'encoded',
    ]);
    expect(await storedClips(session.page)).toEqual([]);
    // What waited to be joined has been given back too.
    expect(await storedFiles(session.page)).toEqual({});
  });

  it('holds a clip that stands on the timeline twice once', async () => {
    await clear();
    const twice = await render({ clips: [clips[0]!], settings: { duration: 2 } });
    expect(twice.statuses).toEqual(['encoded', 'reused']);
    expect(await storedClips(session.page)).toHaveLength(1);
    const again = await render({ clips: [clips[0]!], settings: { duration: 2 } });
    expect(again.statuses).toEqual(['cached', 'reused']);
    expect(again.sha256).toBe(twice.sha256);
  });

  it('drops damaged clips and those of another version, which are encoded again', async () => {
    await clear();
    const first = await render();
    await damageClips(session.page);
    const second = await render();
    expect(second.statuses).toEqual(['encoded', 'encoded', 'encoded']);
    expect(second.sha256).toBe(first.sha256);
    expectNothingEncoded((await render()).report);
  });

  it('stays within its limit', async () => {
    await clear();
    const none = await render({ settings: { cacheLimitBytes: 0 } });
    expect(none.statuses).toEqual(['encoded', 'encoded', 'encoded']);
    expect(await storedClips(session.page)).toEqual([]);
  });

  it('is shown and cleared on the page', async () => {
    await render();
    const { page } = session;
    const second = await page.context().newPage();
    await second.goto(page.url());
    const button = second.getByTestId('clear-cache');
    await button.waitFor();
    expect(await button.textContent()).toMatch(/Clear the cache \([\d.]+ kB\)/);
    await button.click();
    await button.waitFor({ state: 'detached' });
    await second.close();
    expect(await storedClips(page)).toEqual([]);
  });

  it('is shared by tabs that render at the same time', async () => {
    await clear();
    const { page } = session;
    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.waitForFunction(() => 'cliploom' in globalThis);
    const both = await Promise.all([renderIn(second, clips, settings), render()]);
    expect(both[0].sha256).toBe(both[1].sha256);
    expect(await storedClips(page)).toHaveLength(3);
    const after = await renderIn(second, clips, settings);
    expect(after).toEqual({ statuses: ['cached', 'cached', 'cached'], sha256: both[0].sha256 });
    await second.close();
  });
});

describe('a disk that fails', () => {
  it('that is full costs the cache, not the render', async () => {
    const full = await openSession({ engine: 'ffmpeg' });
    try {
      const devtools = await full.page.context().newCDPSession(full.page);
      const { origin } = new URL(full.page.url());
      await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
      const first = await renderWith(full, { settings: { cacheLimitBytes: 1e9 } });
      const second = await renderWith(full, { settings: { cacheLimitBytes: 1e9 } });
      expect([...first.statuses, ...second.statuses]).toEqual(Array(6).fill('encoded'));
      expect(first.sha256).toBe((await render({ settings: { cache: false } })).sha256);
      expect(await storedClips(full.page)).toEqual([]);
    } finally {
      await full.close();
    }
  });

  it('that is not there costs the cache, not the render', async () => {
    const without = await openSession({ engine: 'ffmpeg' });
    try {
      await without.page.addInitScript(() => {
        Reflect.deleteProperty(StorageManager.prototype, 'getDirectory');
      });
      await without.page.reload();
      await without.page.waitForFunction(() => 'cliploom' in globalThis);
      const first = await renderWith(without);
      const second = await renderWith(without);
      expect([...first.statuses, ...second.statuses]).toEqual(Array(6).fill('encoded'));
      expect(first.sha256).toBe((await render({ settings: { cache: false } })).sha256);
    } finally {
      await without.close();
    }
  });
});
