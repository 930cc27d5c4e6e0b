import { rmSync } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { RenderError } from '../../src/shared/errors';
import type { Bounds } from './bounded';
import { downloadInPage } from './pageRender';
import type { PageWatch } from './pageWatch';

export interface VideoToSave {
  /** Address of the blob in the page. */
  readonly url: string;
  readonly bytes: number;
  readonly out: string;
}

/**
 * Brings a blob of the page to `out`, as a download: in a stream, whatever its size. It is written beside its target and
 * then renamed, so that `out` is either whole or as it was.
 */
export const saveVideo = async (
  page: Page,
  watch: PageWatch,
  { url, bytes, out }: VideoToSave,
  bounds: Bounds,
): Promise<void> => {
  const part = `${out}.part`;
  const removePart = () => rmSync(part, { force: true });
  const save = async (): Promise<void> => {
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: bounds.seconds * 1000 }),
      page.evaluate(downloadInPage, url),
    ]);
    await download.saveAs(part);
    await download.delete();
    await page.evaluate((blobUrl) => URL.revokeObjectURL(blobUrl), url);
  };
  // Also at the exit: after an interrupt the copy may still be going on when the process ends.
  process.once('exit', removePart);
  try {
    await watch.guard(save(), bounds);
    const { size } = await stat(part);
    if (size !== bytes) {
      const message = `Only ${size} of ${bytes} bytes could be written to ${out}. Is the disk full?`;
      throw new RenderError({ category: 'resource', message });
    }
    await rename(part, out);
    process.off('exit', removePart);
  } catch (thrown) {
    removePart();
    throw thrown;
  }
};
