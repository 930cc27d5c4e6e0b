import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { CliploomGlobals, RenderSettings } from '../../../scripts/lib/pageRender';

export const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Files of the page's own disk, by their path below `cliploom/`, with their sizes. Tabs may change it meanwhile. */
export const storedFiles = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(async () => {
    const files: Record<string, number> = {};
    const unlessGone = (error: DOMException): void => {
      if (error.name !== 'NotFoundError') throw error;
    };
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        if (handle instanceof FileSystemDirectoryHandle)
          await walk(handle, `${path}${name}/`).catch(unlessGone);
        if (!(handle instanceof FileSystemFileHandle)) continue;
        const file = await handle.getFile().catch(unlessGone);
        if (file) files[path + name] = file.size;
      }
    };
    const root = await navigator.storage.getDirectory();
    // Not made where it is missing: on a full disk it could not be.
    for await (const [name, handle] of root.entries()) {
      if (name === 'cliploom' && handle instanceof FileSystemDirectoryHandle) await walk(handle, '');
    }
    return files;
  });

/** Empties the clip cache. A render that is over may still note there which clips it used: that is waited for. */
export const clearClips = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const own = await root.getDirectoryHandle('cliploom', { create: true });
    await own.getDirectoryHandle('clips', { create: true });
    for (let tries = 1; ; tries += 1) {
      try {
        return await own.removeEntry('clips', { recursive: true });
      } catch (thrown) {
        if ((thrown as DOMException).name !== 'NoModificationAllowedError' || tries === 200) throw thrown;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  });

export const storedClips = async (page: Page): Promise<string[]> =>
  Object.entries(await storedFiles(page))
    .filter(([path, bytes]) => path.endsWith('.clip') && bytes > 0)
    .map(([path]) => path);

/** Does something bad to each clip of the cache, to one after the other another thing. */
export const damageClips = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const clips = await (await root.getDirectoryHandle('cliploom')).getDirectoryHandle('clips');
    let count = 0;
    for await (const [name, handle] of clips.entries()) {
      if (!name.endsWith('.clip') || !(handle instanceof FileSystemFileHandle)) continue;
      const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
      // A bit of a picture; the format's version; the last byte is missing.
      if (count % 3 === 0) bytes[bytes.length - 100]! ^= 16;
      if (count % 3 === 1) bytes[4]! += 1;
      const writable = await handle.createWritable();
      await writable.write(count % 3 === 2 ? bytes.slice(0, -1) : bytes);
      await writable.close();
      count += 1;
    }
  });

/** Renders files in any tab, without the driver. */
export const renderIn = async (
  page: Page,
  paths: readonly string[],
  settings: RenderSettings,
): Promise<{ statuses: string[]; sha256: string }> => {
  await page.evaluate(() => {
    if (document.querySelector('#cache-test')) return;
    const input = document.createElement('input');
    Object.assign(input, { id: 'cache-test', type: 'file', multiple: true });
    document.body.append(input);
  });
  await page.locator('#cache-test').setInputFiles([...paths]);
  return page.evaluate(async (options) => {
    const input = document.querySelector<HTMLInputElement>('#cache-test');
    const clips = [...(input?.files ?? [])];
    const result = await (globalThis as CliploomGlobals).cliploom?.combineVideos({ ...options, clips });
    const digest = await crypto.subtle.digest(
      'SHA-256',
      (await result?.blob?.arrayBuffer()) ?? new ArrayBuffer(),
    );
    return {
      statuses: result?.clips.map(({ status }) => status) ?? [],
      sha256: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    };
  }, settings);
};
