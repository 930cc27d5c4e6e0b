import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { PROJECT } from '../../../scripts/lib/paths';
import type { ProjectSettings } from '../../../src/project/project';
import { runFfmpeg } from '../../media/runFfmpeg';
import type { tempDir } from './tempDir';

type Folder = ReturnType<typeof tempDir>;

/** What is on the page: a project's fields, with paths for files. */
export interface Previewed {
  readonly clips: readonly string[];
  readonly voiceOver?: string;
  readonly music?: string;
  readonly subtitles?: string;
  readonly watermark?: string;
  readonly settings: ProjectSettings;
}

/** Puts a project and its files on the page, as a person would. */
export const putOnPage = async (page: Page, folder: Folder, previewed: Previewed): Promise<void> => {
  const { clips, voiceOver, music, subtitles, watermark, settings } = previewed;
  const name = (path: string | undefined) => path && basename(path);
  const project = {
    ...{ format: 'cliploom-project', version: 1, clips: clips.map((path) => basename(path)) },
    voiceOver: voiceOver && [basename(voiceOver)],
    ...{ music: name(music), subtitles: name(subtitles), settings: { mode: 'sequential', ...settings } },
    watermark: watermark && { file: basename(watermark), size: 20, opacity: 0.8 },
  };
  const path = folder.file('preview-project.json');
  writeFileSync(path, JSON.stringify(project));
  await page.getByTestId('project-input').setInputFiles(path);
  await page
    .getByText(/of the project (is|are) missing/)
    .first()
    .waitFor();
  const files = [...new Set([...clips, voiceOver, music, subtitles, watermark])];
  await page.getByTestId('clip-input').setInputFiles(files.filter((file) => file !== undefined));
  await page.waitForFunction(() => {
    const create = document.querySelector<HTMLButtonElement>('[data-testid="create"]');
    return create !== null && !create.disabled;
  });
};

/** Waits until a frame of the video is seen in the preview. */
export const waitForFrame = (page: Page, frame: number, timeout = 30_000): Promise<unknown> =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector('[data-testid="preview-canvas"]')?.getAttribute('data-frame') === wanted,
    String(frame),
    { timeout },
  );

export const openPreview = async (page: Page): Promise<void> => {
  await page.getByTestId('preview-open').click();
  await waitForFrame(page, 0);
};

/** Drags the slider to the middle of a frame. */
export const seekTo = async (page: Page, frame: number, fps = 30): Promise<void> => {
  await page.getByTestId('preview-position').evaluate(
    (slider: HTMLInputElement, seconds) => {
      slider.value = String(seconds);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    },
    (frame + 0.5) / fps,
  );
};

/** The canvas's picture, pixel by pixel, as a PNG. */
export const pictureOf = async (page: Page): Promise<Buffer> => {
  const address = await page.getByTestId('preview-canvas').evaluate(async (canvas: HTMLCanvasElement) => {
    // What a worker has drawn is on the page an animation frame or two later.
    for (let frames = 0; frames < 4; frames += 1) await new Promise(requestAnimationFrame);
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height;
    copy.getContext('2d')?.drawImage(canvas, 0, 0);
    return copy.toDataURL('image/png');
  });
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
};

/** The preview's pictures of these frames as a lossless video, one a frame, in the colours of a finished video. */
export const previewedFrames = async (
  page: Page,
  folder: Folder,
  name: string,
  frames: readonly number[],
): Promise<string> => {
  const pictures = join(PROJECT, 'tests', 'output');
  mkdirSync(pictures, { recursive: true });
  for (const [index, frame] of frames.entries()) {
    await seekTo(page, frame);
    await waitForFrame(page, frame);
    writeFileSync(folder.file(`${name}-${index}.png`), await pictureOf(page));
    writeFileSync(join(pictures, `preview-${name}-${frame}.png`), await pictureOf(page));
  }
  const out = folder.file(`${name}-preview.mkv`);
  const toVideo = 'scale=in_range=pc:out_range=tv:out_color_matrix=bt709,format=yuv420p';
  await runFfmpeg(['-i', folder.file(`${name}-%d.png`), '-vf', toVideo, '-c:v', 'ffv1', out]);
  return out;
};

/** The same frames of a finished video, scaled to another size. */
export const renderedFrames = async (
  video: string,
  frames: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
  out: string,
): Promise<string> => {
  const chosen = frames.map((frame) => `eq(n,${frame})`).join('+');
  const filters = `select='${chosen}',scale=${width}:${height}:flags=area,format=yuv420p`;
  await runFfmpeg(['-i', video, '-vf', filters, '-fps_mode', 'passthrough', '-c:v', 'ffv1', out]);
  return out;
};

/** Makes the video on the page and saves it. */
export const makeVideo = async (page: Page, out: string): Promise<string> => {
  await page.getByTestId('create').click();
  await page.getByTestId('result-video').waitFor({ timeout: 180_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download').click()]);
  await download.saveAs(out);
  return out;
};

/** Size of the picture that is previewed. */
export const sizeOf = (page: Page): Promise<{ width: number; height: number }> =>
  page.getByTestId('preview-canvas').evaluate(({ width, height }: HTMLCanvasElement) => ({ width, height }));
