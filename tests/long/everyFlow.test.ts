import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { decodeWarnings, ffprobeJson, frameTimes } from '../browser/support/ffprobe';
import {
  hostSite,
  keptOffline,
  shot as shotOf,
  untilIsolated,
  useVisitors,
} from '../browser/support/hostedSite';
import { chooseByKeyboard, focused, pressByKeyboard, tabTo } from '../browser/support/keyboard';
import { canCreate, makePageFiles } from '../browser/support/pageStates';
import { names } from '../browser/support/resumePage';

const { folder, visitor } = useVisitors({ seconds: 1 });

/** Goes on by Tab until the field of this label has the focus. */
const tabToField = async (page: Page, label: string): Promise<void> => {
  for (let step = 0; step < 150; step += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === null) continue;
    const labels = await page.evaluate(() =>
      [...((document.activeElement as HTMLInputElement).labels ?? [])].map(({ innerText }) =>
        innerText.trim(),
      ),
    );
    if (labels.includes(label)) return;
  }
  throw new Error(`Tab does not lead to ${label}.`);
};

/** The list by its letters, the numbers as they are typed. */
const typeSize = async (page: Page, width: number, height: number): Promise<void> => {
  await tabToField(page, 'Shape');
  await page.keyboard.type('Cus');
  for (const [label, pixels] of [
    ['Width (pixels)', width],
    ['Height (pixels)', height],
  ] as const) {
    await tabToField(page, label);
    await page.keyboard.press('Control+a');
    await page.keyboard.type(String(pixels));
  }
  await canCreate(page);
};

const download = async (page: Page, testid: string, out: string): Promise<string> => {
  await tabTo(page, testid);
  const [saved] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  await saved.saveAs(out);
  return saved.suggestedFilename();
};

/** Everything the page is for, under the worst that it promises to work in. */
it('every flow goes on a host without headers, below a path, offline, 360 pixels wide, by keyboard alone', async () => {
  const files = await makePageFiles(folder);
  const site = await hostSite();
  const context = await visitor({
    viewport: { width: 360, height: 740 },
    reducedMotion: 'reduce',
    hasTouch: true,
  });
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    // The dialogs that Playwright can answer.
    await page.addInitScript(() => {
      for (const picker of ['showOpenFilePicker', 'showSaveFilePicker'])
        Reflect.deleteProperty(globalThis, picker);
    });
    let shots = 0;
    const shot = (name: string): Promise<void> => {
      shots += 1;
      return shotOf(page, `flow-${String(shots).padStart(2, '0')}-${name}`);
    };
    await page.goto(site.url);
    await untilIsolated(page);
    await keptOffline(page);
    await site.close();
    await page.goto(`${site.url}index.html`);
    await untilIsolated(page);
    await shot('empty');

    // Materials, one of them bad, which is taken out again.
    await chooseByKeyboard(page, 'clip-input', ...files.clips, files.broken);
    await page.getByText('notes.mp4” is not a video').first().waitFor();
    await shot('bad-file');
    await expect.poll(() => names(page)).toEqual(['clip-0.mp4', 'clip-1.mp4', 'notes.mp4']);
    for (let row = 0; row < 3; row += 1) await tabTo(page, 'remove');
    await page.keyboard.press('Enter');
    await expect.poll(() => names(page)).toEqual(['clip-0.mp4', 'clip-1.mp4']);
    await chooseByKeyboard(page, 'voice-input', files.voice);
    await chooseByKeyboard(page, 'subtitles-input', files.subtitles);
    await page.getByText('1 subtitle, SRT').first().waitFor();
    await canCreate(page);
    await shot('materials');

    // The timeline: another order, taken back, and done again.
    await tabTo(page, 'move-down');
    await page.keyboard.press('Enter');
    await expect.poll(() => names(page)).toEqual(['clip-1.mp4', 'clip-0.mp4']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => names(page)).toEqual(['clip-0.mp4', 'clip-1.mp4']);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => names(page)).toEqual(['clip-1.mp4', 'clip-0.mp4']);

    // A large video, which is given up.
    await typeSize(page, 2160, 3840);
    await pressByKeyboard(page, 'create');
    await page.getByTestId('lane').first().waitFor({ timeout: 60_000 });
    await shot('rendering');
    await pressByKeyboard(page, 'cancel');
    await page.getByTestId('create').waitFor();
    await shot('cancelled');

    // Its look.
    await typeSize(page, 180, 320);
    await shot('look');

    // The preview.
    await pressByKeyboard(page, 'preview-open');
    await page.getByTestId('preview-play').waitFor({ timeout: 30_000 });
    await pressByKeyboard(page, 'preview-play', 'Space');
    const shown = (): Promise<string> => page.getByTestId('preview-time').innerText();
    const begun = await shown();
    await expect.poll(shown).not.toBe(begun);
    await shot('preview');
    await pressByKeyboard(page, 'preview-close');

    // The video.
    await pressByKeyboard(page, 'create');
    await page.getByTestId('result-video').waitFor({ timeout: 120_000 });
    await shot('result');
    const out = folder.file('flow.mp4');
    expect(await download(page, 'download', out)).toMatch(/^cliploom-[\d-]+\.mp4$/);
    expect(await decodeWarnings(out)).toBe('');
    expect(await frameTimes(out)).toHaveLength(60);
    const { streams } = await ffprobeJson(out);
    expect(streams.find((stream) => stream.codec_type === 'video')).toMatchObject({
      width: 180,
      height: 320,
    });

    // The project, put away as a file, begun anew, and opened again.
    const project = folder.file('flow.json');
    await download(page, 'save-project', project);
    expect(JSON.parse(readFileSync(project, 'utf8'))).toMatchObject({ format: 'cliploom-project' });
    await pressByKeyboard(page, 'project-afresh');
    await expect.poll(() => names(page)).toEqual([]);
    await chooseByKeyboard(page, 'project-input', project);
    await page.getByTestId('missing').waitFor();
    await shot('missing-files');
    await chooseByKeyboard(page, 'missing-input', ...files.clips, files.voice, files.subtitles);
    await expect.poll(() => names(page)).toEqual(['clip-1.mp4', 'clip-0.mp4']);
    await canCreate(page);
    await shot('opened');

    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
  } finally {
    await context.close();
    await site.close().catch(() => {});
  }
});
