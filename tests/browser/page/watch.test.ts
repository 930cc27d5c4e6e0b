import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CliploomSession } from '../../../scripts/lib/driver';
import { makeCountedClip } from '../../media/makeCountedClip';
import { readCountedVideo } from '../../media/readCountedVideo';
import { axeFindings } from '../support/axe';
import { decodeWarnings, ffprobeJson } from '../support/ffprobe';
import { canCreate, put } from '../support/pageStates';
import { chooseEngine, chooseSize } from '../support/resumePage';
import { openSession } from '../support/session';
import { shots } from '../support/shots';
import { makeTone } from '../support/sound';
import { tempDir } from '../support/tempDir';

const COUNT = 7;
const source = { width: 320, height: 180 };
const folder = tempDir();
const clips = Array.from({ length: COUNT }, (_, id) => folder.file(`clip-${id}.mp4`));
const voice = folder.file('voice.wav');
let session: CliploomSession;
let page: Page;

beforeAll(async () => {
  for (const [clipId, path] of clips.entries()) {
    await makeCountedClip({ ...source, path, clipId, fps: 30, seconds: 2 });
  }
  await makeTone(voice, 2 * COUNT);
  // One clip after the other, so that something is left to be made while the first is watched.
  session = await openSession({ simulateCores: 1 });
  page = session.page;
});
afterAll(async () => {
  await session?.close();
  folder[Symbol.dispose]();
});

/** The file that a player on the page plays, put where native tools can read it. */
const saved = async (testid: string): Promise<string> => {
  const text = await page.getByTestId(testid).evaluate(async (video) => {
    const bytes = new Uint8Array(await (await fetch((video as HTMLVideoElement).src)).arrayBuffer());
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  });
  const path = folder.file(`${testid}.mp4`);
  writeFileSync(path, Buffer.from(text, 'latin1'));
  return path;
};

const framesOf = (path: string) =>
  readCountedVideo(path, { target: { width: 640, height: 360 }, fit: 'cover', sourceSizes: [source] });

describe('what is finished while the rest is made', () => {
  it('is watched with its sound: the very frames that are in the video then', async () => {
    await put(page, 'clip-input', ...clips);
    await put(page, 'voice-input', voice);
    await chooseSize(page, 640, 360);
    await chooseEngine(page, 'ffmpeg');
    await canCreate(page);
    await page.getByTestId('create').click();
    await page.getByTestId('watch').locator('summary').click({ timeout: 60_000 });
    const first = page.getByTestId('watch-part').first();
    const label = await first.innerText({ timeout: 60_000 });
    expect(label).toMatch(/^1\. clip-\d\.mp4$/);
    await first.click();
    await page.getByTestId('part-video').waitFor();
    const part = await saved('part-video');
    const played = page.getByTestId('part-video').evaluate(async (video) => {
      await new Promise((resolve) => video.addEventListener('timeupdate', resolve, { once: true }));
      return (video as HTMLVideoElement).currentTime;
    });
    expect(await played).toBeGreaterThan(0);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.getByTestId('cancel').isVisible()).toBe(true);
    await shots(page, 'watch');

    await page.getByTestId('result-video').waitFor({ timeout: 60_000 });
    expect(await page.getByTestId('watch').count()).toBe(0);
    const [seen, all] = [await framesOf(part), await framesOf(await saved('result-video'))];
    expect(seen.length).toBeGreaterThan(15);
    expect(seen).toEqual(all.slice(0, seen.length));
    expect(`clip-${seen[0]?.clipId}.mp4`).toBe(label.slice(3));
    expect(await decodeWarnings(part)).toBe('');
    const { streams } = await ffprobeJson(part);
    const lengths = streams.map(({ duration }) => Number(duration));
    expect(streams.map(({ codec_name }) => codec_name)).toEqual(['h264', 'aac']);
    expect(lengths[0]).toBeCloseTo(seen.length / 30, 3);
    expect(Math.abs((lengths[1] ?? 0) - (lengths[0] ?? 0))).toBeLessThan(1024 / 48_000);
  });
});
