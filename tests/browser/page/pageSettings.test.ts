import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { PROJECT } from '../../../scripts/lib/paths';
import { makeCountedClip } from '../../media/makeCountedClip';
import { runFfmpeg } from '../../media/runFfmpeg';
import { openFakePage } from '../support/fakeEngine/page';
import { freshPage } from '../support/freshPage';
import { canCreate } from '../support/pageStates';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const folder = tempDir();
const clips = [0, 1].map((id) => folder.file(`clip-${id}.mp4`));
const voices = ['one', 'two'].map((name) => folder.file(`${name}.wav`));
const logo = folder.file('logo.png');
const subtitles = folder.file('film.srt');
const SRT = `1
00:00:00,500 --> 00:00:02,000
Hello there

2
00:00:xx,000 --> 00:00:02,000
damaged
`;
let session: CliploomSession;
let page: Page;

const shot = async (name: string): Promise<void> => {
  const shots = join(PROJECT, 'tests', 'output');
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
};
const broken = (name: string): string => {
  writeFileSync(folder.file(name), 'Not what it should be.\n'.repeat(20));
  return folder.file(name);
};
const set = (testid: string, ...paths: string[]) => page.getByTestId(testid).setInputFiles(paths);
const slide = (label: RegExp, value: number, within: Page | Locator = page) =>
  within.getByLabel(label).fill(String(value));
const rows = () => page.getByTestId('clip-row');
const voiceNames = async () =>
  (await page.getByTestId('voice-row').allInnerTexts()).map((text) => /\w+\.wav/.exec(text)?.[0]);
const openOwn = async (row: number): Promise<Locator> => {
  const own = rows().nth(row).getByTestId('own-settings');
  await own.locator('summary').click();
  return own;
};
const openStyle = () => page.getByTestId('caption-style').locator('summary').first().click();
const cannotCreate = async (reason: RegExp): Promise<void> => {
  await page.locator('#create-obstacle').filter({ hasText: reason }).waitFor({ timeout: 10_000 });
  expect(await page.getByTestId('create').isDisabled()).toBe(true);
};

beforeAll(async () => {
  const clip = { width: 320, height: 180, fps: 30, seconds: 3 } as const;
  await makeCountedClip({ ...clip, path: clips[0]!, clipId: 0, withAudio: true });
  await makeCountedClip({ ...clip, path: clips[1]!, clipId: 1 });
  for (const path of voices) await makeTone(path, 1);
  await runFfmpeg(['-f', 'lavfi', '-i', 'color=red:s=200x100', '-frames:v', '1', logo]);
  writeFileSync(subtitles, SRT);
  session = await openFakePage();
  page = session.page;
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});
beforeEach(() => freshPage(page));

