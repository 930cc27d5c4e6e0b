import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliploomSession, SessionOptions } from '../../../scripts/lib/driver';
import type { RenderReport } from '../../../scripts/lib/pageRender';
import type { RenderProgress } from '../../../src/render/types';
import { makeCountedClip } from '../../media/makeCountedClip';
import { beginScripts } from '../support/alteredScripts';
import { sha256 } from '../support/cachePage';
import { decodeWarnings, frameTimes } from '../support/ffprobe';
import { runRenderTool } from '../support/renderTool';
import { openSession } from '../support/session';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const size = { width: 320, height: 180 };
const settings = { size, mode: 'sequential', maxClipDuration: 1, cache: false } as const;
const clips = [1, 2, 3, 4, 5, 6].map((id) => folder.file(`clip-${id}.mp4`));
let session: CliploomSession;

beforeAll(async () => {
  for (const [clipId, path] of clips.entries())
    await makeCountedClip({ path, clipId, width: 640, height: 360, fps: 30, seconds: 1 });
  session = await openSession();
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

const render = async (
  own: CliploomSession = session,
  more: Partial<Parameters<CliploomSession['renderFiles']>[0]> = {},
): Promise<RenderReport> => {
  const out = folder.file('out.mp4');
  const report = await own.renderFiles({ clips, out, ...more, settings: { ...settings, ...more.settings } });
  expect(report.problems).toEqual([]);
  expect(await frameTimes(out)).toHaveLength(180);
  expect(await decodeWarnings(out)).toBe('');
  return report;
};

const stored = (page = session.page): Promise<string | null> =>
  page.evaluate(() => localStorage.getItem('cliploom.costs'));

/** Lets the page believe that it has measured this of all clips so far: times of what the priors say. */
const believe = (slowness: Readonly<Record<string, number>>, page = session.page): Promise<void> =>
  page.evaluate((slow) => {
    const fitOf = (factor: number) => ({
      factors: Array(6).fill(factor),
      covariance: Array.from({ length: 6 }, (_, row) =>
        Array.from({ length: 6 }, (__, at) => (row === at ? 1e-3 : 0)),
      ),
      count: 50,
    });
    const fits = Object.fromEntries(Object.entries(slow).map(([maker, factor]) => [maker, fitOf(factor)]));
    localStorage.setItem('cliploom.costs', JSON.stringify({ version: 1, fits }));
  }, slowness);

describe('auto', () => {
  beforeEach(() => session.page.evaluate(() => localStorage.removeItem('cliploom.costs')));

  it('takes the browser’s encoder here, says why, and learns from each clip', async () => {
    const engines: RenderProgress['engine'][] = [];
    const first = await render(session, { onProgress: ({ engine }) => engines.push(engine) });
    expect(first.engine).toBe('webcodecs');
    expect(first.engineReason).toMatch(
      /^The browser encodes avc1\S+ in software, about [\d.]+ times as fast/,
    );
    expect(first.engineReason).toContain('nothing was measured here yet');
    expect(engines.at(-1)).toEqual({ name: 'webcodecs', reason: first.engineReason });
    expect(first.log.filter(({ event }) => event === 'engine')).toMatchObject([
      { detail: `webcodecs: ${first.engineReason}` },
    ]);
    const learnt = JSON.parse((await stored()) ?? '');
    expect(learnt.fits['browser in software'].count).toBe(6);

    const second = await render();
    expect(second.engineReason).toContain('one of them was measured here');
    await render(session, { settings: { engine: 'ffmpeg' } });
    const { fits } = JSON.parse((await stored()) ?? '');
    expect(Object.keys(fits).sort()).toEqual(['browser in software', 'ffmpeg × 1']);
    expect((await render()).engineReason).toContain('(measured here)');
  });

  it('takes ffmpeg where the browser was measured to be slower, and a person’s choice wins', async () => {
    await believe({ 'browser in software': 20, 'ffmpeg × 1': 1 });
    const slow = await render();
    expect(slow.engine).toBe('ffmpeg');
    expect(slow.engineReason).toMatch(/only about 0\.\d times as fast as ffmpeg \(measured here\)/);
    const chosen = await render(session, { settings: { engine: 'webcodecs' } });
    expect(chosen).toMatchObject({
      engine: 'webcodecs',
      engineReason: expect.stringMatching(/^It was chosen/),
    });
  });

  it('lets no stored text do harm', async () => {
    for (const text of [
      '{',
      '{"version":1,"fits":{"browser in software":{"factors":"x"}}}',
      'x'.repeat(1e6),
    ]) {
      await session.page.evaluate((bad) => localStorage.setItem('cliploom.costs', bad), text);
      expect((await render()).engineReason).toContain('nothing was measured here yet');
    }
  });

  it('goes on with the engine whose clips are there', async () => {
    const first = await render(session, { settings: { cache: true, engine: 'ffmpeg' } });
    expect(first.clips.map(({ status }) => status)).toEqual(Array(6).fill('encoded'));
    await session.page.evaluate(() => localStorage.removeItem('cliploom.costs'));
    const again = await render(session, { settings: { cache: true } });
    expect(again.engine).toBe('ffmpeg');
    expect(again.engineReason).toBe('6 of 6 clips were made by it before and need not be encoded again.');
    expect(again.clips.map(({ status }) => status)).toEqual(Array(6).fill('cached'));
  });

  it('gives the same bytes again in this browser, with one worker or more', async () => {
    const hashes = new Set<string>();
    for (const threads of [1, 2, 1]) {
      expect((await render(session, { settings: { threads } })).engine).toBe('webcodecs');
      hashes.add(sha256(folder.file('out.mp4')));
    }
    expect(hashes.size).toBe(1);
  });

  it('is told by the shell, and in its report; with a profile the next call goes on with its clips', async () => {
    const [out, report] = [folder.file('shell.mp4'), folder.file('report.json')];
    const two = clips.slice(0, 2);
    const call = async () => {
      const { code, stderr } = await runRenderTool([
        ...['--profile', folder.file('profile'), '--size', '320x180', '--clip-duration', '1'],
        ...['--mode', 'sequential', '--out', out, '--report', report, ...two],
      ]);
      expect(code, stderr).toBe(0);
      const { engine, engineReason, clips: made }: RenderReport = JSON.parse(readFileSync(report, 'utf8'));
      expect(engine).toBe('webcodecs');
      expect(stderr).toContain(`Made by webcodecs: ${engineReason}`);
      return { engineReason, statuses: made.map(({ status }) => status), sha256: sha256(out) };
    };
    const first = await call();
    expect(first.statuses).toEqual(['encoded', 'encoded']);
    const second = await call();
    expect(second.statuses).toEqual(['cached', 'cached']);
    expect(second.engineReason).toMatch(/^2 of 2 clips were made by it before/);
    expect(second.sha256).toBe(first.sha256);
  });
});

describe('an encoder in hardware', () => {
  /**
   * There is none here, so software is made to look like one, in the page and in the workers.
   * @param inWorkers more of its class there
   */
  const withHardware = async (
    { sessions, inWorkers = '' }: { sessions: number; inWorkers?: string },
    options: SessionOptions,
    use: (own: CliploomSession) => Promise<void>,
  ): Promise<void> => {
    const hardware = (more: string) => `{
      const Real = VideoEncoder;
      const real = (config) => ({ ...config, hardwareAcceleration: 'prefer-software' });
      let open = 0;
      globalThis.VideoEncoder = class extends Real {
        static isConfigSupported(config) { return Real.isConfigSupported(real(config)); }
        configure(config) {
          if (this.state === 'configured') return super.configure(real(config));
          this.held = config.hardwareAcceleration === 'prefer-hardware';
          if (this.held) open += 1;
          if (this.held && open > ${sessions}) throw new DOMException('no session left', 'OperationError');
          this.config = config;
          super.configure(real(config));
        }
        close() {
          if (this.held) open -= 1;
          this.held = false;
          super.close();
        }
        ${more}
      };
    }`;
    const own = await openSession(options);
    try {
      await beginScripts(own.page, /clip-processor[^/]*\.js/, hardware(inWorkers));
      await own.page.evaluate(hardware(''));
      await use(own);
    } finally {
      await own.close();
    }
  };

  it('makes no more clips at one time than it has sessions', () =>
    withHardware({ sessions: 3 }, { simulateCores: 6 }, async (own) => {
      // Software is slow here.
      await believe({ 'browser in software': 10 }, own.page);
      let most = 0;
      const onProgress = ({ lanes }: RenderProgress): void => {
        most = Math.max(most, lanes.filter(({ clipIndex }) => clipIndex !== null).length);
      };
      const report = await render(own, { onProgress });
      expect(report).toMatchObject({ engine: 'webcodecs', workers: 3 });
      expect(report.engineReason).toContain('in hardware');
      expect(most).toBeLessThanOrEqual(3);
      const { fits } = JSON.parse((await stored(own.page)) ?? '');
      expect(fits['browser in hardware'].count).toBe(6);
    }));

  it('that is taken back in the middle of a clip is made again as it was', () =>
    withHardware(
      {
        sessions: 8,
        inWorkers: `encode(...args) {
          if (this.config.hardwareAcceleration === 'prefer-software') throw new Error('not in hardware');
          globalThis.frames = (globalThis.frames ?? 0) + 1;
          if (globalThis.frames === 10) throw new DOMException('reclaimed', 'QuotaExceededError');
          super.encode(...args);
        }`,
      },
      {},
      async (own) => {
        await believe({ 'browser in software': 10 }, own.page);
        const report = await render(own);
        expect(report.engine).toBe('webcodecs');
        expect(report.engineReason).toContain('in hardware');
        expect(report.clips.map(({ attempts }) => attempts)).toEqual(Array(6).fill(1));
      },
    ));
});
