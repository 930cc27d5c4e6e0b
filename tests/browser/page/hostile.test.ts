import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { makeCountedClip } from '../../media/makeCountedClip';
import { decodeWarnings } from '../support/ffprobe';
import { freshPage } from '../support/freshPage';
import { canCreate, chooseSmall, openAll, put } from '../support/pageStates';
import { openSession } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const HIT = 'globalThis.hit=1';
const NAMES = [
  `<img src=x onerror="${HIT}">.mp4`,
  '../../etc/passwd',
  '$(reboot).mp4',
  '`reboot`; rm -rf ~ & |.mp4',
  '-i %d file:concat:.mp4',
  'clip\u202Egpj.exe.mp4',
  `"><script>${HIT}</script>{@html 1}.mp4`,
  `${'long '.repeat(60)}.mp4`,
];
/** Control characters that turn the direction of what follows (Unicode Standard Annex 9). */
const OVERRIDES = /[\u202A-\u202E\u2066-\u2069]/;

const CUES = `1
00:00:00,000 --> 00:00:00,500
<script>${HIT}</script>Hello

2
00:00:00,500 --> 00:00:01,000
<img src=x onerror="${HIT}">{\\an8}{\\pos(0,0)\\p1}m 0 0 l 9 9{\\p0} there

3
00:00:01,000 --> 00:00:01,500
&lt;b&gt; 1 --&gt; 2 \u202Eback
`;

const folder = tempDir();
let session: CliploomSession;
let page: Page;
let clip: Buffer;
let voice: Buffer;
const troubles: string[] = [];

beforeAll(async () => {
  const path = folder.file('clip.mp4');
  await makeCountedClip({ path, clipId: 0, width: 320, height: 180, fps: 30, seconds: 1 });
  await makeTone(folder.file('voice.mp3'), 2);
  clip = readFileSync(path);
  voice = readFileSync(folder.file('voice.mp3'));
  session = await openSession();
  page = session.page;
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (/\/x$|passwd|reboot/.test(request.url())) troubles.push(`request: ${request.url()}`);
  });
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});
beforeEach(async () => {
  await freshPage(page);
  troubles.length = 0;
});

const named = (names: readonly string[], buffer: Buffer, mimeType: string) =>
  names.map((name) => ({ name, mimeType, buffer }));

/** Nothing of it was run, fetched, or became a part of the document. */
const nothingHappened = async (): Promise<void> => {
  await openAll(page);
  const seen = await page.evaluate(() => ({
    hit: 'hit' in globalThis,
    scripts: [...document.body.querySelectorAll('script')].length,
    handlers: document.querySelectorAll('[onerror], [src="x"]').length,
    polluted: 'polluted' in {},
  }));
  expect(seen).toEqual({ hit: false, scripts: 0, handlers: 0, polluted: false });
  expect(troubles).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
};

const shownNames = async () =>
  (await page.getByTestId('clip-row').locator('.file-name').allTextContents()).map((name) => name.trim());

