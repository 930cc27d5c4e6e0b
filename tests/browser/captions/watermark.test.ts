import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../../scripts/lib/run';
import { sharedDrawingPage } from '../support/drawingPage';
import { drawn, inkOf, PORTRAIT, replyTo } from '../support/drawnPictures';
import { tempDir } from '../support/tempDir';

const folder = tempDir();

afterAll(() => folder[Symbol.dispose]());

const serve = async (name: string, data: string | Uint8Array): Promise<string> =>
  (await sharedDrawingPage()).serve(name, data);

describe('the watermark', () => {
  /** A red square of 200 × 100 pixels, made by the native ffmpeg. */
  const makeLogo = async (): Promise<string> => {
    const path = folder.file('logo.png');
    const args = ['-v', 'error', '-f', 'lavfi', '-i', 'color=red:s=200x100', '-frames:v', '1', '-y', path];
    await run('ffmpeg', args, { timeoutSeconds: 30, output: 'capture' });
    return serve('logo.png', readFileSync(path));
  };
  const watermark = (url: string, settings = {}, where: 'worker' | 'page' = 'worker') =>
    drawn(
      { watermark: { url, name: 'logo.png', settings }, target: PORTRAIT, fps: 30, frames: [0, 1, 500] },
      { where },
    );

  it('stands in its corner, in its size and shape, the same in every frame', async () => {
    const url = await makeLogo();
    const topRight = await watermark(url);
    expect(topRight.shown).toEqual([0, 0, 0]);
    // 12 % of 1080 wide, half as high; 4 % of 1080 from both edges.
    expect(inkOf(topRight)).toEqual({ x: 1080 - 43 - 130, y: 43, width: 130, height: 65 });
    const bottomLeft = await watermark(url, { corner: 'bottom-left', margin: 0, size: 50, opacity: 0.5 });
    expect(inkOf(bottomLeft)).toEqual({ x: 0, y: 1920 - 270, width: 540, height: 270 });
    const [red, , , alpha] = bottomLeft.pictures[0]!.data;
    expect(red).toBeGreaterThan(250);
    expect(alpha).toBeCloseTo(128, -1);
    expect((await watermark(url, { opacity: 0 })).shown).toEqual([null, null, null]);
  });

  it('may be a drawing (SVG) in the page', async () => {
    const drawing =
      '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="red"/></svg>';
    const url = await serve('logo.svg', drawing);
    expect(inkOf(await watermark(url, {}, 'page'))).toMatchObject({ width: 130, height: 65 });
  });

  it('is named where it cannot be read', async () => {
    const url = await serve('broken.png', 'not a picture');
    const request = { watermark: { url, name: 'broken.png' }, target: PORTRAIT, fps: 30, frames: [0] };
    await expect(replyTo(request)).resolves.toMatchObject({
      status: 'failed',
      error: { category: 'unreadable-source', message: expect.stringContaining('“broken.png”') },
    });
  });
});
