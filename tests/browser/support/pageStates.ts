import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { makeCountedClip } from '../../media/makeCountedClip';
import { runFfmpeg } from '../../media/runFfmpeg';
import { chooseSize } from './resumePage';
import { makeTone } from './sound';
import type { tempDir } from './tempDir';

const SRT = '1\n00:00:00,000 --> 00:00:02,000\nHello there\n\n2\nno times\nLost\n';

/** Files of every kind that the page takes, and one that it does not. */
export interface PageFiles {
  readonly clips: readonly string[];
  readonly broken: string;
  readonly voice: string;
  readonly subtitles: string;
  readonly logo: string;
  /** A project whose files nobody has. */
  readonly project: string;
}

export const makePageFiles = async (folder: ReturnType<typeof tempDir>): Promise<PageFiles> => {
  const file = (name: string) => folder.file(name);
  const files = {
    clips: [file('clip-0.mp4'), file('clip-1.mp4')],
    ...{ broken: file('notes.mp4'), voice: file('voice.mp3'), subtitles: file('film.srt') },
    ...{ logo: file('logo.png'), project: file('film.json') },
  };
  const clip = { width: 320, height: 180, fps: 30, seconds: 2 } as const;
  for (const [clipId, path] of files.clips.entries()) {
    await makeCountedClip({ ...clip, path, clipId, withAudio: true });
  }
  writeFileSync(files.broken, 'Not a video at all.\n'.repeat(50));
  await makeTone(files.voice, 2);
  writeFileSync(files.subtitles, SRT);
  await runFfmpeg(['-f', 'lavfi', '-i', 'color=red:s=200x100', '-frames:v', '1', files.logo]);
  const project = { format: 'cliploom-project', version: 1 };
  const missing = { clips: [{ file: 'gone.mp4' }, { file: 'lost.mov' }], voiceOver: ['voice.wav'] };
  writeFileSync(files.project, JSON.stringify({ ...project, ...missing }));
  return files;
};

export const put = (page: Page, testid: string, ...paths: readonly string[]): Promise<void> =>
  page.getByTestId(testid).setInputFiles(paths);

/** A small wide video, whatever was chosen before. */
export const chooseSmall = (page: Page): Promise<void> => chooseSize(page, 320, 180);

/** A video that takes so long that it is not done before all of its render was looked at. */
export const chooseLarge = (page: Page): Promise<void> => chooseSize(page, 2160, 3840);

export const canCreate = (page: Page) => expect.poll(() => page.getByTestId('create').isEnabled()).toBe(true);

/** Something of everything, one thing wrong, and all that can be opened open. */
export const addAll = async (page: Page, files: PageFiles): Promise<void> => {
  await put(page, 'clip-input', ...files.clips, files.broken);
  await put(page, 'voice-input', files.voice);
  await put(page, 'music-input', files.voice);
  await put(page, 'subtitles-input', files.subtitles);
  await put(page, 'watermark-input', files.logo);
  await page.getByText('notes.mp4” is not a video').first().waitFor();
  await page.getByText('1 subtitle, SRT').first().waitFor();
  await openAll(page);
};

export const openAll = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });

/** The page's language as a person chooses it. */
export const chooseLanguage = async (page: Page, tag: string): Promise<void> => {
  await page.getByTestId('language').selectOption(tag);
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(tag);
};
