import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseProject } from '../../../src/project/parse';
import { makeCountedClip } from '../../media/makeCountedClip';
import { sha256 } from '../support/cachePage';
import { freshPage } from '../support/freshPage';
import { canCreate, chooseSmall, put } from '../support/pageStates';
import { runRenderTool } from '../support/renderTool';
import { chooseEngine, names, videoHash } from '../support/resumePage';
import { openSession } from '../support/session';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

it('a project file goes out and comes in as it was, and the shell makes the same video of it', async () => {
  using folder = tempDir();
  const [small, other, voice] = ['small.mp4', 'other.mp4', 'voice.wav'].map(folder.file) as [
    string,
    string,
    string,
  ];
  const clip = { width: 320, height: 180, fps: 30, seconds: 2 } as const;
  await makeCountedClip({ ...clip, path: small, clipId: 0 });
  await makeCountedClip({ ...clip, path: other, clipId: 2 });
  await makeTone(voice, 3);
  const { page, close } = await openSession();
  const set = (testid: string, ...paths: string[]) => put(page, testid, ...paths);
  try {
    await set('clip-input', small, other);
    await set('voice-input', voice);
    await chooseSmall(page);
    // Its bytes are the same wherever they are made.
    await chooseEngine(page, 'ffmpeg');
    await page.getByTestId('own-settings').nth(1).locator('summary').click();
    await page.getByLabel('Playback speed of this clip').fill('1.5');
    await canCreate(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('save-project').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^cliploom-.*\.json$/);
    const path = folder.file('film.json');
    await download.saveAs(path);
    const saved = parseProject(readFileSync(path, 'utf8'), 'film.json');
    expect(saved).toMatchObject({
      clips: [{ file: 'small.mp4' }, { file: 'other.mp4', speed: 1.5 }],
      voiceOver: ['voice.wav'],
      settings: { size: { width: 320, height: 180 }, engine: 'ffmpeg' },
    });
    await page.getByTestId('create').click();
    await page.getByTestId('result-video').waitFor({ timeout: 60_000 });
    const hash = await videoHash(page);

    await freshPage(page);
    // The project and its files in one go, whichever comes first.
    const drop = await page.evaluateHandle(
      (files) => {
        const transfer = new DataTransfer();
        for (const [name, base64] of files) {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          transfer.items.add(new File([bytes], name));
        }
        return transfer;
      },
      [other, path].map((file): [string, string] => [
        file.split('/').at(-1) ?? '',
        readFileSync(file).toString('base64'),
      ]),
    );
    await page.dispatchEvent('body', 'drop', { dataTransfer: drop });
    await expect.poll(() => names(page)).toEqual(['small.mp4', 'other.mp4']);
    expect(await page.getByTestId('missing-file').allInnerTexts()).toEqual([
      expect.stringContaining('small.mp4'),
      expect.stringContaining('voice.wav'),
    ]);
    await set('missing-input', voice, small);
    await canCreate(page);
    const [again] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('save-project').click(),
    ]);
    await again.saveAs(folder.file('again.json'));
    expect(readFileSync(folder.file('again.json'), 'utf8')).toBe(readFileSync(path, 'utf8'));

    const out = folder.file('shell.mp4');
    await runRenderTool(['--project', path, '--out', out]);
    expect(sha256(out)).toBe(hash);
  } finally {
    await close();
  }
});