describe('names of files', () => {
  it('are text, from the list to the finished video and the project file', async () => {
    await page.getByTestId('clip-input').setInputFiles(named(NAMES, clip, 'video/mp4'));
    await page.getByTestId('voice-input').setInputFiles(named([NAMES[0]!], voice, 'audio/mpeg'));
    await page.getByTestId('music-input').setInputFiles(named([NAMES[1]!], voice, 'audio/mpeg'));
    await page.getByTestId('watermark-input').setInputFiles(named([NAMES[0]!], clip, 'image/png'));
    await page.getByTestId('watermark-error').waitFor();
    expect(await shownNames()).toEqual(NAMES.map((name) => name.trim()));
    await page.getByTestId('watermark-remove').click();
    await chooseSmall(page);
    await canCreate(page);
    await nothingHappened();

    await page.getByTestId('create').click();
    await page.getByTestId('result-video').waitFor({ timeout: 150_000 });
    await nothingHappened();
    const [video] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download').click()]);
    expect(video.suggestedFilename()).toMatch(/^cliploom-[\d-]+\.mp4$/);
    await video.saveAs(folder.file('out.mp4'));
    expect(await decodeWarnings(folder.file('out.mp4'))).toBe('');

    const [project] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('save-project').click(),
    ]);
    expect(project.suggestedFilename()).toMatch(/^cliploom-[\d-]+\.json$/);
    const saved = folder.file('saved.json');
    await project.saveAs(saved);
    await put(page, 'project-input', saved);
    await page.getByTestId('missing').waitFor();
    await nothingHappened();
  });

  it('cannot turn around the sentence that they stand in', async () => {
    const turning = 'clip\u202E4pm.exe';
    await page
      .getByTestId('clip-input')
      .setInputFiles(named([turning, NAMES[0]!], Buffer.from('no video'), 'video/mp4'));
    const errors = page.getByTestId('clip-error');
    await expect.poll(() => errors.count(), { timeout: 30_000 }).toBe(2);
    const [first, second] = await errors.allInnerTexts();
    expect(first).toMatch(/“clip.4pm\.exe” (is not|could not)/);
    expect(first).not.toMatch(OVERRIDES);
    expect(second).toContain(NAMES[0]);
    await nothingHappened();
  });
});

describe('subtitles', () => {
  it('are text on the page, in the video’s track and in the files beside it', async () => {
    await page.getByTestId('clip-input').setInputFiles(named(['a.mp4', 'b.mp4'], clip, 'video/mp4'));
    await page
      .getByTestId('subtitles-input')
      .setInputFiles(named([`${NAMES[0]}.srt`], Buffer.from(CUES), 'text/plain'));
    await page.getByText('3 subtitles, SRT').waitFor();
    await chooseSmall(page);
    await canCreate(page);
    await page.getByTestId('create').click();
    await page.getByTestId('result-video').waitFor({ timeout: 120_000 });
    await nothingHappened();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('subtitle-result').getByRole('link', { name: /VTT/ }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^cliploom-[\d-]+\.vtt$/);
    await file.saveAs(folder.file('out.vtt'));
    const vtt = readFileSync(folder.file('out.vtt'), 'utf8');
    expect(vtt).toContain('Hello');
    // A player that takes tags in WebVTT finds none, and no cue makes another one.
    expect(vtt).not.toMatch(/<(?!\d\d:)/);
    expect(vtt).not.toContain('\\p1');
    expect(vtt.match(/-->/g)).toHaveLength(3);
  });
});

describe('project files', () => {
  const opened = async (json: string): Promise<void> => {
    writeFileSync(folder.file('film.json'), json);
    await put(page, 'project-input', folder.file('film.json'));
  };
  const HEAD = '"format":"cliploom-project","version":1';

  it.each([
    ['at the top', `{${HEAD},"__proto__":{"polluted":1},"clips":[{"file":"a.mp4"}]}`],
    ['in a clip', `{${HEAD},"clips":[{"file":"a.mp4","__proto__":{"polluted":1}}]}`],
    ['by the constructor', `{${HEAD},"constructor":{"prototype":{"polluted":1}},"clips":[]}`],
  ])('change no prototype: %s', async (_, json) => {
    await opened(json);
    await page.getByTestId('project-error').or(page.getByTestId('missing')).first().waitFor();
    await nothingHappened();
  });

  it('have paths that are only names to ask for', async () => {
    const clips = NAMES.map((file) => ({ file }));
    await opened(
      JSON.stringify({ format: 'cliploom-project', version: 1, clips, voiceOver: ['/etc/passwd'] }),
    );
    await page.getByTestId('missing').waitFor();
    expect(await page.getByTestId('missing-file').count()).toBe(NAMES.length + 1);
    expect(await page.getByTestId('create').isDisabled()).toBe(true);
    await nothingHappened();
  });

  it('are refused in words that are text', async () => {
    await opened(`{${HEAD},"<img src=x onerror=${HIT}>":1}`);
    expect(await page.getByTestId('project-error').innerText()).toContain('<img src=x');
    await nothingHappened();
  });
});
