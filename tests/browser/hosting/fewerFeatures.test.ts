import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import type { RenderReport, RenderSettings } from '../../../scripts/lib/pageRender';
import { makeCountedClip } from '../../media/makeCountedClip';
import { beginScripts } from '../support/alteredScripts';
import { decodeWarnings } from '../support/ffprobe';
import { canCreate } from '../support/pageStates';
import { openSession } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const size = { width: 320, height: 180 };
const clips = [0, 1].map((id) => folder.file(`clip-${id}.mp4`));
const voiceOver = folder.file('voice.wav');
const subtitles = folder.file('subtitles.srt');

/** What Safari 18 has not, by MDN's compatibility data. */
const SAFARI_18 = [
  'globalThis.showSaveFilePicker',
  'globalThis.showOpenFilePicker',
  'globalThis.PressureObserver',
  'globalThis.ImageDecoder',
  'globalThis.AudioDecoder',
  'globalThis.AudioEncoder',
  'globalThis.AudioData',
  'globalThis.FileSystemFileHandle?.prototype.createWritable',
  'globalThis.DataTransferItem?.prototype.getAsFileSystemHandle',
  'globalThis.Performance?.prototype.measureUserAgentSpecificMemory',
  'globalThis.Navigator?.prototype.deviceMemory',
  'globalThis.WorkerNavigator?.prototype.deviceMemory',
];
const NO_WEBCODECS = [
  ...SAFARI_18,
  'globalThis.VideoDecoder',
  'globalThis.VideoEncoder',
  'globalThis.VideoFrame',
];

/** Chromium, in which page and workers lack these. */
const openWithout = async (names: readonly string[]): Promise<CliploomSession> => {
  const session = await openSession();
  const { page } = session;
  const line = names.map((name) => `delete ${name};`).join('');
  await beginScripts(page, /(clip-processor|header-reader|core-compiler)[^/]*\.js/, line);
  // In the page that is open, and in those that are opened.
  await page.evaluate(line);
  await page.context().addInitScript(line);
  expect(await page.evaluate(`[${names}].filter((it) => it !== undefined).length`)).toBe(0);
  return session;
};

const render = async (
  session: CliploomSession,
  name: string,
  settings: RenderSettings = {},
): Promise<{ hash: string; report: RenderReport }> => {
  const out = folder.file(`${name}.mp4`);
  const report = await session.renderFiles({
    ...{ clips, voiceOver, subtitles, out },
    settings: { size, mode: 'sequential', maxClipDuration: 1, engine: 'ffmpeg', ...settings },
  });
  expect(report.problems).toEqual([]);
  expect(report.output.frames).toBe(99);
  expect(await decodeWarnings(out)).toBe('');
  return { report, hash: createHash('sha256').update(readFileSync(out)).digest('hex') };
};

let expected: string;

beforeAll(async () => {
  for (const [clipId, path] of clips.entries())
    await makeCountedClip({ path, clipId, fps: 30, seconds: 2, withAudio: true, ...size });
  await makeTone(voiceOver, 3.3);
  writeFileSync(subtitles, '1\n00:00:00,000 --> 00:00:02,000\nHello\n');
  const session = await openSession();
  expected = (await render(session, 'all')).hash;
  await session.close();
});
afterAll(() => folder[Symbol.dispose]());

describe.each([
  ['with what Safari 18 has', SAFARI_18, 'webcodecs', /in software|in hardware/],
  ['without WebCodecs', NO_WEBCODECS, 'ffmpeg', /no WebCodecs/],
] as const)('%s', (name, missing, engine, reason) => {
  let session: CliploomSession;
  beforeAll(async () => {
    session = await openWithout(missing);
  });
  afterAll(() => session?.close());

  it('the same bytes', async () => {
    expect((await render(session, name)).hash).toBe(expected);
  });

  it('nothing is cached, and nothing fails by it', async () => {
    for (const round of [1, 2]) {
      const { report, hash } = await render(session, `${name}-${round}`, { cache: true });
      expect(report.clips.every(({ status }) => status === 'encoded')).toBe(true);
      expect(hash).toBe(expected);
    }
  });

  it('the browser’s own codecs, as far as they are there', async () => {
    const { report } = await render(session, `${name}-own`, { engine: 'webcodecs' });
    expect(report.engine).toBe(engine);
    expect(report.engineReason).toMatch(reason);
  });

  it('the page reads what it is given, and can make a video of it', async () => {
    const page = await session.page.context().newPage();
    await page.goto(session.page.url());
    await page.getByTestId('clip-input').setInputFiles(clips);
    await page.getByTestId('voice-input').setInputFiles(voiceOver);
    await expect.poll(() => page.getByTestId('clip-row').count()).toBe(clips.length);
    await canCreate(page);
    expect(await page.getByTestId('clip-error').count()).toBe(0);
  });
});

describe('without what there can be no video without', () => {
  let session: CliploomSession;
  beforeAll(async () => {
    session = await openSession();
  });
  afterAll(() => session?.close());

  it.each([
    ['WebAssembly', 'WebAssembly'],
    ['Worker', 'Web Workers'],
    ['OffscreenCanvas', 'OffscreenCanvas'],
    ['DecompressionStream', 'DecompressionStream'],
    ['Intl.Segmenter', 'Intl.Segmenter'],
    ['AbortSignal.any', 'AbortSignal.any'],
    ['Array.prototype.toSpliced', 'Array.prototype.toSpliced'],
  ])('the page names it, in each language: %s', async (feature, name) => {
    const page = await session.page.context().newPage();
    const faults: unknown[] = [];
    page.on('pageerror', (fault) => faults.push(fault));
    try {
      await page.addInitScript(`delete globalThis.${feature}`);
      await page.goto(session.page.url());
      const card = page.getByTestId('unsupported');
      await card.waitFor();
      expect(await card.innerText()).toContain(`does not offer: ${name}. A current Chrome`);
      await page.getByTestId('language').selectOption('zh-Hans');
      await card.getByText(`此浏览器未提供的功能：${name}。`).waitFor();
      expect(await page.getByTestId('create').count()).toBe(0);
      expect(faults).toEqual([]);
      await page.getByTestId('language').selectOption('en');
    } finally {
      await page.close();
    }
  });

  it('nor scripts: the page says so by itself', async () => {
    const page = await session.page.context().newPage();
    try {
      // As where the browser does not know what is written in it.
      await page.route('**/assets/index-*.js', (route) => route.fulfill({ body: 'let let let' }));
      await page.goto(session.page.url());
      const said = page.getByText('this browser is too old');
      expect(await said.isVisible()).toBe(false);
      // Nobody who waits for a moment only is to see it.
      await page.evaluate(() => {
        for (const animation of document.getAnimations()) animation.finish();
      });
      await said.waitFor();
      await page.getByText('此浏览器版本过旧').waitFor();
    } finally {
      await page.close();
    }
  });
});