describe('the settings on the page', () => {
  it('put voice-overs in order, by buttons and keyboard, with the focus on what moves', async () => {
    await set('voice-input', ...voices);
    await expect.poll(voiceNames).toEqual(['one.wav', 'two.wav']);
    await page.getByRole('button', { name: 'Move “two.wav” up' }).focus();
    await page.keyboard.press('Enter');
    expect(await voiceNames()).toEqual(['two.wav', 'one.wav']);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('voice-heading');
    await page.getByRole('button', { name: 'Remove “two.wav”' }).click();
    expect(await voiceNames()).toEqual(['one.wav']);
    await page.getByText('exactly as long as the voice-over').waitFor();
    await set('voice-input', broken('noise.wav'));
    await set('clip-input', clips[0]!);
    await page.getByTestId('voice-error').waitFor();
    await cannotCreate(/The voice-over cannot be used/);
  });

  it('are told at their field where they are not possible, and remembered where they are', async () => {
    await set('clip-input', clips[0]!);
    await set('subtitles-input', subtitles);
    await openStyle();
    await page.getByLabel('Letter size').fill('5');
    await page.getByText('Enter a number from 10 to 400.', { exact: true }).waitFor();
    await cannotCreate(/Letter size: Enter a number/);
    await page.getByLabel('Letter size').fill('80');
    await page.getByLabel('Font', { exact: true }).fill('a; b');
    await cannotCreate(/Font: /);
    await page.getByLabel('Font', { exact: true }).fill('Georgia, serif');
    await page.getByLabel('Video length (seconds)').fill('-1');
    await cannotCreate(/Video length/);
    await page.getByLabel('Video length (seconds)').fill('7');
    await slide(/^Clip sound/, 0.3);
    await page.reload();
    await expect.poll(() => page.getByLabel('Video length (seconds)').inputValue()).toBe('7');
    await set('subtitles-input', subtitles);
    await set('clip-input', clips[0]!);
    await openStyle();
    expect(await page.getByLabel('Letter size').inputValue()).toBe('80');
    expect(await page.getByLabel('Font', { exact: true }).inputValue()).toBe('Georgia, serif');
    await page.getByLabel('Clip sound: 30 %').waitFor();
  });

  it('show what is different for a clip at its row', async () => {
    await set('clip-input', ...clips);
    const own = await openOwn(1);
    expect(await page.getByTestId('own-sign').count()).toBe(0);
    await own.getByLabel('Begin at (seconds)').fill('2');
    await own.getByLabel('End at (seconds)').fill('1');
    await own.getByText('The end must be after the begin.').waitFor();
    await cannotCreate(/clip-1\.mp4: End at/);
    expect(await rows().nth(1).getByTestId('own-sign').innerText()).toBe('2 set');
    await own.getByLabel('End at (seconds)').fill('');
    await own.getByLabel('Begin at (seconds)').fill('3');
    await own.getByText('The clip is only 3 s long.').waitFor();
    // It is at its clip's row wherever that goes.
    await rows().nth(1).getByTestId('move-up').click();
    expect(await rows().nth(0).getByTestId('own-sign').innerText()).toBe('1 set');
    await rows().nth(0).getByTestId('own-reset').click();
    expect(await page.getByTestId('own-sign').count()).toBe(0);
    await canCreate(page);
  });

  it('guess a subtitle file’s encoding, or take the one that is chosen', async () => {
    const gbk = folder.file('gbk.srt');
    const words = [
      0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xce, 0xd2, 0xc3, 0xc7, 0xc3, 0xf7, 0xcc, 0xec, 0xbc, 0xfb,
    ];
    writeFileSync(
      gbk,
      Buffer.concat([Buffer.from('1\n00:00:00,500 --> 00:00:01,500\n'), Buffer.from(words)]),
    );
    await set('subtitles-input', gbk);
    const facts = page.getByTestId('subtitles-facts');
    await facts.filter({ hasText: 'gb18030' }).waitFor();
    await page.getByTestId('encoding').selectOption('big5');
    await facts.filter({ hasText: 'big5' }).waitFor();
    await page.getByTestId('encoding').selectOption('');
    await facts.filter({ hasText: 'gb18030' }).waitFor();
    await set('clip-input', clips[0]!);
    await set('subtitles-input', broken('broken.srt'));
    await page.getByTestId('subtitles-error').filter({ hasText: '“broken.srt”' }).waitFor();
    await cannotCreate(/The subtitles cannot be used/);
  });

  it('draw the captions as they will be, at once', async () => {
    await set('subtitles-input', subtitles);
    const canvas = page.getByTestId('caption-preview');
    const colors = () =>
      canvas.evaluate((element: HTMLCanvasElement) => {
        const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
        const found = new Set<string>();
        for (let at = 0; at < data.length; at += 4)
          if (data[at + 3] === 255) found.add([...data.subarray(at, at + 3)].join());
        return [...found];
      });
    await expect.poll(colors).toContain('255,255,255');
    await openStyle();
    await page.getByLabel('Colour of the letters').fill('#00ff00');
    await expect.poll(colors).toContain('0,255,0');
    expect(await colors()).not.toContain('255,255,255');
    await set('font-input', broken('broken.ttf'));
    await page.locator('figcaption[role=alert]').waitFor();
    await page.getByTestId('font-remove').click();
    await expect.poll(() => page.locator('figcaption[role=alert]').count()).toBe(0);
  });

  it('take a watermark that can be shown, and name one that cannot', async () => {
    await set('clip-input', clips[0]!);
    await set('watermark-input', broken('broken.png'));
    await page.getByTestId('watermark-error').filter({ hasText: '“broken.png”' }).waitFor();
    await cannotCreate(/The watermark cannot be used/);
    await set('watermark-input', logo);
    await canCreate(page);
  });

  it('fit narrow and wide screens, in light and dark', async () => {
    const before = page.viewportSize();
    await set('clip-input', ...clips);
    await set('voice-input', ...voices);
    await set('subtitles-input', subtitles);
    await set('watermark-input', logo);
    await openOwn(0);
    await openStyle();
    await page.getByText('More motion').click();
    await page.getByLabel('Letter size').fill('5');
    for (const width of [360, 1280]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await shot(`settings-${width}-${colorScheme}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    }
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
    if (before) await page.setViewportSize(before);
  });
});
